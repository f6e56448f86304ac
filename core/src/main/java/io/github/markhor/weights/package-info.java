/**
 * What a layer says of its weights: shape, first values, penalties and constraints. Initializers
 * draw from {@link io.github.markhor.Philox} alone and compute with plain arrays; penalties and
 * constraints compose operations. Nothing here knows a layer or an optimizer.
 */
package io.github.markhor.weights;
