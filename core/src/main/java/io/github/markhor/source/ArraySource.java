package io.github.markhor.source;

import io.github.markhor.tensor.Philox;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Batches of arrays in memory, in order or shuffled by seed and epoch. */
public final class ArraySource implements BatchSource {
  /** Arrays that belong together, and the names that say what each is for; none for null. */
  private record Arrays(List<Tensor> list, List<String> names) {
    static Arrays of(Tensors tensors) {
      return tensors == null
          ? new Arrays(List.of(), List.of())
          : new Arrays(tensors.list(), tensors.names());
    }

    /** Other arrays under the same names. */
    Arrays each(UnaryOperator<Tensor> function) {
      List<Tensor> made = new ArrayList<>();
      list.forEach(tensor -> made.add(tensor == null ? null : function.apply(tensor)));
      return new Arrays(made, names);
    }

    String title(String what, int place) {
      return names.isEmpty() ? what : what + " " + names.get(place);
    }
  }

  private final Arrays x;
  private final Arrays y;
  private final Arrays sampleWeight;
  private final int samples;
  private final int batchSize;
  private final boolean shuffle;
  private final long seed;

  private ArraySource(
      Arrays x, Arrays y, Arrays sampleWeight, int batchSize, boolean shuffle, long seed) {
    samples = samples(x);
    checkCounts("labels and sample weights", y);
    checkCounts("labels and sample weights", sampleWeight);
    this.x = x;
    this.y = y;
    this.sampleWeight = sampleWeight.each(weights -> weights.reshape(samples));
    this.batchSize = batchSize;
    this.shuffle = shuffle;
    this.seed = seed;
  }

  /** The number of samples, the same in all inputs. */
  private static int samples(Arrays x) {
    if (x.list.isEmpty() || x.list.stream().anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException(
          "Expected arrays as inputs. Received: " + (x.list.isEmpty() ? "none" : "null"));
    }
    int n = count("x", x.list.get(0));
    for (int i = 1; i < x.list.size(); i++) {
      if (count(x.title("x", i), x.list.get(i)) != n) {
        throw new IllegalArgumentException(
            "Expected as many samples in each input as in the first, "
                + n
                + ". Received: "
                + x.list.get(i).shape()
                + x.title("", i));
      }
    }
    if (n == 0) {
      throw new IllegalArgumentException(
          "Expected at least one sample. Received: " + x.list.get(0).shape());
    }
    return n;
  }

  private void checkCounts(String what, Arrays arrays) {
    for (int i = 0; i < arrays.list.size(); i++) {
      Tensor tensor = arrays.list.get(i);
      if (tensor != null && count(what, tensor) != samples) {
        throw new IllegalArgumentException(
            "Expected as many labels and sample weights as inputs, "
                + samples
                + ". Received: "
                + tensor.shape()
                + arrays.title("", i));
      }
    }
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
   * @param sampleWeight the weight of each sample, (n,), or null; of several labels one for each,
   *     or one for all
   * @throws IllegalArgumentException if the arrays are of different lengths, or empty
   */
  public static ArraySource inOrder(Tensors x, Tensors y, Tensors sampleWeight, int batchSize) {
    return of(x, y, sampleWeight, batchSize, false, 0);
  }

  /** A source as {@link #inOrder} gives it, in another order in each epoch. */
  public static ArraySource shuffled(
      Tensors x, Tensors y, Tensors sampleWeight, int batchSize, long seed) {
    return of(x, y, sampleWeight, batchSize, true, seed);
  }

  private static ArraySource of(
      Tensors x, Tensors y, Tensors sampleWeight, int batchSize, boolean shuffle, long seed) {
    return new ArraySource(
        Arrays.of(x), Arrays.of(y), Arrays.of(sampleWeight), batchSize, shuffle, seed);
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
    UnaryOperator<Tensor> part = tensor -> tensor.slice(from, to);
    return new ArraySource(
        x.each(part), y.each(part), sampleWeight.each(part), batchSize, shuffled, seed);
  }

  /**
   * A source of these samples alone, in this order, by their numbers: those of a fold. They are
   * copied batch by batch.
   *
   * @throws IndexOutOfBoundsException if there is no such sample
   */
  public ArraySource rows(int... numbers) {
    UnaryOperator<Tensor> chosen = tensor -> tensor.rows(numbers);
    return new ArraySource(
        x.each(chosen), y.each(chosen), sampleWeight.each(chosen), batchSize, shuffle, seed);
  }

  @Override
  public int samples() {
    return samples;
  }

  @Override
  public int batchSize() {
    return batchSize;
  }

  @Override
  public Shape inputShape() {
    return inputShapes().get(0);
  }

  @Override
  public List<Shape> inputShapes() {
    return shapes(x);
  }

  @Override
  public List<String> inputNames() {
    return x.names;
  }

  @Override
  public Shape labelShape() {
    return y.list.isEmpty() ? null : labelShapes().get(0);
  }

  @Override
  public List<Shape> labelShapes() {
    return shapes(y);
  }

  @Override
  public List<String> labelNames() {
    return y.names;
  }

  @Override
  public List<String> sampleWeightNames() {
    return sampleWeight.names;
  }

  private static List<Shape> shapes(Arrays arrays) {
    List<Shape> shapes = new ArrayList<>();
    arrays.list.forEach(tensor -> shapes.add(tensor == null ? null : tensor.shape().dropFirst()));
    return shapes;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Of several labels, the first's.
   */
  @Override
  public int[] classes() {
    Tensor labels = all().y();
    return labels == null ? new int[0] : Labels.classes(labels);
  }

  @Override
  public OptionalLong randomSeed() {
    return shuffle ? OptionalLong.of(seed) : OptionalLong.empty();
  }

  /** True: arrays are what they are. */
  @Override
  public boolean sameEveryEpoch() {
    return true;
  }

  @Override
  public int[] indices(int epoch) {
    return shuffle ? permutation(samples, seed, epoch) : IntStream.range(0, samples).toArray();
  }

  @Override
  public Targets targets() {
    return new Targets(x.list, y.list, sampleWeight.list, number -> "sample " + number);
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
    return new Batch(x.list, y.list, sampleWeight.list, null, () -> {});
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
        int to = Math.min(samples(), next + batchSize);
        next = to;
        // Without an order the samples come as they lie.
        UnaryOperator<Tensor> part =
            tensor -> order == null ? tensor.slice(from, to) : tensor.gather(order, from, to);
        return new Batch(
            x.each(part).list,
            y.each(part).list,
            sampleWeight.each(part).list,
            place -> "row " + (order == null ? from + place : order[from + place]),
            () -> {});
      }
    };
  }

  /** An order of 0 to n - 1 that follows from seed and epoch alone. */
  public static int[] permutation(int n, long seed, int epoch) {
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
