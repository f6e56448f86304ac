/**
 * Learning rates that follow the number of steps taken. A schedule is a function in Java: nothing
 * of it is in the graph.
 */
package io.github.markhor.optimizers.schedules;
