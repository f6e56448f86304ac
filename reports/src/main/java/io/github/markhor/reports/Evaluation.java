package io.github.markhor.reports;

import io.github.markhor.Model;
import io.github.markhor.config.Require;
import io.github.markhor.source.BatchSource;
import io.github.markhor.source.Labels;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The true class of each sample beside what a model predicted for it: what {@link
 * ClassificationReport}, {@link ConfusionMatrix}, {@link RocCurve}, {@link PredictionGrid} and the
 * others are made from. Truths and predictions of a source come from the same batches, so they
 * belong together whether its epochs are shuffled or not. Immutable.
 *
 * <pre>{@code
 * Evaluation evaluation = Evaluation.of(model, validation);
 * ClassificationReport.of(evaluation).print(System.out);
 * ConfusionMatrix.of(evaluation).save(Path.of("confusions.png"));
 * }</pre>
 */
public final class Evaluation {
  private static final double SUM_TOLERANCE = 1e-3;

  private final int[] truths;
  private final int[] predicted;
  private final float[] scores;
  private final int units;
  private final List<String> classNames;
  private final List<String> sampleNames;

  private Evaluation(
      int[] truths,
      int[] predicted,
      float[] scores,
      int units,
      List<String> classNames,
      List<String> sampleNames) {
    this.truths = truths;
    this.predicted = predicted;
    this.scores = scores;
    this.units = units;
    this.classNames = classNames;
    this.sampleNames = sampleNames;
  }

  /**
   * Goes through a source once, in the order of its samples, and predicts each.
   *
   * @param model of one output, (N, classes) or, for two classes, (N, 1)
   * @param source whose labels are classes: one-hot rows or class numbers
   * @throws IllegalArgumentException if the labels are no classes, the source's class names are not
   *     the model's, or a prediction is not finite
   */
  public static Evaluation of(Model model, BatchSource source) {
    Require.notNull("model", model);
    Require.notNull("source", source);
    boolean named = !source.classNames().isEmpty();
    if (source.labelShape() == null || named && !source.labelsAreClasses()) {
      throw new IllegalArgumentException(
          "Expected a source whose labels are classes, of class mode categorical, binary or sparse."
              + " Received: one "
              + (source.labelShape() == null ? "without labels" : "with other labels"));
    }
    if (named && !model.classNames().isEmpty() && !model.classNames().equals(source.classNames())) {
      throw new IllegalArgumentException(
          "Expected the model's classes "
              + model.classNames()
              + " in its order; name them to the source with classes(...). Received: "
              + source.classNames());
    }
    RecordingSource recording = new RecordingSource(source);
    Tensor predictions = model.predict(recording);
    List<String> names = named ? source.classNames() : model.classNames();
    return of(recording.labels(), predictions, names).sampleNames(recording.names());
  }

  /** Predicts arrays; the names of the classes are the model's, or their numbers. */
  public static Evaluation of(Model model, Tensor x, Tensor y) {
    Require.notNull("model", model);
    return of(y, model.predict(x), model.classNames());
  }

  /** The same with class numbers as names. */
  public static Evaluation of(Tensor truths, Tensor predictions) {
    return of(truths, predictions, List.of());
  }

  /**
   * Truths and predictions that lie beside each other.
   *
   * @param truths class numbers, (N,) or (N, 1), or one-hot rows, (N, classes)
   * @param predictions (N, classes), of which the largest is the predicted class; or (N, 1) or
   *     (N,), where more than 0.5 is the second of two classes, as in Keras
   * @param classNames the classes in the order of their numbers; their numbers for an empty list
   * @throws IllegalArgumentException if the shapes do not fit, truths are no classes, or a
   *     prediction is not finite
   */
  public static Evaluation of(Tensor truths, Tensor predictions, List<String> classNames) {
    Require.notNull("truths", truths);
    Require.notNull("predictions", predictions);
    Shape shape = predictions.shape();
    if (shape.rank() < 1 || shape.rank() > 2 || truths.shape().rank() < 1) {
      throw new IllegalArgumentException(
          "Expected one class a sample: truths (N,) or (N, classes) and predictions (N, classes) or"
              + " (N, 1). Received: "
              + truths.shape()
              + " and "
              + shape);
    }
    int units = shape.rank() == 1 ? 1 : shape.size(1);
    float[] scores = predictions.toArray();
    for (int i = 0; i < scores.length; i++) {
      if (!Float.isFinite(scores[i])) {
        throw new IllegalArgumentException(
            "Expected finite predictions. Received: " + scores[i] + " for sample " + i / units);
      }
    }
    checkOneClassEach(truths);
    return make(
        Labels.classes(truths),
        Labels.predicted(predictions),
        scores,
        units,
        Math.max(2, units),
        classNames);
  }

  /**
   * Classes alone, without probabilities: enough for {@link ClassificationReport} and {@link
   * ConfusionMatrix}.
   *
   * @param classNames the classes in the order of their numbers; their numbers for an empty list
   * @throws IllegalArgumentException if the lengths differ, or a class has no name
   */
  public static Evaluation ofClasses(int[] truths, int[] predicted, List<String> classNames) {
    Require.notNull("truths", truths);
    Require.notNull("predicted", predicted);
    Require.notNull("classNames", classNames);
    int largest =
        IntStream.concat(Arrays.stream(truths), Arrays.stream(predicted)).max().orElse(-1);
    int classes = classNames.isEmpty() ? largest + 1 : classNames.size();
    return make(truths.clone(), predicted.clone(), null, 0, classes, classNames);
  }

