package io.github.markhor.losses;

import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Keras's rules for labels whose shape differs a little from that of the predictions. Labels (n,)
 * and predictions (n, 1) match, and never become (n, n).
 */
public final class LabelShapes {
  private LabelShapes() {}

  /** Labels and predictions of matching shapes. */
  public record Matched(Value yTrue, Value yPred) {}

  /** Matches labels and predictions for a loss. */
  public static Matched match(Loss loss, Value yTrue, Value yPred) {
    return loss.sparseLabels() ? sparse(yTrue, yPred, loss.classAxis()) : same(yTrue, yPred);
  }

  /**
   * Matches one label for each number of the predictions, as Keras does: a last axis of size 1 that
   * only one of them has is removed, but a single axis becomes two.
   *
   * @return both of the same shape
   * @throws IllegalArgumentException if the shapes differ by more than such an axis
   */
  public static Matched same(Value yTrue, Value yPred) {
    Value labels = yTrue;
    Value predictions = yPred;
    if (hasColumn(predictions, labels)) {
      if (labels.shape().rank() == 1) {
        labels = labels.reshape(append(labels.shape()));
      } else {
        predictions = predictions.reshape(without(predictions.shape(), -1));
      }
    } else if (hasColumn(labels, predictions)) {
      if (predictions.shape().rank() == 1) {
        predictions = predictions.reshape(append(predictions.shape()));
      } else {
        labels = labels.reshape(without(labels.shape(), -1));
      }
    }
    if (!labels.shape().equals(predictions.shape())) {
      throw new IllegalArgumentException(
          "Expected labels of the predictions' shape, "
              + predictions.shape()
              + " (class numbers belong with SparseCategoricalCrossentropy). Received: labels of"
              + " shape "
              + yTrue.shape());
    }
    return new Matched(labels, predictions);
  }

  /** Matches one class number for each row of the predictions, along the last axis. */
  public static Matched sparse(Value yTrue, Value yPred) {
    return sparse(yTrue, yPred, -1);
  }

  /**
   * Matches one class number for each row of the predictions.
   *
   * @param axis the axis of the classes
   * @return labels of the predictions' shape but for that axis, and the predictions
   * @throws IllegalArgumentException if the shapes differ otherwise than by that axis
   */
  public static Matched sparse(Value yTrue, Value yPred, int axis) {
    Shape rows = without(yPred.shape(), axis);
    Value labels = yTrue;
    if (labels.shape().rank() == yPred.shape().rank() && labels.shape().size(axis) == 1) {
      labels = labels.reshape(without(labels.shape(), axis));
    }
    if (!labels.shape().equals(rows)) {
      throw new IllegalArgumentException(
          "Expected class numbers of shape "
              + rows
              + " for predictions of shape "
              + yPred.shape()
              + " (one-hot labels belong with CategoricalCrossentropy). Received: labels of shape "
              + yTrue.shape());
    }
    return new Matched(labels, yPred);
  }

  /**
   * Weights of samples, or of parts of samples, in a shape that can be multiplied with values: axes
   * are matched from the first on. The single value of a batch is repeated for each weight.
   *
   * @throws IllegalArgumentException if they do not match
   */
  public static Value weights(Value sampleWeight, Shape values) {
    Shape shape = sampleWeight.shape();
    if (values.rank() == 0) {
      return sampleWeight;
    }
    if (shape.rank() == values.rank() + 1 && shape.size(-1) == 1) {
      shape = without(shape, -1);
    }
    while (shape.rank() < values.rank()) {
      shape = append(shape);
    }
    boolean matches = shape.rank() == values.rank();
    for (int axis = 0; matches && axis < shape.rank(); axis++) {
      matches = shape.size(axis) == values.size(axis) || shape.size(axis) == 1;
    }
    if (!matches) {
      throw new IllegalArgumentException(
          "Expected sample weights for losses of shape "
              + values
              + ". Received: weights of shape "
              + sampleWeight.shape());
    }
    return sampleWeight.reshape(shape);
  }

  /** True if the first value has a last axis of size 1 that the other lacks. */
  private static boolean hasColumn(Value value, Value other) {
    return value.shape().rank() == other.shape().rank() + 1 && value.shape().size(-1) == 1;
  }

  private static Shape append(Shape shape) {
    int[] sizes = Arrays.copyOf(shape.toArray(), shape.rank() + 1);
    sizes[shape.rank()] = 1;
    return Shape.of(sizes);
  }

  private static Shape without(Shape shape, int axis) {
    int removed = shape.axis(axis);
    return Shape.of(
        IntStream.range(0, shape.rank()).filter(i -> i != removed).map(shape::size).toArray());
  }
}
