package io.github.markhor.source;

import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.util.List;
import java.util.OptionalLong;

/** The inputs of two sources: those of the second are the labels. */
final class ZippedSource implements BatchSource {
  private final BatchSource x;
  private final BatchSource y;

  ZippedSource(BatchSource x, BatchSource y) {
    this.x = x;
    this.y = y;
    if (x.samples() != y.samples() || x.batchSize() != y.batchSize()) {
      throw new IllegalArgumentException(
          "Expected sources of as many samples, in batches of the same size. Received: "
              + title(x)
              + " and "
              + title(y));
    }
    for (BatchSource source : List.of(x, y)) {
      if (!source.labelShapes().isEmpty()) {
        throw new IllegalArgumentException(
            "Expected sources without labels, as classMode(ClassMode.NONE) makes them: the inputs"
                + " of the second are the labels. Received: labels of the shape "
                + source.labelShape());
      }
    }
    if (!x.randomSeed().equals(y.randomSeed())) {
      throw new IllegalArgumentException(
          "Expected sources of one seed, seed(...), so that samples that belong together come"
              + " together and are transformed alike. Received: "
              + seed(x)
              + " and "
              + seed(y));
    }
  }

  private static String title(BatchSource source) {
    return source.samples() + " samples in batches of " + source.batchSize();
  }

  private static String seed(BatchSource source) {
    OptionalLong seed = source.randomSeed();
    return seed.isEmpty() ? "a source without chance" : "the seed " + seed.getAsLong();
  }

  @Override
  public int samples() {
    return x.samples();
  }

  @Override
  public int batchSize() {
    return x.batchSize();
  }

  @Override
  public int batches() {
    return x.batches();
  }

  @Override
  public Shape inputShape() {
    return x.inputShape();
  }

  @Override
  public List<Shape> inputShapes() {
    return x.inputShapes();
  }

  @Override
  public List<String> inputNames() {
    return x.inputNames();
  }

  @Override
  public Shape labelShape() {
    return y.inputShape();
  }

  @Override
  public List<Shape> labelShapes() {
    return y.inputShapes();
  }

  @Override
  public List<String> labelNames() {
    return y.inputNames();
  }

  @Override
  public List<String> sampleWeightNames() {
    return x.sampleWeightNames();
  }

  @Override
  public OptionalLong randomSeed() {
    return x.randomSeed();
  }

  @Override
  public boolean sameEveryEpoch() {
    return x.sameEveryEpoch() && y.sameEveryEpoch();
  }

  @Override
  public int[] indices(int epoch) {
    return x.indices(epoch);
  }

  @Override
  public Targets targets() {
    Targets ofX = x.targets();
    return new Targets(ofX.inputs(), y.targets().inputs(), ofX.sampleWeights(), ofX.names());
  }

  @Override
  public Batches epoch(int epoch) {
    return epoch(epoch, 0);
  }

  @Override
  public Batches epoch(int epoch, int firstBatch) {
    return both(x.epoch(epoch, firstBatch), () -> y.epoch(epoch, firstBatch));
  }

  @Override
  public Batches batchesInOrder() {
    return both(x.batchesInOrder(), y::batchesInOrder);
  }

  private interface Opened {
    Batches open();
  }

  private static Batches both(Batches ofX, Opened other) {
    try {
      return new ZippedBatches(ofX, other.open());
    } catch (RuntimeException | Error wrong) {
      ofX.close();
      throw wrong;
    }
  }

  /** Both sources are closed, also where the first fails to. */
  @Override
  public void close() {
    try {
      x.close();
    } finally {
      y.close();
    }
  }

  private record ZippedBatches(Batches x, Batches y) implements Batches {
    @Override
    public boolean hasNext() {
      return x.hasNext() && y.hasNext();
    }

    @Override
    public Batch next() {
      Batch inputs = x.next();
      try {
        return with(inputs, y.next());
      } catch (RuntimeException | Error wrong) {
        inputs.close();
        throw wrong;
      }
    }

    private static Batch with(Batch inputs, Batch labels) {
      List<Tensor> targets = labels.inputs();
      if (labels.size() != inputs.size()) {
        labels.close();
        throw new IllegalArgumentException(
            "Expected batches of as many samples from both sources: none may leave out pictures"
                + " that it cannot read. Received: "
                + inputs.size()
                + " and "
                + labels.size());
      }
      return new Batch(
          inputs.inputs(),
          targets,
          inputs.sampleWeights(),
          inputs.names(),
          () -> {
            inputs.close();
            labels.close();
          });
    }

    @Override
    public void close() {
      try {
        x.close();
      } finally {
        y.close();
      }
    }
  }
}
