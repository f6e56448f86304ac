/**
 * Initializers: the first values of weights. They draw from {@link io.github.markhor.tensor.Philox}
 * alone and compute with plain arrays.
 */
package io.github.markhor.initializers;
