/**
 * Finds the pictures below folders and their classes, in Keras's order. Not part of the public API.
 */
package io.github.markhor.data.folders;
