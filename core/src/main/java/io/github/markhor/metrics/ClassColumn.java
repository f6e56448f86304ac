package io.github.markhor.metrics;

import io.github.markhor.graph.Value;
import io.github.markhor.losses.LabelShapes;

/** One class's column of labels and predictions, whose classes lie along the last axis. */
final class ClassColumn {
  private ClassColumn() {}

  /**
   * Cuts a column out; it keeps the axis.
   *
   * @param classId the class, or null for all of them
   */
  static LabelShapes.Matched of(LabelShapes.Matched matched, Integer classId) {
    if (classId == null) {
      return matched;
    }
    Value yPred = matched.yPred();
    int classes = yPred.shape().rank() < 2 ? 0 : yPred.shape().size(-1);
    if (classId >= classes) {
      throw new IllegalArgumentException(
          "Expected predictions of shape (n, classes) with more classes than classId="
              + classId
              + ". Received: "
              + yPred.shape());
    }
    Value hot = yPred.like(classId).oneHot(classes);
    return new LabelShapes.Matched(cut(matched.yTrue(), hot), cut(yPred, hot));
  }

  private static Value cut(Value value, Value hot) {
    return hot.select(value, 0).sumKeeping(-1);
  }

  static Integer check(Integer classId) {
    if (classId != null && classId < 0) {
      throw new IllegalArgumentException(
          "Expected a class number of at least 0, or null for all. Received: classId=" + classId);
    }
    return classId;
  }
}
