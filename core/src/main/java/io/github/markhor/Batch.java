package io.github.markhor;

/**
 * Some samples that go through a model together.
 *
 * @param x the inputs, (n, ...): pictures are (n, H, W, C)
 * @param y the labels, (n,) or (n, ...); null where there are none, as for prediction
 * @param sampleWeight a weight for each sample, (n,); null for ones
 * @param release gives the batch's memory back to its source
 */
public record Batch(Tensor x, Tensor y, Tensor sampleWeight, Runnable release)
    implements AutoCloseable {
  /** A batch whose memory needs no release. */
  public Batch(Tensor x, Tensor y, Tensor sampleWeight) {
    this(x, y, sampleWeight, () -> {});
  }

  /** The number of samples. */
  public int size() {
    return x.shape().size(0);
  }

  /** Gives the memory back: after this the tensors must not be read. */
  @Override
  public void close() {
    release.run();
  }
}
