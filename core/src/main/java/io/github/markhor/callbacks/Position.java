package io.github.markhor.callbacks;

/**
 * A place in a training, before a batch.
 *
 * @param epoch counted from 0
 * @param batch of the epoch, counted from 0
 */
public record Position(int epoch, int batch) {}
