/**
 * The training step as a graph: primitive {@link io.github.markhor.graph.Op operations} over {@link
 * io.github.markhor.graph.Value values} of static shape, one gradient rule for each operation, and
 * rewriting. The graph says what every backend must compute; how that is done is a backend's
 * matter. Layers, losses and optimizers are not known here: they compose operations in packages of
 * their own.
 *
 * <p>The only layout is channels last: pictures are (N, H, W, C), convolution kernels (h, w, in /
 * groups, out).
 */
package io.github.markhor.graph;
