package io.github.markhor.callbacks;

/**
 * A position in a training, before a batch.
 *
 * @param epoch counted from 0
 * @param batch of the epoch, counted from 0
 */
public record Position(int epoch, int batch) {}
