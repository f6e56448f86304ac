package io.github.markhor.engine;

import java.util.Map;

/**
 * The results of one epoch.
 *
 * @param epoch counted from 0
 * @param logs loss and metrics by name, those of the validation prefixed with {@code val_}
 * @param waitingForData the share of the epoch's training that was waiting for data, 0 to 1
 */
public record EpochResult(int epoch, Map<String, Double> logs, double waitingForData) {}
