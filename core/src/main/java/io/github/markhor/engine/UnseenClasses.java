package io.github.markhor.engine;

import io.github.markhor.losses.Loss;
import io.github.markhor.network.Network;
import io.github.markhor.source.BatchSource;
import io.github.markhor.source.Labels;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.text.Notices;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;

/**
 * Finds classes that are validated on and never trained: what becomes of labels that are sorted by
 * class when the last samples are kept for validation.
 */
final class UnseenClasses {
  private static final Logger LOG = Notices.logger(UnseenClasses.class);

  private final int output;
  private final int units;
  private final Loss loss;
  private final String title;

  /** Looks at the labels of one of a model's outputs, which has a loss. */
  UnseenClasses(Network network, int output, Loss loss) {
    Shape shape = network.outputs().get(output).shape();
    this.output = output;
    this.units = shape.rank() == 0 ? 1 : shape.size(-1);
    this.loss = loss;
    this.title =
        network.outputs().size() == 1
            ? ""
            : " of the output " + network.outputs().get(output).name();
  }

  /**
   * Refuses a split that keeps a class for validation alone. Validation data that the caller has
   * chosen are warned of: a part of a large training set may lack a class.
   */
  void check(FitRun run) {
    Set<Integer> trained = classes(run.train());
    Set<Integer> unseen = classes(run.validation());
    if (trained == null || unseen == null) {
      return;
    }
    int validated = unseen.size();
    unseen.removeAll(trained);
    if (!unseen.isEmpty() && run.isSplit()) {
      throw new IllegalArgumentException(
          "Expected a validationSplit, which takes the last samples, to leave samples of each class"
              + title
              + " to train on. Shuffle x and y together before, or give validationData. Received:"
              + " the classes "
              + trained
              + " to train, and to validate also "
              + unseen);
    }
    if (!unseen.isEmpty()) {
      LOG.warn(
          "The validation has samples of the classes {}{}, which the training data, {}, lack: they"
              + " cannot be learned.",
          unseen,
          title,
          trained);
    } else if (run.isSplit() && validated < trained.size() && isSorted(run.train())) {
      LOG.warn(
          "The samples are sorted by class, so that the validationSplit, which takes the last ones,"
              + " validates on {} of {} classes{}. Shuffle x and y together before.",
          validated,
          trained.size(),
          title);
    }
  }

  private boolean isSorted(BatchSource train) {
    Tensor y = labels(train);
    int[] classes = y == null ? train.classes() : Labels.classes(y);
    int[] sorted = classes.clone();
    Arrays.sort(sorted);
    return Arrays.equals(classes, sorted);
  }

  /** The classes of the samples; null where that is not known, or labels are not classes. */
  private Set<Integer> classes(BatchSource source) {
    Tensor y = labels(source);
    if (y != null) {
      return classes(y);
    }
    // A source of several labels does not say whose its classes are.
    if (!source.labelsAreClasses() || source.labelShapes().size() > 1) {
      return null;
    }
    Set<Integer> classes = new TreeSet<>();
    Arrays.stream(source.classes()).forEach(classes::add);
    return classes.isEmpty() ? null : classes;
  }

  private Tensor labels(BatchSource source) {
    List<Tensor> labels = source.targets().labels();
    return labels.isEmpty() ? null : labels.get(output);
  }

  private Set<Integer> classes(Tensor y) {
    if (loss.sparseLabels()) {
      return numbers(y, units);
    }
    if (units == 1) {
      return numbers(y, 2);
    }
    return y.shape().rank() == 2 && y.shape().size(1) == units ? columns(y) : null;
  }

  /** Class numbers below a bound; null if others are among them. */
  private Set<Integer> numbers(Tensor y, int bound) {
    Set<Integer> classes = new TreeSet<>();
    FloatBuffer labels = y.buffer();
    for (int i = 0; i < labels.limit(); i++) {
      float label = labels.get(i);
      boolean isClass =
          (label >= 0 && label < bound && label == Math.rint(label))
              || (units == 1 && label == LabelWeights.HINGE_NEGATIVE);
      if (isClass) {
        classes.add((int) label);
      } else if (!loss.sparseLabels()) {
        return null;
      }
    }
    return classes;
  }

  /** The columns of ones; null if a row is not one-hot. */
  private static Set<Integer> columns(Tensor y) {
    Set<Integer> classes = new TreeSet<>();
    FloatBuffer labels = y.buffer();
    int width = y.shape().size(1);
    for (int from = 0; from < labels.limit(); from += width) {
      int one = Labels.argMax(labels, from, width);
      for (int i = 0; i < width; i++) {
        if (labels.get(from + i) != (i == one ? 1 : 0)) {
          return null;
        }
      }
      classes.add(one);
    }
    return classes;
  }
}
