package io.github.markhor.metrics;

import io.github.markhor.config.Config;
import io.github.markhor.config.KerasDefaults;
import io.github.markhor.graph.Unary;
import io.github.markhor.graph.Value;
import io.github.markhor.losses.LabelShapes;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Intersection over union: of the elements that labels or predictions put into a class, the part
 * that both do, tp / (tp + fp + fn), averaged over the classes asked for. Classes that neither has
 * do not count. Elements whose label or prediction is no class are left out. From a confusion
 * matrix over all batches. Unless {@link #dtype} says otherwise, weights of samples are cut to
 * whole numbers, as Keras does.
 */
public abstract class AbstractIoU<M extends AbstractIoU<M>> extends AbstractMetric<M> {
  private static final String MATRIX = "confusion_matrix";

  /** What Keras takes as no class at all, for a union to be divided by. */
  private static final double NOTHING = 1e-9;

  private final Settings settings;

  /**
   * The arguments that all have.
   *
   * @param targetClassIds the classes to average over; null for all
   * @param axis of the classes, where labels or predictions are not sparse
   */
  record Settings(
      int numClasses,
      List<Integer> targetClassIds,
      Integer ignoreClass,
      boolean sparseYTrue,
      boolean sparseYPred,
      int axis,
      String dtype) {
    Settings {
      if (numClasses < 1) {
        throw new IllegalArgumentException(
            "Expected at least 1 class. Received: numClasses=" + numClasses);
      }
      if (targetClassIds != null) {
        targetClassIds = List.copyOf(targetClassIds);
        for (int target : targetClassIds) {
          if (target < 0 || target >= numClasses) {
            throw new IllegalArgumentException(
                "Expected target classes from 0 to "
                    + (numClasses - 1)
                    + ". Received: "
                    + targetClassIds);
          }
        }
      }
    }

    static Settings of(int numClasses, boolean sparse) {
      return new Settings(numClasses, null, null, sparse, sparse, -1, "int");
    }

    Settings withTargets(List<Integer> targets) {
      return new Settings(numClasses, targets, ignoreClass, sparseYTrue, sparseYPred, axis, dtype);
    }

    Settings withIgnored(Integer ignored) {
      return new Settings(
          numClasses, targetClassIds, ignored, sparseYTrue, sparseYPred, axis, dtype);
    }

    Settings withSparse(boolean yTrue, boolean yPred) {
      return new Settings(numClasses, targetClassIds, ignoreClass, yTrue, yPred, axis, dtype);
    }

    Settings withAxis(int other) {
      return new Settings(
          numClasses, targetClassIds, ignoreClass, sparseYTrue, sparseYPred, other, dtype);
    }

    Settings withDtype(String other) {
      return new Settings(
          numClasses, targetClassIds, ignoreClass, sparseYTrue, sparseYPred, axis, other);
    }

    /** These settings with what a config says, of those that the class has. */
    Settings with(Config config) {
      Integer ignored =
          config.get("ignore_class") == null ? null : config.requireInt("ignore_class");
      return withIgnored(ignored)
          .withSparse(
              config.getBoolean("sparse_y_true", sparseYTrue),
              config.getBoolean("sparse_y_pred", sparseYPred))
          .withAxis(config.getInt("axis", -1))
          .withDtype(config.getString("dtype", "int"));
    }
  }

  AbstractIoU(String name, Settings settings) {
    super(name);
    this.settings = settings;
  }

  abstract M with(String name, Settings settings);

  final Settings settings() {
    return settings;
  }

  @Override
  public final M name(String name) {
    return with(name, settings);
  }

  /**
   * The type that Keras counts in. Default: "int", in which weights lose their fractions; "float32"
   * keeps them.
   */
  public final M dtype(String dtype) {
    return with(name(), settings.withDtype(dtype));
  }

  /** What predictions are taken to be, by default themselves. */
  Value classesOf(Value yPred) {
    return yPred;
  }

  @Override
  public final void update(Sums sums, Value yTrue, Value yPred, Value sampleWeight) {
    Value y = whole(settings.sparseYTrue ? yTrue : yTrue.withAxisLast(settings.axis).argMax());
    Value p = settings.sparseYPred ? yPred : yPred.withAxisLast(settings.axis).argMax();
    LabelShapes.Matched matched = LabelShapes.same(y, whole(classesOf(p)));
    y = matched.yTrue();
    p = matched.yPred();
    Value known = isClass(y).mul(isClass(p));
    if (settings.ignoreClass != null) {
      known = known.mul(y.equal(settings.ignoreClass).neg().add(1));
    }
    Value cell = known.select(y.mul(settings.numClasses).add(p), -1);
    Value weights = y.like(1);
    if (sampleWeight != null) {
      Value given = LabelShapes.weights(sampleWeight, y.shape());
      weights = settings.dtype.contains("int") ? whole(given) : given;
    }
    sums.add(
        MATRIX,
        weights.broadcastTo(y.shape()).segmentSum(cell, settings.numClasses * settings.numClasses));
  }

  private Value isClass(Value number) {
    return number.greaterEqual(0).mul(number.less(settings.numClasses));
  }

  /** Cut off behind the point. */
  private static Value whole(Value x) {
    return x.unary(Unary.Kind.SIGN).mul(x.abs().unary(Unary.Kind.FLOOR));
  }

  @Override
  public final double result(Totals totals) {
    float[] matrix = totals.all(MATRIX);
    int classes = settings.numClasses;
    List<Integer> targets =
        settings.targetClassIds != null
            ? settings.targetClassIds
            : IntStream.range(0, classes).boxed().toList();
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
  public Config config() {
    return super.config().with("dtype", settings.dtype);
  }
}
