/**
 * The contract of a layer: {@link io.github.markhor.layer.Layer}, the base class {@link
 * io.github.markhor.layer.AbstractLayer} and its weights. An author of layers needs no more than
 * this, the graph and the initializers. Particular layers live in the module {@code layers}.
 */
package io.github.markhor.layer;
