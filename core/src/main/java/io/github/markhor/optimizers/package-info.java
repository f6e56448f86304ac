/**
 * Optimizers, and the part of a step's graph that updates the weights. Learning-rate schedules are
 * in {@code optimizers.schedules}.
 */
package io.github.markhor.optimizers;