  private static Evaluation make(
      int[] truths,
      int[] predicted,
      float[] scores,
      int units,
      int classes,
      List<String> classNames) {
    List<String> names = Require.noneNull("classNames", classNames);
    if (truths.length == 0 || truths.length != predicted.length) {
      throw new IllegalArgumentException(
          "Expected as many predictions as truths, and at least one. Received: "
              + predicted.length
              + " and "
              + truths.length);
    }
    if (!names.isEmpty() && names.size() != classes) {
      throw new IllegalArgumentException(
          "Expected a name for each of " + classes + " classes. Received: " + names);
    }
    checkRange("truths", truths, classes);
    checkRange("predictions", predicted, classes);
    if (names.isEmpty()) {
      names = IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    }
    return new Evaluation(truths, predicted, scores, units, names, List.of());
  }

  private static void checkRange(String what, int[] numbers, int classes) {
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] < 0 || numbers[i] >= classes) {
        throw new IllegalArgumentException(
            "Expected classes from 0 to "
                + (classes - 1)
                + " in the "
                + what
                + ". Received: "
                + numbers[i]
                + " for sample "
                + i);
      }
    }
  }

  /** Rows of several ones, or of none, would be taken for one class without a word. */
  private static void checkOneClassEach(Tensor truths) {
    int width = truths.shape().rank() == 2 ? truths.shape().size(1) : 1;
    if (width == 1) {
      return;
    }
    float[] values = truths.toArray();
    for (int i = 0; i < truths.shape().size(0); i++) {
      double sum = 0;
      for (int c = 0; c < width; c++) {
        sum += values[i * width + c];
      }
      if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
        throw new IllegalArgumentException(
            "Expected one class a sample, rows of labels whose sum is 1. Received: a row of sum "
                + (float) sum
                + " for sample "
                + i
                + "; labels of several classes at once have no such report");
      }
    }
  }

  /**
   * Names the samples, their files for example.
   *
   * @throws IllegalArgumentException if there are not as many as samples, or none
   */
  public Evaluation sampleNames(List<String> names) {
    Require.notNull("names", names);
    if (!names.isEmpty() && names.size() != size()) {
      throw new IllegalArgumentException(
          "Expected a name for each of " + size() + " samples. Received: " + names.size());
    }
    return new Evaluation(
        truths, predicted, scores, units, classNames, Require.noneNull("names", names));
  }

  /** The number of samples. */
  public int size() {
    return truths.length;
  }

  /** The number of classes. */
  public int classes() {
    return classNames.size();
  }

  /** The classes in the order of their numbers. */
  public List<String> classNames() {
    return classNames;
  }

  /** What a sample is called, its file for example; {@code sample 7} where it has no name. */
  public String sampleName(int sample) {
    return sampleNames.isEmpty() ? "sample " + sample : sampleNames.get(sample);
  }

  boolean isNamed() {
    return !sampleNames.isEmpty();
  }

  /** The true classes, a copy. */
  public int[] truths() {
    return truths.clone();
  }

  /** The true class of a sample. */
  public int truth(int sample) {
    return truths[sample];
  }

  /** The predicted classes, a copy. */
  public int[] predicted() {
    return predicted.clone();
  }

  /** The predicted class of a sample. */
  public int predicted(int sample) {
    return predicted[sample];
  }

  /** Whether a sample's class was predicted. */
  public boolean isRight(int sample) {
    return truths[sample] == predicted[sample];
  }

  /** The share of samples whose class was predicted. */
  public double accuracy() {
    return (double) IntStream.range(0, size()).filter(this::isRight).count() / size();
  }

  /** Whether there are probabilities, and not classes alone. */
  public boolean hasScores() {
    return scores != null;
  }

  /**
   * The model's number for a class of a sample, a probability after softmax or sigmoid. Where the
   * model has one unit for two classes, that of the first is 1 less the unit's.
   *
   * @throws IllegalStateException if this holds classes alone
   * @throws IndexOutOfBoundsException if there is no such sample or class
   */
  public double score(int sample, int classNumber) {
    if (scores == null) {
      throw new IllegalStateException(
          "Expected predictions with a probability of each class. Received: classes alone");
    }
    Objects.checkIndex(sample, size());
    Objects.checkIndex(classNumber, classes());
    if (units == 1) {
      return classNumber == 1 ? scores[sample] : 1.0 - scores[sample];
    }
    return scores[sample * units + classNumber];
  }

  /** The score of a class for each sample. */
  double[] scores(int classNumber) {
    double[] column = new double[size()];
    for (int i = 0; i < column.length; i++) {
      column[i] = score(i, classNumber);
    }
    return column;
  }

  /** Whether each sample is of a class. */
  boolean[] isOf(int classNumber) {
    boolean[] is = new boolean[size()];
    for (int i = 0; i < is.length; i++) {
      is[i] = truths[i] == classNumber;
    }
    return is;
  }

  /** The number of a class by its name. */
  int classNumber(String name) {
    int number = classNames.indexOf(name);
    if (number < 0) {
      throw new IllegalArgumentException(
          "Expected the name of a class, one of " + classNames + ". Received: " + name);
    }
    return number;
  }

  /**
   * The samples that were predicted wrongly, the most confident mistake first.
   *
   * @throws IllegalStateException if this holds classes alone
   */
  public List<Integer> mistakes() {
    List<Integer> wrong = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      if (!isRight(i)) {
        wrong.add(i);
      }
    }
    wrong.sort((a, b) -> Double.compare(score(b, predicted[b]), score(a, predicted[a])));
    return List.copyOf(wrong);
  }

  /** The number of samples, of classes, and the accuracy. */
  @Override
  public String toString() {
    return "Evaluation[samples="
        + size()
        + ", classes="
        + classNames.size()
        + ", accuracy="
        + accuracy()
        + "]";
  }
}
