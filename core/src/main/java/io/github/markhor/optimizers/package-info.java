/**
 * Optimizers, and the update of weights in the graph that is composed of them. Learning-rate
 * schedules are in {@code optimizers.schedules}.
 */
package io.github.markhor.optimizers;
