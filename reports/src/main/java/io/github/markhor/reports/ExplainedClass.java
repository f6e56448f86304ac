package io.github.markhor.reports;

import io.github.markhor.Model;
import io.github.markhor.ModelGradients;
import io.github.markhor.tensor.Tensor;
import java.util.List;
import java.util.Locale;

/**
 * The class of a picture that is explained.
 *
 * @param number of the class
 * @param prediction what the model predicts for it
 * @param name of the class, or its number
 * @param gradients of its score, before softmax or sigmoid
 */
record ExplainedClass(int number, double prediction, String name, ModelGradients gradients) {
  /**
   * The class that options ask for, or the predicted one.
   *
   * @param picture (1, H, W, C)
   */
  static ExplainedClass of(Model model, Tensor picture, ExplainOptions options) {
    List<String> outputs = model.outputNames();
    String output = options.output() == null ? outputs.get(0) : options.output();
    if (!outputs.contains(output) || (options.output() == null && outputs.size() > 1)) {
      throw new IllegalArgumentException(
          "Expected the output to be named that gives the classes, one of "
              + outputs
              + ". Received: "
              + options.output());
    }
    Tensor predicted = model.predictAll(picture).list().get(outputs.indexOf(output));
    if (predicted.shape().rank() != 2) {
      throw new IllegalArgumentException(
          "Expected an output of one number for each class, (N, classes). Received: "
              + predicted.shape());
    }
    float[] row = predicted.toArray();
    boolean binary = row.length == 1;
    int classes = binary ? 2 : row.length;
    int number = options.classNumber() == null ? greatest(row) : options.classNumber();
    if (number >= classes) {
      throw new IllegalArgumentException(
          "Expected a class number below " + classes + ". Received: " + number);
    }
    List<String> names = options.classNames().isEmpty() ? model.classNames() : options.classNames();
    ModelGradients score = model.gradients().output(output).beforeActivation(true);
    // One unit speaks for class 1, and its opposite for class 0.
    return new ExplainedClass(
        number,
        !binary ? row[number] : number == 1 ? row[0] : 1 - row[0],
        number < names.size() ? names.get(number) : "class " + number,
        !binary
            ? score.unit(number)
            : score.weights(Tensor.of(new float[] {number == 1 ? 1 : -1}, 1, 1)));
  }

  private static int greatest(float[] row) {
    if (row.length == 1) {
      return row[0] > 0.5f ? 1 : 0;
    }
    int best = 0;
    for (int i = 1; i < row.length; i++) {
      best = row[i] > row[best] ? i : best;
    }
    return best;
  }

  /** The name and the prediction. */
  String title() {
    return String.format(Locale.ROOT, "%s %.3g", name, prediction);
  }
}
