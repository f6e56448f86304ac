/**
 * The C libraries: oneDNN's objects and memory layouts, and the calls to OpenMP and Linux for which
 * JavaCPP has no binding. The lowest room of the backend; it knows types and shapes, and no
 * instruction.
 *
 * <p>Not part of the public API.
 */
package io.github.markhor.backend.onednn.natives;
