package io.github.markhor.source;

import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The forms of labels: class numbers, (n,) or (n, 1), and rows with a one at the class's place, (n,
 * classes). See <a href="https://keras.io/api/utils/python_utils/#to_categorical-function">Keras:
 * to_categorical</a>.
 */
public final class Labels {
  private Labels() {}

  /** Rows with a one at the class's place, (n, largest class + 1). */
  public static Tensor toCategorical(int... classes) {
    return toCategorical(classes, Arrays.stream(classes).max().orElse(-1) + 1);
  }

  /**
   * Rows with a one at the class's place, (n, numClasses).
   *
   * @throws IllegalArgumentException if a class is not of 0 to numClasses - 1
   */
  public static Tensor toCategorical(int[] classes, int numClasses) {
    float[] rows = new float[Math.multiplyExact(classes.length, numClasses)];
    for (int i = 0; i < classes.length; i++) {
      if (classes[i] < 0 || classes[i] >= numClasses) {
        throw new IllegalArgumentException(
            "Expected classes from 0 to "
                + (numClasses - 1)
                + ". Received: "
                + classes[i]
                + " at "
                + i);
      }
      rows[i * numClasses + classes[i]] = 1;
    }
    return Tensor.of(rows, classes.length, numClasses);
  }

  /**
   * The class numbers of labels in either form.
   *
   * @throws IllegalArgumentException if class numbers are not whole, or below 0
   */
  public static int[] classes(Tensor labels) {
    int n = labels.shape().size(0);
    int width = width(labels);
    FloatBuffer values = labels.buffer();
    int[] classes = new int[n];
    for (int i = 0; i < n; i++) {
      if (width > 1) {
        classes[i] = argMax(values, i * width, width);
      } else {
        float value = values.get(i);
        classes[i] = (int) value;
        if (classes[i] != value || value < 0) {
          throw new IllegalArgumentException(
              "Expected class numbers, whole and at least 0. Received: " + value + " at " + i);
        }
      }
    }
    return classes;
  }

  /**
   * The class that each prediction is most in favour of: the column of the largest number, or of
   * (n, 1), as a sigmoid gives, 1 where it is above 0.5.
   */
  public static int[] predicted(Tensor predictions) {
    if (width(predictions) > 1) {
      return classes(predictions);
    }
    FloatBuffer values = predictions.buffer();
    int[] classes = new int[predictions.shape().size(0)];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = values.get(i) > 0.5f ? 1 : 0;
    }
    return classes;
  }

  /**
   * Weights with which all classes count the same however many samples they have, n / (classes ·
   * samples of the class), for {@code FitOptions.classWeight}: scikit-learn's "balanced".
   *
   * @param classes the class of each sample; those that do not occur get no weight
   */
  public static Map<Integer, Double> balancedClassWeight(int... classes) {
    Map<Integer, Integer> counts = new java.util.TreeMap<>();
    for (int number : classes) {
      counts.merge(number, 1, Integer::sum);
    }
    Map<Integer, Double> weights = new LinkedHashMap<>();
    counts.forEach(
        (number, count) -> weights.put(number, classes.length / ((double) counts.size() * count)));
    return weights;
  }

  private static int width(Tensor rows) {
    Shape shape = rows.shape();
    if (shape.rank() == 0 || shape.rank() > 2) {
      throw new IllegalArgumentException(
          "Expected one class a sample, in the shape (n,) or (n, classes). Received: " + shape);
    }
    return shape.rank() == 1 ? 1 : shape.size(1);
  }

  /** The place, from 0, of the largest of {@code count} numbers behind {@code from}. */
  public static int argMax(FloatBuffer values, int from, int count) {
    int best = 0;
    for (int i = 1; i < count; i++) {
      if (values.get(from + i) > values.get(from + best)) {
        best = i;
      }
    }
    return best;
  }
}
