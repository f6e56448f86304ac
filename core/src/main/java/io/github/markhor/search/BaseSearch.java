package io.github.markhor.search;

import io.github.markhor.History;
import io.github.markhor.Model;
import io.github.markhor.config.Immutable;
import io.github.markhor.config.Require;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * What searches have in common: an objective, a seed, a file of finished trials. The settings of
 * each trial follow from the seed and its number, so a search that was interrupted goes on where it
 * was, without a trial that has finished.
 *
 * @param <S> the class of the search
 */
public abstract class BaseSearch<S extends BaseSearch<S>> extends Immutable<S> {
  private final SearchSpace space;
  private String objective = "val_loss";
  private boolean rises;
  private long seed;
  private Path file;
  private Consumer<TrialResult> onTrialEnd = result -> {};

  BaseSearch(SearchSpace space) {
    this.space = Require.notNull("space", space);
  }

  private S set(Consumer<BaseSearch<S>> change) {
    return with(change::accept);
  }

  /** Searches the least value of a number of this name; by default {@code val_loss}. */
  public final S minimize(String name) {
    Require.notNull("objective", name);
    return set(
        copy -> {
          copy.objective = name;
          copy.rises = false;
        });
  }

  /** Searches the largest value of a number of this name, {@code val_accuracy} for example. */
  public final S maximize(String name) {
    Require.notNull("objective", name);
    return set(
        copy -> {
          copy.objective = name;
          copy.rises = true;
        });
  }

  /** What settings and the trials' seeds follow from; default 0. */
  public final S seed(long number) {
    return set(copy -> copy.seed = number);
  }

  /**
   * The JSON file that finished trials are kept in; a search of the same space, seed and numbers
   * that finds it goes on after them. By default nothing is kept.
   */
  public final S file(Path json) {
    Require.notNull("file", json);
    return set(copy -> copy.file = json);
  }

  /** Is told each trial that has finished, once it is in the file; by default none is told. */
  public final S onTrialEnd(Consumer<TrialResult> listener) {
    Require.notNull("onTrialEnd", listener);
    return set(copy -> copy.onTrialEnd = listener);
  }

  /**
   * Runs the trials.
   *
   * @param function trains with a trial's settings and gives the objective's value; what it throws
   *     ends the search, and the trials that have finished stay in the file
   * @throws IllegalStateException if the file is another search's
   */
  public final SearchResults run(ToDoubleFunction<Trial> function) {
    Require.notNull("function", function);
    Run run = new Run(function);
    search(run);
    return new SearchResults(objective, space.names(), run.results, better());
  }

  /**
   * Runs the trials: builds a model for each, fits it, takes the best value of the objective over
   * the epochs, and closes the model, which frees its memory. Keras Tuner's {@code search}.
   *
   * @param build makes a compiled model with a trial's settings
   * @param fit trains the model for a trial's epochs
   * @throws IllegalArgumentException if the histories lack the objective
   * @throws IllegalStateException if the file is another search's
   */
  public final SearchResults run(
      Function<Trial, Model> build, BiFunction<Model, Trial, History> fit) {
    Require.notNull("build", build);
    Require.notNull("fit", fit);
    return run(
        trial -> {
          try (Model model = build.apply(trial)) {
            Require.notNull("a model for each trial", model);
            History history = Require.notNull("a history for each trial", fit.apply(model, trial));
            return best(history.get(objective));
          }
        });
  }

  private double best(List<Double> values) {
    double best = Double.NaN;
    for (double value : values) {
      boolean isBetter = rises ? value > best : value < best;
      best = Double.isNaN(best) || isBetter ? value : best;
    }
    return best;
  }

  /** Runs all trials. */
  abstract void search(Run run);

  /** The numbers of the search, beside space, objective and seed. */
  abstract String numbers();

  final Comparator<TrialResult> better() {
    return (one, other) -> {
      boolean isFailed = Double.isNaN(one.score());
      if (isFailed || Double.isNaN(other.score())) {
        return Boolean.compare(isFailed, Double.isNaN(other.score()));
      }
      int order = Double.compare(one.score(), other.score());
      return rises ? -order : order;
    };
  }

  /** The trials of a search, as they finish. */
  final class Run {
    final List<TrialResult> results = new ArrayList<>();
    private final ToDoubleFunction<Trial> function;
    private final SearchFile kept;
    private final Map<Integer, Double> finished;

    private Run(ToDoubleFunction<Trial> function) {
      this.function = function;
      String direction = rises ? "largest " : "least ";
      this.kept =
          new SearchFile(
              file, numbers() + ", " + direction + objective + ", seed " + seed + ", of " + space);
      this.finished = kept.read();
    }

    /**
     * Runs a trial, or takes its result from the file.
     *
     * @param sample the number that the settings follow from
     */
    TrialResult trial(int sample, int epochs) {
      int number = results.size();
      Trial trial = new Trial(number, space.sample(seed, sample), epochs, seed * 31 + sample);
      Double score = finished.get(number);
      double value = score == null ? function.applyAsDouble(trial) : score;
      // An infinite loss is a training that failed, in whichever direction the objective goes.
      TrialResult result = new TrialResult(trial, Double.isFinite(value) ? value : Double.NaN);
      results.add(result);
      if (score == null) {
        kept.write(results);
        onTrialEnd.accept(result);
      }
      return result;
    }
  }
}
