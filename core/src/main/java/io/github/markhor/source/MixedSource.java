package io.github.markhor.source;

import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Each sample mixed with another of its batch, and their labels likewise: mixup and CutMix. Which
 * samples are mixed, and how, follows from the seed, the epoch and the place in the epoch.
 */
final class MixedSource implements BatchSource {
  private final BatchSource source;
  private final double alpha;
  private final long seed;
  private final boolean cuts;

  /** Arrays of batches that were closed, to be used again. */
  private final Queue<float[]> spare = new ConcurrentLinkedQueue<>();

  MixedSource(BatchSource source, double alpha, long seed, boolean cuts) {
    this.source = source;
    this.alpha = alpha;
    this.seed = seed;
    this.cuts = cuts;
    if (!(alpha > 0) || !Double.isFinite(alpha)) {
      throw new IllegalArgumentException(
          "Expected a finite alpha above 0. Received: alpha=" + alpha);
    }
    if (source.inputShapes().size() != 1 || source.labelShapes().size() != 1) {
      throw new IllegalArgumentException(
          "Expected a source of one input and one label, which can be mixed. Received: "
              + source.inputShapes().size()
              + " inputs and "
              + source.labelShapes().size()
              + " labels");
    }
    if (cuts && source.inputShape().rank() != 3) {
      throw new IllegalArgumentException(
          "Expected pictures (H, W, C), of which a box can be cut. Received: "
              + source.inputShape());
    }
    Shape label = source.labelShape();
    boolean isNumber =
        label != null && (label.rank() == 0 || label.rank() == 1 && label.size(0) == 1);
    if (isNumber && source.classNames().size() > 2) {
      throw new IllegalArgumentException(classNumbers("numbers of " + source.classNames().size()));
    }
    if (label != null && label.rank() > 1) {
      throw new IllegalArgumentException(
          "Expected labels that are rows, (classes,), which can be mixed. Received: " + label);
    }
  }

  private static String classNumbers(String received) {
    return "Expected labels whose mixture is a label: rows with a one at the class's place"
        + " (classMode(\"categorical\"), Labels.toCategorical), or 0 and 1 of two classes."
        + " Received: "
        + received
        + " classes";
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
    return source.inputShape();
  }

  @Override
  public List<String> inputNames() {
    return source.inputNames();
  }

  @Override
  public Shape labelShape() {
    return source.labelShape();
  }

  @Override
  public List<String> labelNames() {
    return source.labelNames();
  }

  @Override
  public List<String> classNames() {
    return source.classNames();
  }

  @Override
  public boolean labelsAreClasses() {
    return source.labelsAreClasses();
  }

  /** The classes of the samples before they are mixed. */
  @Override
  public int[] classes() {
    return source.classes();
  }

  @Override
  public int[] indices(int epoch) {
    return source.indices(epoch);
  }

  @Override
  public OptionalLong randomSeed() {
    return OptionalLong.of(source.randomSeed().orElse(0) ^ seed * 31);
  }

  @Override
  public Targets targets() {
    return source.targets();
  }

  /** The samples as they are: nothing is mixed for prediction. */
  @Override
  public Batches batchesInOrder() {
    return source.batchesInOrder();
  }

  @Override
  public Batches epoch(int epoch) {
    return epoch(epoch, 0);
  }

  @Override
  public Batches epoch(int epoch, int firstBatch) {
    return new MixedBatches(source.epoch(epoch, firstBatch), epoch, firstBatch);
  }

  @Override
  public void close() {
    spare.clear();
    source.close();
  }

  private final class MixedBatches implements Batches {
    private final Batches batches;
    private final int epoch;
    private int number;

    MixedBatches(Batches batches, int epoch, int firstBatch) {
      this.batches = batches;
      this.epoch = epoch;
      this.number = firstBatch;
    }

    @Override
    public boolean hasNext() {
      return batches.hasNext();
    }

    @Override
    public Batch next() {
      try (Batch batch = batches.next()) {
        return mixed(batch, epoch, number++);
      }
    }

    @Override
    public void close() {
      batches.close();
    }
  }

