package io.github.markhor.engine;

import io.github.markhor.source.Batch;
import io.github.markhor.source.BatchSource;
import io.github.markhor.source.Targets;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.util.List;
import java.util.OptionalLong;

/** A source whose batches are brought into the order of a model's inputs and outputs. */
final class OrderedSource implements BatchSource {
  private final BatchSource source;
  private final ModelOrder order;
  private final int[] inputs;
  private final int[] labels;

  /**
   * A source in another order.
   *
   * @param inputs the place of each of the model's inputs in the source's batches
   * @param labels the place of each output's labels; none where no one asks for labels
   */
  OrderedSource(BatchSource source, ModelOrder order, int[] inputs, int[] labels) {
    this.source = source;
    this.order = order;
    this.inputs = inputs;
    this.labels = labels;
  }

  private Batch ordered(Batch batch) {
    check("inputs", source.inputShapes().size(), batch.inputs());
    if (labels.length > 0) {
      check("labels", source.labelShapes().size(), batch.labels());
    }
    return new Batch(
        ModelOrder.pick(batch.inputs(), inputs),
        ModelOrder.pick(batch.labels(), labels),
        weights(batch.sampleWeights()),
        batch.names(),
        batch.release());
  }

  private List<Tensor> weights(List<Tensor> weights) {
    return labels.length == 0
        ? List.of()
        : order.sampleWeights(source.sampleWeightNames(), weights);
  }

  private static void check(String what, int expected, List<Tensor> received) {
    if (received.size() != expected) {
      throw new IllegalArgumentException(
          "Expected batches of as many "
              + what
              + " as the source says, "
              + expected
              + ". Received: "
              + received.size());
    }
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
    return inputShapes().get(0);
  }

  @Override
  public List<Shape> inputShapes() {
    return ModelOrder.pick(source.inputShapes(), inputs);
  }

  @Override
  public Shape labelShape() {
    return labels.length == 0 ? null : labelShapes().get(0);
  }

  @Override
  public List<Shape> labelShapes() {
    return ModelOrder.pick(source.labelShapes(), labels);
  }

  @Override
  public List<String> classNames() {
    return source.classNames();
  }

  @Override
  public boolean labelsAreClasses() {
    return source.labelsAreClasses();
  }

  @Override
  public int[] classes() {
    return source.classes();
  }

  @Override
  public OptionalLong randomSeed() {
    return source.randomSeed();
  }

  @Override
  public boolean sameEveryEpoch() {
    return source.sameEveryEpoch();
  }

  @Override
  public int[] indices(int epoch) {
    return source.indices(epoch);
  }

  @Override
  public Targets targets() {
    Targets targets = source.targets();
    return new Targets(
        targets.inputs().isEmpty() ? List.of() : ModelOrder.pick(targets.inputs(), inputs),
        targets.labels().isEmpty() ? List.of() : ModelOrder.pick(targets.labels(), labels),
        weights(targets.sampleWeights()),
        targets.names());
  }

  @Override
  public Batches epoch(int epoch) {
    return ordered(source.epoch(epoch));
  }

  @Override
  public Batches epoch(int epoch, int firstBatch) {
    return ordered(source.epoch(epoch, firstBatch));
  }

  @Override
  public Batches batchesInOrder() {
    return ordered(source.batchesInOrder());
  }

  private Batches ordered(Batches batches) {
    return new Batches() {
      @Override
      public boolean hasNext() {
        return batches.hasNext();
      }

      @Override
      public Batch next() {
        Batch batch = batches.next();
        try {
          return ordered(batch);
        } catch (RuntimeException | Error wrong) {
          batch.close();
          throw wrong;
        }
      }

      @Override
      public void close() {
        batches.close();
      }
    };
  }

  @Override
  public void close() {
    source.close();
  }
}
