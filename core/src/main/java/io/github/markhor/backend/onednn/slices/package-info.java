/**
 * Slices of the batch, known elsewhere as micro-batches: {@link
 * io.github.markhor.backend.onednn.slices.Slicing} decides which parts of a schedule are computed
 * in slices, {@link io.github.markhor.backend.onednn.slices.SliceGraph} makes the graph of one
 * slice, and {@link io.github.markhor.backend.onednn.slices.Slices} runs its instructions for each.
 * Knows graphs and instructions, and not how the one becomes the other.
 *
 * <p>Not part of the public API.
 */
package io.github.markhor.backend.onednn.slices;
