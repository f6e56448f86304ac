package io.github.markhor.engine;

import io.github.markhor.losses.Loss;
import io.github.markhor.network.LayerChain;
import io.github.markhor.source.BatchSource;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.nio.FloatBuffer;

/** Checks of data before the first step. */
final class DataCheck {
  private DataCheck() {}

  /** Refuses NaN and infinity, which would make every weight NaN within one step. */
  static void finite(String name, Tensor tensor) {
    FloatBuffer numbers = tensor.buffer();
    for (int i = 0; i < numbers.limit(); i++) {
      if (!Float.isFinite(numbers.get(i))) {
        long each = tensor.shape().rank() == 0 ? 1 : tensor.shape().dropFirst().elements();
        throw new IllegalArgumentException(
            "Expected finite numbers in "
                + name
                + ". Received: "
                + numbers.get(i)
                + " in sample "
                + i / Math.max(1, each)
                + " at element "
                + i % Math.max(1, each));
      }
    }
  }

  /**
   * Refuses labels that the loss cannot take, such as a class that the last layer does not have.
   */
  static void labels(Tensor y, LayerChain chain, Loss loss) {
    Shape output = chain.last().outputShape();
    int units = output.rank() == 0 ? 1 : output.size(-1);
    FloatBuffer labels = y.buffer();
    for (int i = 0; i < labels.limit(); i++) {
      if (!loss.acceptsLabel(labels.get(i), units)) {
        throw new IllegalArgumentException(
            "Expected class numbers from 0 to "
                + (units - 1)
                + ", as the last layer, "
                + chain.last().name()
                + ", has "
                + units
                + " units. Received: "
                + labels.get(i)
                + " as label "
                + i);
      }
    }
  }

  /** Refuses a source whose inputs or labels do not fit the model. */
  static void fits(BatchSource source, LayerChain chain, Loss loss) {
    if (!chain.inputShape().matches(source.inputShape())) {
      throw new IllegalArgumentException(
          "Expected inputs of shape "
              + chain.inputShape()
              + ", as the model's first layer says."
              + " Received: "
              + source.inputShape());
    }
    if (source.labelShape() == null) {
      throw new IllegalArgumentException("Expected labels to train or evaluate. Received: none");
    }
    Shape output = chain.outputShape(source.inputShape());
    int classes = source.classNames().size();
    int units = output.rank() == 0 ? 1 : output.size(-1);
    boolean fits = classes == 0 || units == classes || (units == 1 && classes == 2);
    if (!fits) {
      throw new IllegalArgumentException(
          "Expected as many units in the last layer, "
              + chain.last().name()
              + ", as there are"
              + " classes, "
              + classes
              + " "
              + source.classNames()
              + ". Received: "
              + units);
    }
    if (!loss.sparseLabels() && !matches(source.labelShape(), output)) {
      throw new IllegalArgumentException(
          "Expected labels of the shape of the last layer's output, "
              + output
              + ", for the loss "
              + loss.name()
              + ". Received: "
              + source.labelShape());
    }
  }

  /** Refuses a class that only one of two sources knows, or knows by another number. */
  static void sameClasses(BatchSource train, BatchSource validation) {
    if (train.classNames().isEmpty() || validation.classNames().isEmpty()) {
      return;
    }
    if (!train.classNames().equals(validation.classNames())) {
      throw new IllegalArgumentException(
          "Expected the same classes, in the same order, to train on and to validate with; give"
              + " them to both sources where a folder is missing. Received: "
              + train.classNames()
              + " to train, "
              + validation.classNames()
              + " to validate");
    }
  }

  /** Equal, or one of them lacking a last axis of size 1. */
  private static boolean matches(Shape label, Shape output) {
    return label.equals(output)
        || (label.rank() == output.rank() - 1
            && output.size(-1) == 1
            && output.equals(append(label)))
        || (output.rank() == label.rank() - 1
            && label.size(-1) == 1
            && label.equals(append(output)));
  }

  private static Shape append(Shape shape) {
    int[] sizes = java.util.Arrays.copyOf(shape.toArray(), shape.rank() + 1);
    sizes[shape.rank()] = 1;
    return Shape.of(sizes);
  }
}
