/**
 * Instructions in Java for operations that oneDNN lacks, or computes slowly or less exactly: one
 * file each, on buffers and sizes, without a word about how a graph comes to them. Names that begin
 * with Sparse are gradients of convolutions that max-pooling follows.
 *
 * <p>Not part of the public API.
 */
package io.github.markhor.backend.onednn.kernels;
