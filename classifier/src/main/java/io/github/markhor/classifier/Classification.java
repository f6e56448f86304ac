package io.github.markhor.classifier;

import io.github.markhor.config.Require;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a classifier says of one picture.
 *
 * @param scores of all classes, the likeliest first; of equal probability in the classes' order
 */
public record Classification(List<Score> scores) {
  /**
   * The probability of one class.
   *
   * @param probability from 0 to 1
   */
  public record Score(String name, double probability) {}

  public Classification {
    List<Score> sorted = new ArrayList<>(Require.noneNull("scores", scores));
    if (sorted.isEmpty()) {
      throw new IllegalArgumentException("Expected at least one class. Received: none");
    }
    sorted.sort(Comparator.comparingDouble((Score score) -> -score.probability()));
    scores = List.copyOf(sorted);
  }

  /** The likeliest class. */
  public Score best() {
    return scores.get(0);
  }

  /** The likeliest classes, as many as wanted or as there are. */
  public List<Score> top(int most) {
    if (most < 0) {
      throw new IllegalArgumentException("Expected at least 0 classes. Received: most=" + most);
    }
    return scores.subList(0, Math.min(most, scores.size()));
  }
}
