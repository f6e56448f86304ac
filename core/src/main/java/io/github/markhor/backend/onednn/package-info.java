/**
 * The CPU backend {@code onednn}: oneDNN's primitives, called through JavaCPP's presets, for what
 * they are made for, and Java kernels for element-wise arithmetic, random numbers and the
 * operations that oneDNN lacks. Every choice of implementation and layout follows from the graph
 * and the processor alone, so that the same step gives the same bits again. Nothing here knows a
 * layer, a loss or an optimizer.
 *
 * <h2>How a graph becomes instructions</h2>
 *
 * <p>Take a step that trains a convolution with ReLU and 32 filters, max-pooling and a dense layer,
 * on 32 pictures of 150 × 150 and two threads.
 *
 * <ol>
 *   <li><b>Slices.</b> Convolution and pooling treat each picture alone, forward and backward; the
 *       dense layer couples them in its gradient. {@link
 *       io.github.markhor.backend.onednn.slices.Slicing} cuts the schedule into three parts: the
 *       forward pass up to pooling, everything about the dense layer, and the backward pass from
 *       pooling on. The first and the last are computed in <em>slices</em>, micro-batches: here of
 *       one picture, so that the 3 MB that the convolution reads and writes stay in the cache until
 *       pooling reads them. Each of the two threads is a <em>lane</em> that computes 16 slices one
 *       after the other. The gradient of the kernel is added up in each lane ("Sum of slices") and
 *       then over the lanes ("Sum of lanes").
 *   <li><b>Places.</b> {@link io.github.markhor.backend.onednn.lowering.Lowering} walks each part
 *       and makes an instruction of each node. oneDNN prefers pictures with channels in blocks of
 *       16, {@code aBcd16b}. So the kernel is reordered once for all slices; the convolution writes
 *       its result in blocks, and pooling reads it there; only the dense layer, for which the
 *       result is flattened, needs a reorder to C order. A <em>place</em> is a buffer and the
 *       layout of the numbers in it; a value may have several.
 *   <li><b>Fusion groups.</b> SGD with momentum computes {@code v = 0.9 v - rate · g} and {@code w
 *       = w + v}. These element-wise nodes gather in a <em>fusion group</em>, which becomes one
 *       {@link io.github.markhor.backend.onednn.blocks.BlockProgram}: it loads a block of v, g and
 *       w, computes all of it in arrays that stay in the cache, and stores v and w. A group is
 *       closed when another instruction needs one of its results.
 *   <li><b>Memory.</b> {@code Lifetimes} finds from which instruction to which each buffer is
 *       needed, and places the buffers in one arena. Buffers that only a slice needs, such as the
 *       result of the convolution here, get memory of each lane's own, which counts as
 *       <em>scratch</em>, like the memory in which single primitives compute. If the arena must
 *       stay within a limit, {@link io.github.markhor.backend.onednn.RecomputePolicy} lowers again,
 *       in smaller slices or with activations that the backward pass recomputes.
 *   <li><b>Binding.</b> With an arena, instructions become tasks on addresses: those of a slice
 *       once for each slice, on its part of the batch. To run a step is to run the tasks in order.
 * </ol>
 *
 * <h2>The rooms</h2>
 *
 * <p>Each package knows only those before it: {@code natives} (the C libraries), {@code program}
 * (instructions, buffers, threads), {@code blocks} (element-wise programs), {@code kernels} (other
 * operations in Java), {@code slices}, {@code lowering}, and this one, which opens the backend.
 *
 * <p>Not part of the public API, but for the names of {@link
 * io.github.markhor.backend.onednn.OnednnRewrite}.
 */
package io.github.markhor.backend.onednn;
