package io.github.markhor.data.random;

/**
 * The samples of a source, as far as random choices depend on them.
 *
 * @param count of the samples
 * @param height of a picture
 * @param width of a picture
 * @param batchSize of all batches but an epoch's last
 * @param shuffle whether each epoch has an order of its own
 */
public record Samples(int count, int height, int width, int batchSize, boolean shuffle) {}
