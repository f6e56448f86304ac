/**
 * Brings decoded pictures to their target size, to the last bit as Pillow does it, or as TensorFlow
 * does it. Not part of the public API.
 */
package io.github.markhor.data.resize;
