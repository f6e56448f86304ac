package io.github.markhor.split;

import io.github.markhor.config.Immutable;
import io.github.markhor.config.Require;
import io.github.markhor.source.ArraySource;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits samples into k parts, each of which validates once while the others train. Immutable. The
 * parts are those of <a
 * href="https://scikit-learn.org/stable/modules/generated/sklearn.model_selection.KFold.html">scikit-learn's
 * KFold</a>; shuffled, they have its sizes.
 *
 * <pre>{@code
 * for (Fold fold : KFold.of(5).shuffle(true).seed(1).split(x.shape().size(0))) {
 *   FitOptions options =
 *       FitOptions.defaults()
 *           .validationData(x.rows(fold.validation()), y.rows(fold.validation()));
 *   try (Model model = build()) {
 *     model.fit(x.rows(fold.train()), y.rows(fold.train()), options);
 *   }
 * }
 * }</pre>
 */
public final class KFold extends Immutable<KFold> {
  private final int splits;
  private boolean shuffle;
  private long seed;

  private KFold(int splits) {
    this.splits = splits;
  }

  /**
   * So many parts of neighbouring samples.
   *
   * @throws IllegalArgumentException if there are fewer than 2
   */
  public static KFold of(int splits) {
    return new KFold(checked(splits));
  }

  static int checked(int splits) {
    if (splits < 2) {
      throw new IllegalArgumentException("Expected at least 2 splits. Received: " + splits);
    }
    return splits;
  }

  /** Whether samples are shuffled before they are split; default false. */
  public KFold shuffle(boolean on) {
    return with(copy -> copy.shuffle = on);
  }

  /** What the shuffling follows from, beside the number of samples; default 0. */
  public KFold seed(long number) {
    return with(copy -> copy.seed = number);
  }

  /**
   * The folds of so many samples. Their sizes differ by one at most, the larger first.
   *
   * @throws IllegalArgumentException if there are fewer samples than splits
   */
  public List<Fold> split(int samples) {
    Require.positive("samples", samples);
    if (samples < splits) {
      throw new IllegalArgumentException(
          "Expected at least as many samples as splits, " + splits + ". Received: " + samples);
    }
    int[] order = shuffle ? ArraySource.permutation(samples, seed, 0) : null;
    int[] foldOf = new int[samples];
    int at = 0;
    for (int fold = 0; fold < splits; fold++) {
      int size = samples / splits + (fold < samples % splits ? 1 : 0);
      for (int i = 0; i < size; i++, at++) {
        foldOf[order == null ? at : order[at]] = fold;
      }
    }
    return folds(splits, foldOf);
  }

  static List<Fold> folds(int splits, int[] foldOf) {
    List<Fold> folds = new ArrayList<>();
    for (int fold = 0; fold < splits; fold++) {
      folds.add(Fold.of(fold, foldOf));
    }
    return folds;
  }
}
