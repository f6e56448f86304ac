/**
 * The CPU backend {@code onednn}: oneDNN's primitives, called through JavaCPP's presets, for what
 * they are made for, and block-wise Java programs for element-wise arithmetic, random numbers and
 * what else oneDNN lacks. Every choice of implementation and layout follows from the graph and the
 * processor alone, so that the same step gives the same bits again.
 *
 * <p>{@link io.github.markhor.backend.onednn.lowering.Lowering} turns a graph into instructions on
 * buffers; nothing here knows a layer, a loss or an optimizer.
 */
package io.github.markhor.backend.onednn;
