package io.github.markhor.source;

import io.github.markhor.tensor.Philox;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;

/** Batches of arrays in memory, in order or shuffled by seed and epoch. */
public final class ArraySource implements BatchSource {
  private final Tensor x;
  private final Tensor y;
  private final Tensor sampleWeight;
  private final int batchSize;
  private final boolean shuffle;
  private final long seed;

  private ArraySource(
      Tensor x, Tensor y, Tensor sampleWeight, int batchSize, boolean shuffle, long seed) {
    int n = count("x", x);
    for (Tensor other : new Tensor[] {y, sampleWeight}) {
      if (other != null && count("labels and sample weights", other) != n) {
        throw new IllegalArgumentException(
            "Expected as many labels and sample weights as inputs, "
                + n
                + ". Received: "
                + other.shape());
      }
    }
    if (n == 0) {
      throw new IllegalArgumentException("Expected at least one sample. Received: " + x.shape());
    }
    this.x = x;
    this.y = y;
    this.sampleWeight = sampleWeight == null ? null : sampleWeight.reshape(n);
    this.batchSize = batchSize;
    this.shuffle = shuffle;
    this.seed = seed;
  }

  private static int count(String what, Tensor tensor) {
    if (tensor.shape().rank() == 0) {
      throw new IllegalArgumentException(
          "Expected "
              + what
              + " with the samples along the first axis. Received: "
              + tensor.shape());
    }
    return tensor.shape().size(0);
  }

  /**
   * A source of arrays in order.
   *
   * @param y the labels, or null
   * @param sampleWeight the weight of each sample, (n,), or null
   * @throws IllegalArgumentException if the arrays are of different lengths, or empty
   */
  public static ArraySource inOrder(Tensor x, Tensor y, Tensor sampleWeight, int batchSize) {
    return new ArraySource(x, y, sampleWeight, batchSize, false, 0);
  }

  /** A source as {@link #inOrder} gives it, in another order in each epoch. */
  public static ArraySource shuffled(
      Tensor x, Tensor y, Tensor sampleWeight, int batchSize, long seed) {
    return new ArraySource(x, y, sampleWeight, batchSize, true, seed);
  }

  /** Two parts of a source, one to train on and one to validate with. */
  public record Split(ArraySource train, ArraySource validation) {}

  /**
   * Cuts off the last samples for validation, which come in order.
   *
   * @param share of the samples, above 0 and below 1
   * @throws IllegalArgumentException if one part would be empty
   */
  public Split split(double share) {
    int n = samples();
    int kept = n - (int) Math.floor(n * (1 - share));
    if (kept == 0 || kept == n) {
      throw new IllegalArgumentException(
          "Expected a validationSplit that leaves samples on both sides of "
              + n
              + ". Received: "
              + share);
    }
    return new Split(part(0, n - kept, shuffle), part(n - kept, n, false));
  }

  private ArraySource part(int from, int to, boolean shuffled) {
    return new ArraySource(
        x.slice(from, to),
        y == null ? null : y.slice(from, to),
        sampleWeight == null ? null : sampleWeight.slice(from, to),
        batchSize,
        shuffled,
        seed);
  }

  @Override
  public int samples() {
    return x.shape().size(0);
  }

  @Override
  public int batchSize() {
    return batchSize;
  }

  @Override
  public Shape inputShape() {
    return x.shape().dropFirst();
  }

  @Override
  public Shape labelShape() {
    return y == null ? null : y.shape().dropFirst();
  }

  @Override
  public int[] classes() {
    return y == null ? new int[0] : Labels.classes(y);
  }

  @Override
  public Targets targets() {
    return new Targets(y, sampleWeight, number -> "sample " + number);
  }

  @Override
  public Batches epoch(int epoch) {
    return epoch(epoch, 0);
  }

  @Override
  public Batches batchesInOrder() {
    return batches(null, 0);
  }

  @Override
  public Batches epoch(int epoch, int firstBatch) {
    return batches(shuffle ? permutation(samples(), seed, epoch) : null, firstBatch);
  }

  /** All samples as one batch, in their order. */
  public Batch all() {
    return new Batch(x, y, sampleWeight);
  }

  private Batches batches(int[] order, int firstBatch) {
    return new Batches() {
      private int next = (int) Math.min(samples(), (long) firstBatch * batchSize);

      @Override
      public boolean hasNext() {
        return next < samples();
      }

      @Override
      public Batch next() {
        if (!hasNext()) {
          throw new NoSuchElementException("The epoch has no more batches.");
        }
        int from = next;
        next = Math.min(samples(), next + batchSize);
        return new Batch(
            part(x, order, from, next),
            part(y, order, from, next),
            part(sampleWeight, order, from, next),
            List.of(),
            List.of(),
            place -> "row " + (order == null ? from + place : order[from + place]),
            () -> {});
      }
    };
  }

  /**
   * @param order in which the samples come, null for that in which they lie
   */
  private static Tensor part(Tensor tensor, int[] order, int from, int to) {
    if (tensor == null) {
      return null;
    }
    return order == null ? tensor.slice(from, to) : tensor.gather(order, from, to);
  }

  /** An order of 0 to n - 1 that follows from seed and epoch alone. */
  static int[] permutation(int n, long seed, int epoch) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    SplittableRandom random = new SplittableRandom(seed + Philox.GOLDEN_RATIO * (epoch + 1L));
    for (int i = n - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[other];
      order[other] = swapped;
    }
    return order;
  }
}
