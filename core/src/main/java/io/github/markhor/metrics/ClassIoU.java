package io.github.markhor.metrics;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import java.util.List;

/**
 * Intersection over union of classes by number: labels and predictions are class numbers (sparse)
 * or have a score for each class along an axis, the largest of which counts.
 */
abstract class ClassIoU<M extends ClassIoU<M>> extends AbstractIoU<M> {
  private final boolean oneHot;
  private Integer ignoreClass;
  private boolean sparseYTrue;
  private boolean sparseYPred;
  private int axis = -1;

  /**
   * For so many classes.
   *
   * @param oneHot whether labels always have scores; else they are class numbers by default
   */
  ClassIoU(String name, int numClasses, List<Integer> targetClassIds, boolean oneHot) {
    super(name, numClasses, targetClassIds);
    this.oneHot = oneHot;
    sparseYTrue = !oneHot;
    sparseYPred = !oneHot;
  }

  /** A label whose elements are left out. Default: null, for none. */
  public final M ignoreClass(Integer ignoreClass) {
    return with(copy -> ((ClassIoU<?>) copy).ignoreClass = ignoreClass);
  }

  /**
   * Whether predictions are class numbers, not scores along the axis. Default: true, but false for
   * the metrics of one-hot labels.
   */
  public final M sparseYPred(boolean sparseYPred) {
    return with(copy -> ((ClassIoU<?>) copy).sparseYPred = sparseYPred);
  }

  /** The axis of the scores; default -1. */
  public final M axis(int axis) {
    return with(copy -> ((ClassIoU<?>) copy).axis = axis);
  }

  final M withSparseLabels(boolean sparse) {
    return with(copy -> ((ClassIoU<?>) copy).sparseYTrue = sparse);
  }

  final M configured(Config config) {
    return withSparseLabels(!oneHot && config.getBoolean("sparse_y_true", true))
        .ignoreClass(config.getInt("ignore_class"))
        .sparseYPred(config.getBoolean("sparse_y_pred", sparseYPred))
        .axis(config.getInt("axis", axis))
        .commonConfigured(config);
  }

  @Override
  final Integer ignoredClass() {
    return ignoreClass;
  }

  @Override
  final Value classesOfLabels(Value yTrue) {
    return sparseYTrue ? yTrue : yTrue.withAxisLast(axis).argMax();
  }

  @Override
  final Value classesOfPredictions(Value yPred) {
    return sparseYPred ? yPred : yPred.withAxisLast(axis).argMax();
  }

  @Override
  public final Config config() {
    Config config = super.config().with("num_classes", numClasses());
    if (targetClassIds() != null) {
      config.with("target_class_ids", targetClassIds());
    }
    config.with("ignore_class", ignoreClass);
    if (!oneHot) {
      config.with("sparse_y_true", sparseYTrue);
    }
    return config.with("sparse_y_pred", sparseYPred).with("axis", axis);
  }
}
