/**
 * The parts of a lowered program: {@link io.github.markhor.backend.onednn.program.Instruction
 * instructions} on {@link io.github.markhor.backend.onednn.program.Buffer buffers}, which {@link
 * io.github.markhor.backend.onednn.program.Binding binding} to memory turns into tasks, and the
 * threads and scratch arrays that tasks compute with. Knows the natives, and no single operation
 * but oneDNN's own {@link io.github.markhor.backend.onednn.program.Primitive primitives}.
 *
 * <p>Not part of the public API.
 */
package io.github.markhor.backend.onednn.program;
