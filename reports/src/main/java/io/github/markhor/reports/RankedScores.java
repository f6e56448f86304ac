package io.github.markhor.reports;

import java.util.Arrays;

/**
 * Scores from the largest down, with the numbers of positive and negative samples at each and
 * above: equal scores are one threshold. What ROC and precision-recall curves are made from.
 */
final class RankedScores {
  final double[] thresholds;
  final int[] truePositives;
  final int[] falsePositives;

  RankedScores(boolean[] truths, double[] scores) {
    if (truths.length != scores.length) {
      throw new IllegalArgumentException(
          "Expected a score for each of " + truths.length + " truths. Received: " + scores.length);
    }
    Integer[] order = new Integer[scores.length];
    for (int i = 0; i < order.length; i++) {
      if (!Double.isFinite(scores[i])) {
        throw new IllegalArgumentException(
            "Expected finite scores. Received: " + scores[i] + " for sample " + i);
      }
      order[i] = i;
    }
    Arrays.sort(order, (a, b) -> Double.compare(scores[b], scores[a]));
    double[] at = new double[order.length];
    int[] positives = new int[order.length];
    int[] negatives = new int[order.length];
    int count = 0;
    int positive = 0;
    for (int i = 0; i < order.length; i++) {
      positive += truths[order[i]] ? 1 : 0;
      boolean last = i + 1 == order.length || scores[order[i + 1]] != scores[order[i]];
      if (last) {
        at[count] = scores[order[i]];
        positives[count] = positive;
        negatives[count] = i + 1 - positive;
        count++;
      }
    }
    thresholds = Arrays.copyOf(at, count);
    truePositives = Arrays.copyOf(positives, count);
    falsePositives = Arrays.copyOf(negatives, count);
  }

  int positives() {
    return truePositives.length == 0 ? 0 : truePositives[truePositives.length - 1];
  }

  int negatives() {
    return falsePositives.length == 0 ? 0 : falsePositives[falsePositives.length - 1];
  }
}
