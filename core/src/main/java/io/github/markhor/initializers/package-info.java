/**
 * First values of weights. Initializers draw from {@link io.github.markhor.tensor.Philox} alone and
 * compute with plain arrays.
 */
package io.github.markhor.initializers;
