package io.github.markhor.engine;

import io.github.markhor.callbacks.Callback;
import io.github.markhor.source.Batch;
import io.github.markhor.source.BatchSource;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** The loop of {@code predict} over the batches of a source. */
final class PredictLoop {
  private final Function<Batch, List<Tensor>> predict;
  private final List<Callback> callbacks;
  private final Consumer<String> checkGoingOn;

  /**
   * @param predict the predictions of each output for one batch
   * @param checkGoingOn throws if the loop must end; takes what is about to be done
   */
  PredictLoop(
      Function<Batch, List<Tensor>> predict,
      List<Callback> callbacks,
      Consumer<String> checkGoingOn) {
    this.predict = predict;
    this.callbacks = callbacks;
    this.checkGoingOn = checkGoingOn;
  }

  /**
   * Predicts the samples of a source in the order of their numbers, also where its epochs are
   * shuffled.
   *
   * @param source in the model's order
   * @param maximumSteps how many batches at most, all for 0
   * @param outputShapes the shape of one prediction of each output
   * @return the predictions of each output
   */
  List<Tensor> run(BatchSource source, int maximumSteps, List<Shape> outputShapes) {
    callbacks.forEach(Callback::onPredictBegin);
    List<List<Tensor>> parts = new ArrayList<>();
    int samples = 0;
    try (BatchSource.Batches batches = source.batchesInOrder()) {
      for (int step = 0; batches.hasNext() && (maximumSteps <= 0 || step < maximumSteps); step++) {
        checkGoingOn.accept("during prediction, before batch " + step);
        int current = step;
        callbacks.forEach(callback -> callback.onPredictBatchBegin(current));
        try (Batch batch = batches.next()) {
          parts.add(predict.apply(batch));
          samples += batch.size();
        }
        callbacks.forEach(callback -> callback.onPredictBatchEnd(current));
      }
    }
    callbacks.forEach(Callback::onPredictEnd);
    List<Tensor> all = new ArrayList<>();
    for (Shape shape : outputShapes) {
      int output = all.size();
      List<Tensor> own = parts.stream().map(part -> part.get(output)).toList();
      all.add(concatenate(own, shape.prepend(samples)));
    }
    return all;
  }

  private static Tensor concatenate(List<Tensor> parts, Shape shape) {
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
