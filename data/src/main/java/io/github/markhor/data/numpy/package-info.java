/**
 * NumPy's files, {@code .npy} and {@code .npz}, read without trusting them, and written; and
 * NumPy's legacy random generator, from which Keras draws.
 */
package io.github.markhor.data.numpy;
