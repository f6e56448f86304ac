package io.github.markhor.engine;

import io.github.markhor.losses.Loss;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;

/** Refuses labels whose shape the loss cannot compare with predictions, and says what helps. */
final class LabelShapeCheck {
  private static final String LAST = "the last layer";

  private final Loss loss;
  private final String layer;

  /**
   * @param layer that the predictions come from, for messages: "the last layer"
   */
  LabelShapeCheck(Loss loss, String layer) {
    this.loss = loss;
    this.layer = layer;
  }

  /**
   * Compares the shape of a label with that of a prediction, both without the batch.
   *
   * @throws IllegalArgumentException if they do not match
   */
  void check(Shape label, Shape output) {
    if (loss.sparseLabels()) {
      Shape rows = without(output, loss.classAxis());
      if (!label.equals(rows) && !label.equals(append(rows))) {
        throw new IllegalArgumentException(
            "Expected class numbers, labels of the shape "
                + rows
                + ", for predictions of the shape "
                + output
                + (layer.equals(LAST) ? "" : " of " + layer)
                + " and the loss "
                + loss.name()
                + (label.equals(output)
                    ? ". One-hot labels belong with the loss categorical_crossentropy, or a source"
                        + " gives class numbers with classMode(ClassMode.SPARSE)"
                    : "")
                + ". Received: "
                + label);
      }
    } else if (!matches(label, output)) {
      throw new IllegalArgumentException(
          "Expected labels of the shape of "
              + (layer.equals(LAST) ? layer + "'s output" : layer)
              + ", "
              + output
              + ", for the loss "
              + loss.name()
              + remedy(label, output)
              + ". Received: "
              + label);
    }
  }

  private String remedy(Shape label, Shape output) {
    int classes = output.rank() == 1 ? output.size(0) : 0;
    if (classes > 1 && label.elements() == 1) {
      return ". Class numbers belong with the loss sparse_categorical_crossentropy; or make them"
          + " one-hot, with Labels.toCategorical or a source's classMode(ClassMode.CATEGORICAL)"
          + (classes == 2 ? "; or end with one unit and sigmoid, for binary_crossentropy" : "");
    }
    if (classes == 1 && label.rank() == 1 && label.size(0) == 2) {
      return ". One unit tells two classes apart by labels 0 and 1: classMode(ClassMode.BINARY) of"
          + " a source; or end with two units and softmax, for categorical_crossentropy";
    }
    if (classes > 1 && label.rank() == 1) {
      return ". "
          + Character.toUpperCase(layer.charAt(0))
          + layer.substring(1)
          + " has "
          + classes
          + " units for labels of "
          + label.size(0);
    }
    return "";
  }

  /** Equal, or one of them lacking a last axis of size 1. */
  private static boolean matches(Shape label, Shape output) {
    return label.equals(output) || output.equals(append(label)) || label.equals(append(output));
  }

  private static Shape append(Shape shape) {
    int[] sizes = Arrays.copyOf(shape.toArray(), shape.rank() + 1);
    sizes[shape.rank()] = 1;
    return Shape.of(sizes);
  }

  /**
   * @param axis of a batch's shape, so that 0 is the batch, or counted from the end
   */
  private static Shape without(Shape shape, int axis) {
    int removed = axis < 0 ? axis + shape.rank() : axis - 1;
    int[] sizes = new int[Math.max(0, shape.rank() - 1)];
    for (int i = 0, to = 0; i < shape.rank(); i++) {
      if (i != removed && to < sizes.length) {
        sizes[to++] = shape.size(i);
      }
    }
    return Shape.of(sizes);
  }
}
