package io.github.markhor.reports;

import io.github.markhor.source.Batch;
import io.github.markhor.source.BatchSource;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A source that notes the labels and names of the batches that it gives in order: those of the very
 * samples that were predicted, also where a source leaves out files that cannot be read.
 */
final class RecordingSource implements BatchSource {
  private final BatchSource source;
  private final List<float[]> labels = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private Shape labelShape;
  private int count;
  private boolean named = true;

  RecordingSource(BatchSource source) {
    this.source = source;
  }

  /** The labels of all samples, (N, ...). */
  Tensor labels() {
    float[] all = new float[labels.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (float[] part : labels) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return Tensor.of(all, labelShape.prepend(count));
  }

  /** The names of all samples; empty where one has none. */
  List<String> names() {
    return named ? names : List.of();
  }

  private void note(Batch batch) {
    Tensor y = batch.y();
    if (y == null) {
      throw new IllegalArgumentException(
          "Expected labels with each batch, as the source says. Received: none");
    }
    labelShape = y.shape().dropFirst();
    labels.add(y.toArray());
    count += batch.size();
    for (int i = 0; i < batch.size() && named; i++) {
      String name = batch.names() == null ? null : batch.names().apply(i);
      named = name != null;
      names.add(name);
    }
  }

  @Override
  public Batches batchesInOrder() {
    labels.clear();
    names.clear();
    count = 0;
    named = true;
    Batches batches = source.batchesInOrder();
    return new Batches() {
      @Override
      public boolean hasNext() {
        return batches.hasNext();
      }

      @Override
      public Batch next() {
        Batch batch = batches.next();
        try {
          note(batch);
        } catch (RuntimeException | Error wrong) {
          batch.close();
          throw wrong;
        }
        return batch;
      }

      @Override
      public void close() {
        batches.close();
      }
    };
  }

  @Override
  public Batches epoch(int epoch) {
    return source.epoch(epoch);
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
  public List<Shape> inputShapes() {
    return source.inputShapes();
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
  public List<Shape> labelShapes() {
    return source.labelShapes();
  }

  @Override
  public List<String> labelNames() {
    return source.labelNames();
  }

  @Override
  public List<String> sampleWeightNames() {
    return source.sampleWeightNames();
  }

  @Override
  public List<String> classNames() {
    return source.classNames();
  }

  @Override
  public boolean labelsAreClasses() {
    return source.labelsAreClasses();
  }
}
