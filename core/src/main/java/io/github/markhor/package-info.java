/**
 * What a user touches first: {@link io.github.markhor.Sequential} and its options, layers as they
 * are described, tensors, batches and where they come from, the history of a training. Behind it,
 * not public, what builds a model, traces its steps and runs the loops. Particular layers, losses,
 * callbacks and backends live elsewhere.
 */
package io.github.markhor;
