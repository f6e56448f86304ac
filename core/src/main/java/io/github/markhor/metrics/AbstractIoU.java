package io.github.markhor.metrics;

import io.github.markhor.config.Config;
import io.github.markhor.config.KerasDefaults;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Unary;
import io.github.markhor.graph.Value;
import io.github.markhor.losses.LabelShapes;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Intersection over union: of the elements that labels or predictions put into a class, the part
 * that both put there, tp / (tp + fp + fn), averaged over the wanted classes. A class that neither
 * contains does not count, nor do elements whose label or prediction is no class. Computed from a
 * confusion matrix over all batches. The weights of samples are cut to whole numbers, as in Keras,
 * unless {@link #dtype} says otherwise.
 */
public abstract class AbstractIoU<M extends AbstractIoU<M>> extends AbstractMetric<M> {
  private static final String MATRIX = "confusion_matrix";

  /** Unions up to this size are empty, as in Keras. */
  private static final double NOTHING = 1e-9;

  private final int numClasses;
  private final List<Integer> targetClassIds;
  private String dtype = "int";

  /**
   * For so many classes.
   *
   * @param targetClassIds the classes to average over; null for all
   */
  AbstractIoU(String name, int numClasses, List<Integer> targetClassIds) {
    super(name);
    if (numClasses < 1) {
      throw new IllegalArgumentException(
          "Expected at least 1 class. Received: numClasses=" + numClasses);
    }
    this.numClasses = numClasses;
    this.targetClassIds = targetClassIds == null ? null : List.copyOf(targetClassIds);
    if (targetClassIds != null
        && targetClassIds.stream().anyMatch(target -> target < 0 || target >= numClasses)) {
      throw new IllegalArgumentException(
          "Expected target classes from 0 to "
              + (numClasses - 1)
              + ". Received: "
              + targetClassIds);
    }
  }

  /** The wanted classes of a config. */
  static List<Integer> targets(Config config) {
    return config.requireDoubles("target_class_ids").stream().map(Double::intValue).toList();
  }

  /**
   * The type that Keras counts in. Default: "int", in which weights lose their fractions; "float32"
   * keeps them.
   */
  public final M dtype(String dtype) {
    Require.notNull("dtype", dtype);
    return with(copy -> ((AbstractIoU<?>) copy).dtype = dtype);
  }

  /** A copy with the arguments of a config that all have. */
  final M commonConfigured(Config config) {
    return dtype(config.getString("dtype", dtype)).named(config);
  }

  final int numClasses() {
    return numClasses;
  }

  final List<Integer> targetClassIds() {
    return targetClassIds;
  }

  /** The class of each element of the labels, by default the labels themselves. */
  Value classesOfLabels(Value yTrue) {
    return yTrue;
  }

  /** The class of each element of the predictions, by default the predictions themselves. */
  Value classesOfPredictions(Value yPred) {
    return yPred;
  }

  /** A label whose elements are left out; null, the default, for none. */
  Integer ignoredClass() {
    return null;
  }

  @Override
  public final void update(Sums sums, Value yTrue, Value yPred, Value sampleWeight) {
    LabelShapes.Matched matched =
        LabelShapes.same(whole(classesOfLabels(yTrue)), whole(classesOfPredictions(yPred)));
    Value y = matched.yTrue();
    Value p = matched.yPred();
    Value known = isClass(y).mul(isClass(p));
    if (ignoredClass() != null) {
      known = known.mul(y.equal(ignoredClass()).neg().add(1));
    }
    Value cell = known.select(y.mul(numClasses).add(p), -1);
    Value weights = y.like(1);
    if (sampleWeight != null) {
      Value given = LabelShapes.weights(sampleWeight, y.shape());
      weights = dtype.contains("int") ? whole(given) : given;
    }
    sums.add(MATRIX, weights.broadcastTo(y.shape()).segmentSum(cell, numClasses * numClasses));
  }

  private Value isClass(Value number) {
    return number.greaterEqual(0).mul(number.less(numClasses));
  }

  /** The number without its fraction. */
  private static Value whole(Value x) {
    return x.unary(Unary.Kind.SIGN).mul(x.abs().unary(Unary.Kind.FLOOR));
  }

  @Override
  public final double result(Totals totals) {
    float[] matrix = totals.all(MATRIX);
    int classes = numClasses;
    List<Integer> targets =
        targetClassIds != null ? targetClassIds : IntStream.range(0, classes).boxed().toList();
    double sum = 0;
    int valid = 0;
    for (int target : targets) {
      double both = matrix[target * classes + target];
      double union = -both;
      for (int other = 0; other < classes; other++) {
        union += matrix[target * classes + other] + matrix[other * classes + target];
      }
      if (union > NOTHING) {
        sum += both / (union + KerasDefaults.EPSILON);
        valid++;
      }
    }
    return sum / (valid + KerasDefaults.EPSILON);
  }

  @Override
  public final Direction direction() {
    return Direction.UP;
  }

  @Override
  public Config config() {
    return super.config().with("dtype", dtype);
  }
}
