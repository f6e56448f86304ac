package io.github.markhor.search;

import io.github.markhor.config.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Tries many settings for few epochs, then the best of them for more, and so on: Jamieson and
 * Talwalkar, "Non-stochastic Best Arm Identification and Hyperparameter Optimization" (2016). Each
 * round keeps one in {@code factor} and gives it {@code factor} times the epochs, with the numbers
 * of <a
 * href="https://scikit-learn.org/stable/modules/generated/sklearn.model_selection.HalvingRandomSearchCV.html">scikit-learn's
 * HalvingRandomSearchCV</a>. Each round trains from the beginning.
 */
public final class SuccessiveHalving extends BaseSearch<SuccessiveHalving> {
  private final int candidates;
  private int minEpochs = 1;
  private int maxEpochs = 27;
  private double factor = 3;

  private SuccessiveHalving(SearchSpace space, int candidates) {
    super(space);
    this.candidates = candidates;
  }

  /** So many settings of a space in the first round, from 1 epoch to 27 at most. */
  public static SuccessiveHalving of(SearchSpace space, int candidates) {
    Require.positive("candidates", candidates);
    return new SuccessiveHalving(space, candidates);
  }

  /** The epochs of the first round, and the most that a round may have; default 1 and 27. */
  public SuccessiveHalving epochs(int min, int max) {
    Require.positive("min", min);
    if (max < min) {
      throw new IllegalArgumentException(
          "Expected at least as many epochs at most as at first. Received: min="
              + min
              + ", max="
              + max);
    }
    return with(
        copy -> {
          copy.minEpochs = min;
          copy.maxEpochs = max;
        });
  }

  /** Of how many settings one is kept, for so many times the epochs; above 1, default 3. */
  public SuccessiveHalving factor(double number) {
    if (!(number > 1) || !Double.isFinite(number)) {
      throw new IllegalArgumentException(
          "Expected a finite factor above 1. Received: factor=" + number);
    }
    return with(copy -> copy.factor = number);
  }

  @Override
  void search(Run run) {
    List<Integer> samples = IntStream.range(0, candidates).boxed().toList();
    int rounds = rounds();
    for (int round = 0; round < rounds; round++) {
      int epochs = (int) Math.min(maxEpochs, minEpochs * Math.pow(factor, round));
      List<TrialResult> results = new ArrayList<>();
      for (int sample : samples) {
        results.add(run.trial(sample, epochs));
      }
      List<Integer> before = samples;
      samples =
          IntStream.range(0, results.size())
              .boxed()
              .sorted((one, other) -> better().compare(results.get(one), results.get(other)))
              .limit((long) Math.ceil(samples.size() / factor))
              .map(before::get)
              .toList();
    }
  }

  /** As many as the epochs allow, and as are needed to keep fewer than the factor. */
  private int rounds() {
    int possible = 1 + logarithm((double) maxEpochs / minEpochs);
    int needed = 1 + logarithm(candidates);
    return Math.min(possible, needed);
  }

  /** The largest power of the factor that is no more than a number. */
  private int logarithm(double number) {
    int power = 0;
    while (Math.pow(factor, power + 1) <= number * (1 + 1e-12)) {
      power++;
    }
    return power;
  }

  @Override
  String numbers() {
    return "successive halving of "
        + candidates
        + ", "
        + minEpochs
        + " to "
        + maxEpochs
        + " epochs, factor "
        + factor;
  }
}
