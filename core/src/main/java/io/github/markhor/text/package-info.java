/**
 * Text for files, terminals and messages that several packages write alike: fields of CSV files,
 * progress bars, notices for users without a logging library, names and what they may have meant;
 * and the bounds within which JSON is read. Not part of the public API. This package knows no other
 * of the project, and all may know it.
 */
package io.github.markhor.text;
