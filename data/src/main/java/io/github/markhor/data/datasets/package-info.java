/** Well-known data sets in their original binary files, fetched only when asked to. */
package io.github.markhor.data.datasets;
