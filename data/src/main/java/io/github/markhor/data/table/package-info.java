/**
 * Tables that name pictures and their labels: read from CSV files, or made from records or columns.
 */
package io.github.markhor.data.table;
