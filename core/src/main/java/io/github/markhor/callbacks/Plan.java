package io.github.markhor.callbacks;

import io.github.markhor.metrics.Direction;
import java.util.Map;

/**
 * The plan of a {@code fit} before it starts; Keras's {@code params}.
 *
 * @param epochs the number at which training ends: epochs from {@code initialEpoch} to before it
 *     are run
 * @param steps the batches of an epoch
 * @param logs the names that the logs will have at the end of an epoch, with those that callbacks
 *     add, and whether larger or smaller numbers are better
 * @param verbose 0, 1 or 2
 */
public record Plan(
    int initialEpoch, int epochs, int steps, Map<String, Direction> logs, int verbose) {}
