package io.github.markhor.engine;

import io.github.markhor.source.ArraySource;
import io.github.markhor.source.Batch;
import io.github.markhor.source.BatchSource;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The batches of a source with features in the place of the inputs. Each sample is computed once,
 * and lies as a row in a store: features, labels, and the sample's weights. Epochs come in the
 * order that the source says, else shuffled if the source is.
 */
final class FeatureSource implements BatchSource {
  private final BatchSource source;
  private final FeatureCut cut;
  private final FeatureStore store;
  private final Function<Batch, List<FloatBuffer>> features;
  private final int samples;
  private final boolean inOrder;

  /** The shapes of what stands in a row one after the other; null for labels no one reads. */
  private final List<Shape> columns;

  private final long width;

  /** The row of each sample, for each variant; null before its samples are there. */
  private final int[][] rows;

  private boolean weighs;

  /**
   * A source whose samples are not computed yet.
   *
   * @param source in the model's order
   * @param store for {@link #floats}
   * @param samples how many are taken at most
   * @param variants how many of the source's epochs are kept, one after the other; 0 for the first
   *     alone, as evaluation takes it, in its order
   * @param features computes the features of a batch
   */
  FeatureSource(
      BatchSource source,
      FeatureCut cut,
      FeatureStore store,
      int samples,
      int variants,
      Function<Batch, List<FloatBuffer>> features) {
    this.source = source;
    this.cut = cut;
    this.store = store;
    this.samples = samples;
    this.inOrder = variants == 0;
    this.features = features;
    this.columns = columns(source, cut);
    this.width = width(columns);
    this.rows = new int[Math.max(1, variants)][];
  }

  /** The floats that a source's samples take. */
  static long floats(BatchSource source, FeatureCut cut, int samples, int variants) {
    return Math.multiplyExact(
        width(columns(source, cut)), Math.multiplyExact((long) samples, Math.max(1, variants)));
  }

  /** Features, labels, and a weight for each label. */
  private static List<Shape> columns(BatchSource source, FeatureCut cut) {
    List<Shape> columns = new ArrayList<>(cut.shapes());
    columns.addAll(source.labelShapes());
    source.labelShapes().forEach(label -> columns.add(label == null ? null : Shape.of()));
    return Collections.unmodifiableList(columns);
  }

  private static long width(List<Shape> columns) {
    return columns.stream().mapToLong(column -> column == null ? 0 : column.elements()).sum();
  }

  private int variant(int epoch) {
    return epoch % rows.length;
  }

  /** Computes what an epoch needs, unless it is there. */
  void fill(int epoch) {
    int variant = variant(epoch);
    if (rows[variant] != null) {
      return;
    }
    int[] order = new int[0];
    int count = 0;
    try (Batches batches = open(variant)) {
      order = inOrder || source.sameEveryEpoch() ? order : source.indices(variant);
      while (batches.hasNext() && count < samples) {
        try (Batch batch = batches.next()) {
          count += add(batch, first(variant) + count);
        }
      }
    }
    rows[variant] = rows(order, count);
  }

  private Batches open(int variant) {
    return !inOrder && source.sameEveryEpoch() ? source.batchesInOrder() : source.epoch(variant);
  }

  private long first(int variant) {
    return (long) variant * samples;
  }

  /** The row of each sample by its number, where all have one; else in the order of the rows. */
  private int[] rows(int[] order, int count) {
    int[] made = new int[count];
    boolean known = count == samples && order.length == count;
    for (int row = 0; row < count; row++) {
      made[known ? order[row] : row] = row;
    }
    return made;
  }

  /** Writes the samples of a batch to rows; gives their number. */
  private int add(Batch batch, long firstRow) {
    int count = (int) Math.min(batch.size(), samples - firstRow % samples);
    List<FloatBuffer> numbers = new ArrayList<>(features.apply(batch));
    int labels = source.labelShapes().size();
    for (int i = 0; i < labels; i++) {
      boolean isRead = columns.get(cut.shapes().size() + i) != null;
      numbers.add(isRead ? label(batch, i) : null);
    }
    for (int i = 0; i < labels; i++) {
      Tensor weight = i < batch.sampleWeights().size() ? batch.sampleWeights().get(i) : null;
      numbers.add(weight == null ? null : weight.buffer());
      weighs |= weight != null;
    }
    FloatBuffer row = FloatBuffer.allocate(Math.toIntExact(width));
    for (int sample = 0; sample < count; sample++) {
      row.clear();
      for (int i = 0; i < columns.size(); i++) {
        if (columns.get(i) != null) {
          int each = Math.toIntExact(columns.get(i).elements());
          if (numbers.get(i) == null) {
            row.put(1); // a weight
          } else {
            row.put(numbers.get(i).duplicate().limit((sample + 1) * each).position(sample * each));
          }
        }
      }
      store.write((firstRow + sample) * width, row.flip());
    }
    return count;
  }

