package io.github.markhor.split;

import io.github.markhor.config.Immutable;
import io.github.markhor.config.Require;
import io.github.markhor.source.ArraySource;
import io.github.markhor.source.BatchSource;
import io.github.markhor.source.Labels;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Splits samples into k parts that hold each class in the same share, as near as whole samples
 * allow; each part validates once while the others train. Immutable. The parts are those of <a
 * href="https://scikit-learn.org/stable/modules/generated/sklearn.model_selection.StratifiedKFold.html">scikit-learn's
 * StratifiedKFold</a>; shuffled, they have as many samples of each class as its parts.
 *
 * <pre>{@code
 * int[] classes = generator.flowFromDirectory(folder, flow).classes();
 * for (Fold fold : StratifiedKFold.of(5).shuffle(true).seed(1).split(classes)) {
 *   var train = augmenting.flowFromDirectory(folder, flow.samples(fold.train()));
 *   var validation = generator.flowFromDirectory(folder, flow.samples(fold.validation()));
 * }
 * }</pre>
 */
public final class StratifiedKFold extends Immutable<StratifiedKFold> {
  private final int splits;
  private boolean shuffle;
  private long seed;

  private StratifiedKFold(int splits) {
    this.splits = splits;
  }

  /**
   * So many parts, for which the samples of each class are taken as they come.
   *
   * @throws IllegalArgumentException if there are fewer than 2
   */
  public static StratifiedKFold of(int splits) {
    return new StratifiedKFold(KFold.checked(splits));
  }

  /** Whether the samples of each class are shuffled before they are split; default false. */
  public StratifiedKFold shuffle(boolean on) {
    return with(copy -> copy.shuffle = on);
  }

  /** What the shuffling follows from, beside the classes; default 0. */
  public StratifiedKFold seed(long number) {
    return with(copy -> copy.seed = number);
  }

  /**
   * The folds of samples of these classes, as {@link BatchSource#classes} and {@link
   * Labels#classes} give them.
   *
   * @throws IllegalArgumentException if no class has as many samples as there are splits
   */
  public List<Fold> split(int... classes) {
    Require.notNull("classes", classes);
    int[] numbers = byAppearance(classes);
    int[] counts = counts(numbers);
    if (Arrays.stream(counts).allMatch(count -> count < splits)) {
      throw new IllegalArgumentException(
          "Expected a class of at least as many samples as splits, "
              + splits
              + ". Received: "
              + Arrays.stream(counts).max().orElse(0)
              + " samples of the largest class");
    }
    int[] foldOf = new int[classes.length];
    int before = 0;
    for (int number = 0; number < counts.length; number++) {
      int[] folds = folds(before, counts[number]);
      int[] order = shuffle ? ArraySource.permutation(folds.length, seed, number) : null;
      int at = 0;
      for (int i = 0; i < numbers.length; i++) {
        if (numbers[i] == number) {
          foldOf[i] = folds[order == null ? at : order[at]];
          at++;
        }
      }
      before += counts[number];
    }
    return KFold.folds(splits, foldOf);
  }

  /** The folds of a class's samples, ascending: those that lie sorted are dealt in turn. */
  private int[] folds(int before, int count) {
    int[] folds = new int[count];
    for (int i = 0; i < count; i++) {
      folds[i] = (before + i) % splits;
    }
    Arrays.sort(folds);
    return folds;
  }

  /** Classes numbered in the order in which they come first. */
  private static int[] byAppearance(int[] classes) {
    Map<Integer, Integer> numbers = new LinkedHashMap<>();
    return Arrays.stream(classes)
        .map(one -> numbers.computeIfAbsent(one, unused -> numbers.size()))
        .toArray();
  }

  private static int[] counts(int[] numbers) {
    int[] counts = new int[Arrays.stream(numbers).max().orElse(-1) + 1];
    for (int number : numbers) {
      counts[number]++;
    }
    return counts;
  }
}
