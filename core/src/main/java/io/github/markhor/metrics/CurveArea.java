package io.github.markhor.metrics;

/** The area under a curve through one point for each threshold. */
final class CurveArea {
  private CurveArea() {}

  /** The area under one of {@link AUC}'s curves. */
  static double of(Thresholds.Counts counts, AUC.Curve curve, AUC.SummationMethod method) {
    if (curve == AUC.Curve.PR && method == AUC.SummationMethod.INTERPOLATION) {
      return interpolatedPrecision(counts);
    }
    double area = 0;
    for (int i = 0; i + 1 < counts.size(); i++) {
      double left = y(counts, curve, i);
      double right = y(counts, curve, i + 1);
      double height =
          switch (method) {
            case INTERPOLATION -> (left + right) / 2;
            case MAJORING -> Math.max(left, right);
            case MINORING -> Math.min(left, right);
          };
      area += (x(counts, curve, i) - x(counts, curve, i + 1)) * height;
    }
    return area;
  }

  private static double x(Thresholds.Counts counts, AUC.Curve curve, int i) {
    return switch (curve) {
      case ROC -> AbstractMetric.quotient(counts.fp()[i], counts.fp()[i] + counts.tn()[i]);
      case PR -> counts.recall(i);
      case PRGAIN ->
          counts.tp()[i] == 0
              ? 0
              : Math.max(0, 1 - odds(counts, i) * counts.fn()[i] / counts.tp()[i]);
    };
  }

  private static double y(Thresholds.Counts counts, AUC.Curve curve, int i) {
    return switch (curve) {
      case ROC -> counts.recall(i);
      case PR -> counts.precision(i);
      case PRGAIN ->
          counts.tp()[i] == 0 ? 1 : 1 - odds(counts, i) * counts.fp()[i] / counts.tp()[i];
    };
  }

  /** The number of labels that are yes over the number that are no. */
  private static double odds(Thresholds.Counts counts, int i) {
    return AbstractMetric.quotient(
        counts.tp()[i] + counts.fn()[i], counts.tn()[i] + counts.fp()[i]);
  }

  /**
   * The area under the PR curve if true and false positives both grow evenly between two
   * thresholds, so that precision does not follow a straight line.
   */
  private static double interpolatedPrecision(Thresholds.Counts counts) {
    double area = 0;
    for (int i = 0; i + 1 < counts.size(); i++) {
      double tp = counts.tp()[i + 1];
      double predicted = tp + counts.fp()[i + 1];
      double predictedBefore = counts.tp()[i] + counts.fp()[i];
      double growth = counts.tp()[i] - tp;
      double slope = AbstractMetric.quotient(growth, Math.max(predictedBefore - predicted, 0));
      double intercept = tp - slope * predicted;
      double ratio = predictedBefore > 0 && predicted > 0 ? predictedBefore / predicted : 1;
      double part = slope * (growth + intercept * Math.log(ratio));
      area += AbstractMetric.quotient(part, Math.max(tp + counts.fn()[i + 1], 0));
    }
    return area;
  }
}
