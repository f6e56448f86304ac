/**
 * Text for files and terminals that several packages write alike: fields of CSV files, progress
 * bars; and the bounds within which JSON is read. Not part of the public API. This package knows no
 * other of the project.
 */
package io.github.markhor.text;
