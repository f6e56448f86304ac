package io.github.markhor.search;

import io.github.markhor.config.Require;
import io.github.markhor.text.Csv;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The finished trials of a search. */
public final class SearchResults {
  private final String objective;
  private final List<String> names;
  private final List<TrialResult> trials;
  private final Comparator<TrialResult> better;

  SearchResults(
      String objective,
      List<String> names,
      List<TrialResult> trials,
      Comparator<TrialResult> better) {
    this.objective = objective;
    this.names = names;
    this.trials = List.copyOf(trials);
    this.better = better;
  }

  /** The trials in the order in which they were run. */
  public List<TrialResult> trials() {
    return trials;
  }

  /**
   * The trials from the best to the worst. Where trials had different numbers of epochs, those of
   * the most come first, since the others were given up.
   */
  public List<TrialResult> ranking() {
    List<TrialResult> sorted = new ArrayList<>(trials);
    sorted.sort(
        Comparator.comparingInt((TrialResult result) -> -result.trial().epochs())
            .thenComparing(better));
    return sorted;
  }

  /** The first of {@link #ranking}. */
  public TrialResult best() {
    return ranking().get(0);
  }

  /** The settings of the best trial: Keras Tuner's {@code get_best_hyperparameters}. */
  public Settings bestSettings() {
    return best().trial().settings();
  }

  /** Writes {@link #ranking} as CSV: trial, epochs, each setting, the objective. */
  public void save(Path csv) {
    Require.notNull("csv", csv);
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows("%s")) {
      text.append(String.join(",", row.stream().map(Csv::field).toList())).append('\n');
    }
    try {
      if (csv.toAbsolutePath().getParent() != null) {
        Files.createDirectories(csv.toAbsolutePath().getParent());
      }
      Files.writeString(csv, text);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + csv + ": " + e, e);
    }
  }

  private List<List<String>> rows(String numbers) {
    List<List<String>> rows = new ArrayList<>();
    boolean hasEpochs = trials.stream().anyMatch(result -> result.trial().epochs() > 0);
    List<String> title = new ArrayList<>(List.of("trial"));
    if (hasEpochs) {
      title.add("epochs");
    }
    title.addAll(names);
    title.add(objective);
    rows.add(title);
    for (TrialResult result : ranking()) {
      List<String> row = new ArrayList<>(List.of(String.valueOf(result.trial().number())));
      if (hasEpochs) {
        row.add(String.valueOf(result.trial().epochs()));
      }
      names.forEach(name -> row.add(text(result.trial().settings().values().get(name), numbers)));
      row.add(text(result.score(), numbers));
      rows.add(row);
    }
    return rows;
  }

  private static String text(Object value, String numbers) {
    return value instanceof Double number
        ? String.format(Locale.ROOT, numbers, number)
        : String.valueOf(value);
  }

  /** A table of the trials, the best first: Keras Tuner's {@code results_summary}. */
  @Override
  public String toString() {
    List<List<String>> rows = rows("%.5g");
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      for (int column = 0; column < row.size(); column++) {
        int at = column;
        int width = rows.stream().mapToInt(one -> one.get(at).length()).max().orElse(0);
        String cell = row.get(column);
        text.append(" ".repeat(width - cell.length() + (column == 0 ? 0 : 2))).append(cell);
      }
      text.append('\n');
    }
    return text.toString();
  }
}