  private FloatBuffer label(Batch batch, int output) {
    Tensor label = output < batch.labels().size() ? batch.labels().get(output) : null;
    Shape expected = source.labelShapes().get(output);
    if (label == null || !label.shape().dropFirst().equals(expected)) {
      throw new IllegalArgumentException(
          "Expected batches with labels as the source says, of shape "
              + expected
              + ". Received: "
              + (label == null ? "none" : label.shape().dropFirst()));
    }
    return label.buffer();
  }

  @Override
  public int samples() {
    return source.samples();
  }

  @Override
  public int batchSize() {
    return source.batchSize();
  }

  @Override
  public int batches() {
    return source.batches();
  }

  @Override
  public Shape inputShape() {
    return cut.shapes().get(0);
  }

  @Override
  public List<Shape> inputShapes() {
    return cut.shapes();
  }

  @Override
  public Shape labelShape() {
    return source.labelShape();
  }

  @Override
  public List<Shape> labelShapes() {
    return source.labelShapes();
  }

  @Override
  public Batches epoch(int epoch) {
    return epoch(epoch, 0);
  }

  @Override
  public Batches epoch(int epoch, int firstBatch) {
    fill(epoch);
    return new Rows(first(variant(epoch)), rows[variant(epoch)], order(epoch), firstBatch);
  }

  /** The numbers of the samples in an epoch's order. */
  private int[] order(int epoch) {
    int count = rows[variant(epoch)].length;
    int[] order = inOrder ? new int[0] : source.indices(epoch);
    if (order.length == count) {
      return order;
    }
    return inOrder || source.randomSeed().isEmpty()
        ? IntStream.range(0, count).toArray()
        : ArraySource.permutation(count, source.randomSeed().getAsLong(), epoch);
  }

  /**
   * What a sample is called; null where that is not known.
   *
   * @param number that an order says
   * @param count the number of samples in this order
   */
  private String name(int number, int count) {
    int[] numbers = inOrder ? source.indices(0) : new int[0];
    if (inOrder ? number >= numbers.length : count != samples()) {
      return null;
    }
    return source.targets().names().apply(inOrder ? numbers[number] : number);
  }

  /** The batches of an epoch. They share their memory: each is valid until the next comes. */
  private final class Rows implements Batches {
    private final long first;
    private final int[] rowOf;
    private final int[] order;
    private final List<FloatBuffer> values = new ArrayList<>();
    private final FloatBuffer row = FloatBuffer.allocate(Math.toIntExact(width));
    private int next;

    Rows(long first, int[] rowOf, int[] order, int firstBatch) {
      this.first = first;
      this.rowOf = rowOf;
      this.order = order;
      this.next = (int) Math.min(order.length, (long) firstBatch * batchSize());
      int size = Math.min(batchSize(), Math.max(1, order.length));
      for (Shape column : columns) {
        values.add(
            column == null
                ? null
                : FloatBuffer.allocate(Math.toIntExact(column.elements() * size)));
      }
    }

    @Override
    public boolean hasNext() {
      return next < order.length;
    }

    @Override
    public Batch next() {
      if (!hasNext()) {
        throw new NoSuchElementException("The epoch has no more batches.");
      }
      int from = next;
      int count = Math.min(batchSize(), order.length - from);
      next += count;
      for (int sample = 0; sample < count; sample++) {
        store.read((first + rowOf[order[from + sample]]) * width, row.clear());
        for (int i = 0; i < columns.size(); i++) {
          if (columns.get(i) != null) {
            int each = Math.toIntExact(columns.get(i).elements());
            values.get(i).put(sample * each, row, row.position(), each);
            row.position(row.position() + each);
          }
        }
      }
      int labels = source.labelShapes().size();
      int behind = cut.shapes().size();
      return new Batch(
          tensors(0, behind, count),
          tensors(behind, behind + labels, count),
          weighs ? tensors(behind + labels, behind + 2 * labels, count) : List.of(),
          place -> name(order[from + place], order.length),
          () -> {});
    }

    private List<Tensor> tensors(int from, int to, int count) {
      List<Tensor> tensors = new ArrayList<>();
      for (int i = from; i < to; i++) {
        Shape column = columns.get(i);
        tensors.add(
            column == null
                ? null
                : Tensor.of(
                    values.get(i).duplicate().limit(Math.toIntExact(column.elements() * count)),
                    column.prepend(count)));
      }
      return tensors;
    }
  }
}
