/**
 * Keras's layers, one file each, and its activation functions. A layer states its weights and
 * shapes and composes operations of {@link io.github.markhor.graph}; it holds no numbers, mode,
 * device or gradient. Layers share code through abstract classes between them and {@link
 * io.github.markhor.layer.AbstractLayer}, which are not public: their methods are those of the
 * layers.
 */
package io.github.markhor.layers;
