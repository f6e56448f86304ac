package io.github.markhor.search;

import io.github.markhor.config.Require;

/**
 * Tries settings that are drawn at random, each independently: Bergstra and Bengio, "Random Search
 * for Hyper-Parameter Optimization" (2012). Keras Tuner's {@code RandomSearch}.
 *
 * <pre>{@code
 * SearchResults results =
 *     RandomSearch.of(space).maxTrials(20).maximize("val_accuracy").seed(1)
 *         .file(Path.of("search.json"))
 *         .run(trial -> build(trial.settings()), (model, trial) -> model.fit(train, options));
 * System.out.println(results);
 * }</pre>
 */
public final class RandomSearch extends BaseSearch<RandomSearch> {
  private int maxTrials = 10;

  private RandomSearch(SearchSpace space) {
    super(space);
  }

  /** Ten trials of a space. */
  public static RandomSearch of(SearchSpace space) {
    return new RandomSearch(space);
  }

  /** The number of trials; default 10. A search that is kept in a file may go on with more. */
  public RandomSearch maxTrials(int trials) {
    Require.positive("maxTrials", trials);
    return with(copy -> copy.maxTrials = trials);
  }

  @Override
  void search(Run run) {
    for (int number = 0; number < maxTrials; number++) {
      run.trial(number, 0);
    }
  }

  @Override
  String numbers() {
    return "random search";
  }
}
