/**
 * Learning rates that depend on the number of steps taken. A schedule is a function in Java and not
 * part of the graph.
 */
package io.github.markhor.optimizers.schedules;
