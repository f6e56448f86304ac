package io.github.markhor.engine;

import io.github.markhor.source.Batch;
import io.github.markhor.source.Labels;
import io.github.markhor.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The weight of each sample of a batch: its own or its class's. */
public final class LabelWeights {
  /** The label of the class 0 in the form that hinge losses take. */
  static final int HINGE_NEGATIVE = -1;

  private final Map<Integer, Double> classWeight;
  private float[] weights = new float[0];

  public LabelWeights(Map<Integer, Double> classWeight) {
    this.classWeight = classWeight;
  }

  /** The weights for an output, (n,); valid until the next call. */
  FloatBuffer of(Batch batch, int output) {
    Tensor sampleWeight = at(batch.sampleWeights(), output);
    int n = batch.size();
    if (weights.length < n) {
      weights = new float[n];
    }
    Arrays.fill(weights, 0, n, 1);
    if (sampleWeight != null) {
      sampleWeight.buffer().get(weights, 0, n);
    }
    if (!classWeight.isEmpty()) {
      Tensor y = batch.labels().get(output);
      if (sampleWeight != null) {
        throw new IllegalArgumentException(
            "Expected class weights or weights of samples, not both, as in Keras. Received: class"
                + " weights, and a source or table that weighs its samples");
      }
      if (y.shape().rank() > 2) {
        throw new IllegalArgumentException(
            "Expected class weights with one class for each sample. Received: labels of the shape "
                + y.shape().dropFirst());
      }
      FloatBuffer labels = y.buffer();
      int width = labels.remaining() / n;
      for (int i = 0; i < n; i++) {
        int label =
            width == 1 ? Math.round(labels.get(i)) : Labels.argMax(labels, i * width, width);
        int number = label == HINGE_NEGATIVE ? 0 : label;
        weights[i] *= classWeight.getOrDefault(number, 1.0).floatValue();
      }
    }
    return FloatBuffer.wrap(weights, 0, n);
  }

  private static Tensor at(List<Tensor> list, int place) {
    return list.isEmpty() ? null : list.get(place);
  }
}
