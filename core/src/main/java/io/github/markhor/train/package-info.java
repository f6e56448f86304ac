/**
 * Losses, metrics, optimizers and learning-rate schedules, and the training step that is made of
 * them. They compose operations of the graph, as layers do.
 */
package io.github.markhor.train;
