/**
 * Keras's layers, one file each, and its activation functions. A layer states its weights and
 * shapes and composes operations of {@link io.github.markhor.graph}; it holds no numbers, mode,
 * device or gradient. What several layers share lies in an abstract class between them and {@link
 * io.github.markhor.layer.AbstractLayer}.
 */
package io.github.markhor.layers;
