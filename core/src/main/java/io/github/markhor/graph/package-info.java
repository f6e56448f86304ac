/**
 * The training step as a graph: primitive {@link io.github.markhor.graph.Op operations} over {@link
 * io.github.markhor.graph.Value values} of static shape, with one gradient rule for each operation,
 * rewriting, and the planning of memory. Here is what every backend must compute; how it is
 * computed is a backend's matter, and what a layer, loss or optimizer means is said where these
 * live, by composing operations.
 *
 * <p>The only layout is channels last: pictures are (N, H, W, C), convolution kernels (h, w, in /
 * groups, out).
 */
package io.github.markhor.graph;
