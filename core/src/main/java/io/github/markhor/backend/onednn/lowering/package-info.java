/**
 * Lowering: {@link io.github.markhor.backend.onednn.lowering.Lowering} turns a graph into a
 * program. Each family of operations has a class of its own, which sees the rest through {@link
 * io.github.markhor.backend.onednn.lowering.LoweringContext} alone.
 *
 * <p>Not part of the public API.
 */
package io.github.markhor.backend.onednn.lowering;
