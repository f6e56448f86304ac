package io.github.markhor.train;

import io.github.markhor.Shape;
import io.github.markhor.graph.Value;
import java.util.Arrays;

/**
 * Keras's rules for labels whose shape is not quite that of the predictions. Labels (n,) and
 * predictions (n, 1) are the same thing, and never become (n, n).
 */
public final class LabelShapes {
  private LabelShapes() {}

  /** Labels and predictions of shapes that belong together. */
  public record Matched(Value yTrue, Value yPred) {}

  /** Matches as the loss wants it. */
  static Matched match(Loss loss, Value yTrue, Value yPred) {
    return loss.sparseLabels() ? sparse(yTrue, yPred) : same(yTrue, yPred);
  }

  /**
   * Matches one label for each number of the predictions.
   *
   * @return both of the same shape, of rank 2 at least
   * @throws IllegalArgumentException if the shapes differ by more than an axis of size 1 at the end
   */
  public static Matched same(Value yTrue, Value yPred) {
    Value labels = column(yTrue);
    Value predictions = column(yPred);
    if (predictions.shape().rank() == labels.shape().rank() + 1
        && predictions.shape().size(-1) == 1) {
      labels = labels.reshape(append(labels.shape()));
    } else if (labels.shape().rank() == predictions.shape().rank() + 1
        && labels.shape().size(-1) == 1) {
      labels = labels.reshape(withoutLast(labels.shape()));
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

  /**
   * Matches one class number for each row of the predictions.
   *
   * @return labels of the predictions' shape without its last axis, and the predictions
   * @throws IllegalArgumentException if the shapes differ otherwise than by that axis
   */
  public static Matched sparse(Value yTrue, Value yPred) {
    Shape rows = withoutLast(yPred.shape());
    Value labels = yTrue;
    if (labels.shape().rank() == yPred.shape().rank() && labels.shape().size(-1) == 1) {
      labels = labels.reshape(withoutLast(labels.shape()));
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
   * Weights of samples, or of parts of them, in a shape that can be multiplied with values: axes
   * are matched from the first on.
   *
   * @throws IllegalArgumentException if they do not match
   */
  public static Value weights(Value sampleWeight, Shape values) {
    Shape shape = sampleWeight.shape();
    if (shape.rank() == values.rank() + 1 && shape.size(-1) == 1) {
      shape = withoutLast(shape);
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

  private static Value column(Value value) {
    return value.shape().rank() == 1 ? value.reshape(append(value.shape())) : value;
  }

  private static Shape append(Shape shape) {
    int[] sizes = Arrays.copyOf(shape.toArray(), shape.rank() + 1);
    sizes[shape.rank()] = 1;
    return Shape.of(sizes);
  }

  private static Shape withoutLast(Shape shape) {
    return Shape.of(Arrays.copyOf(shape.toArray(), shape.rank() - 1));
  }
}
