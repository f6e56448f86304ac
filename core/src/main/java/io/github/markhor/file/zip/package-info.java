/**
 * ZIP archives, read without trust and written as Keras does. Knows nothing of models but their
 * exception. Not part of the public API.
 */
package io.github.markhor.file.zip;
