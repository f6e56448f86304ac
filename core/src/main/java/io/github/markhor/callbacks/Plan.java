package io.github.markhor.callbacks;

import java.util.Set;

/**
 * What {@code fit} is about to do.
 *
 * @param epochs the number of the last epoch: those from {@code initialEpoch} to before it are run
 * @param steps the batches of an epoch
 * @param logs the names that the logs will have at the end of an epoch, those of callbacks included
 * @param verbose 0, 1 or 2
 */
public record Plan(int initialEpoch, int epochs, int steps, Set<String> logs, int verbose) {}