  private Batch mixed(Batch batch, int epoch, int number) {
    if (!batch.sampleWeights().isEmpty() && batch.sampleWeight() != null) {
      throw new IllegalArgumentException(
          "Expected samples without weights: what mixes two samples has no weight of one."
              + " Received: sample weights");
    }
    int n = batch.size();
    int first = number * batchSize();
    int[] partners = partners(n, epoch, first);
    float[] labels = batch.y().toArray();
    refuseClassNumbers(labels, batch.y().shape());
    Shape shape = batch.x().shape();
    int count = Math.toIntExact(shape.elements());
    float[] values = array(count);
    FloatBuffer from = batch.x().buffer();
    from.get(values, 0, count);
    float[] mixedLabels = labels.clone();
    int each = count / n;
    int width = labels.length / n;
    for (int i = 0; i < n; i++) {
      BetaDraws draws = new BetaDraws(seed, epoch, first + i);
      double weight = draws.beta(alpha);
      if (cuts) {
        weight = cut(values, from, i, partners[i], shape, draws, weight);
      } else {
        blend(values, i * each, from, partners[i] * each, each, (float) weight);
      }
      for (int j = 0; j < width; j++) {
        mixedLabels[i * width + j] =
            (float)
                (weight * labels[i * width + j] + (1 - weight) * labels[partners[i] * width + j]);
      }
    }
    return new Batch(
        Tensor.of(FloatBuffer.wrap(values, 0, count), shape),
        Tensor.of(mixedLabels, batch.y().shape()),
        null,
        batch.names(),
        new Release(spare, values));
  }

  /** Gives a batch's array back once. */
  private static final class Release implements Runnable {
    private final Queue<float[]> spare;
    private float[] values;

    Release(Queue<float[]> spare, float[] values) {
      this.spare = spare;
      this.values = values;
    }

    @Override
    public synchronized void run() {
      if (values != null) {
        spare.add(values);
        values = null;
      }
    }
  }

  private float[] array(int count) {
    float[] array = spare.poll();
    return array != null && array.length >= count ? array : new float[count];
  }

  /** Two classes may be 0 and 1, between which a number says how much of each there is. */
  private static void refuseClassNumbers(float[] labels, Shape shape) {
    if (shape.elements() != shape.size(0)) {
      return;
    }
    for (float label : labels) {
      if (!(label >= 0 && label <= 1)) {
        throw new IllegalArgumentException(classNumbers(label + " as a number of"));
      }
    }
  }

  /** The sample that each is mixed with: the batch in another order. */
  private int[] partners(int n, int epoch, int first) {
    BetaDraws draws = new BetaDraws(~seed, epoch, first);
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int other = (int) (draws.uniform() * (i + 1));
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }

  private static void blend(
      float[] values, int at, FloatBuffer from, int other, int count, float weight) {
    for (int i = 0; i < count; i++) {
      values[at + i] = weight * values[at + i] + (1 - weight) * from.get(other + i);
    }
  }

  /**
   * Puts a box of another picture into one, of the share 1 - weight of its area as near as whole
   * pixels allow.
   *
   * @return the share of the pixels that the picture keeps
   */
  private static double cut(
      float[] values,
      FloatBuffer from,
      int picture,
      int other,
      Shape shape,
      BetaDraws draws,
      double weight) {
    int height = shape.size(1);
    int width = shape.size(2);
    int channels = shape.size(3);
    double side = Math.sqrt(1 - weight);
    // A pixel is in the box if its corner is, as in Keras.
    double left = draws.uniform() * (width - side * width);
    double top = draws.uniform() * (height - side * height);
    int fromColumn = (int) Math.ceil(left);
    int toColumn = (int) Math.min(width, Math.ceil(left + side * width));
    int fromRow = (int) Math.ceil(top);
    int toRow = (int) Math.min(height, Math.ceil(top + side * height));
    for (int row = fromRow; row < toRow; row++) {
      int at = (row * width + fromColumn) * channels;
      int each = height * width * channels;
      from.get(other * each + at, values, picture * each + at, (toColumn - fromColumn) * channels);
    }
    return 1 - (double) (toRow - fromRow) * (toColumn - fromColumn) / ((double) height * width);
  }
}
