package io.github.markhor;

import io.github.markhor.callback.Callback;
import java.util.ArrayList;
import java.util.List;

/** Predicts all batches of a source. */
final class Prediction {
  private Prediction() {}

  /**
   * @param maximumSteps how many batches at most, all for 0
   */
  static Tensor of(
      Sequential model, BatchSource source, int maximumSteps, List<Callback> callbacks) {
    callbacks.forEach(callback -> callback.setModel(model));
    callbacks.forEach(Callback::onPredictBegin);
    List<Tensor> parts = new ArrayList<>();
    int samples = 0;
    try (BatchSource.Batches batches = source.epoch(0)) {
      for (int step = 0; batches.hasNext() && (maximumSteps <= 0 || step < maximumSteps); step++) {
        int current = step;
        callbacks.forEach(callback -> callback.onPredictBatchBegin(current));
        try (Batch batch = batches.next()) {
          parts.add(model.predict(batch.single().x(), source.batchSize()));
          samples += batch.size();
        }
        callbacks.forEach(callback -> callback.onPredictBatchEnd(current));
      }
    }
    callbacks.forEach(Callback::onPredictEnd);
    Shape shape = model.outputShape().prepend(samples);
    float[] all = new float[Math.toIntExact(shape.elements())];
    int at = 0;
    for (Tensor part : parts) {
      int count = Math.toIntExact(part.shape().elements());
      part.buffer().get(all, at, count);
      at += count;
    }
    return Tensor.of(all, shape);
  }
}
