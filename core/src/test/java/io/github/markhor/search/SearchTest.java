package io.github.markhor.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {
  private static final SearchSpace SPACE =
      SearchSpace.empty()
          .uniform("dropout", 0.2, 0.6)
          .logUniform("rate", 1e-4, 1e-1)
          .integers("units", 64, 250, 64)
          .choice("optimizer", "adam", "rmsprop", "sgd");

  @TempDir Path folder;

  private static double error(Trial trial) {
    return Math.abs(trial.settings().getDouble("dropout") - 0.35);
  }

  @Test
  void drawsFromTheWholeSpaceAndNothingElse() {
    TreeSet<Object> units = new TreeSet<>();
    TreeSet<Object> optimizers = new TreeSet<>();
    int small = 0;
    double sum = 0;
    for (int trial = 0; trial < 3000; trial++) {
      Settings settings = SPACE.sample(9, trial);
      units.add(settings.getInt("units"));
      optimizers.add(settings.getString("optimizer"));
      double dropout = settings.getDouble("dropout");
      assertTrue(dropout >= 0.2 && dropout < 0.6);
      sum += dropout;
      double rate = settings.getDouble("rate");
      assertTrue(rate >= 1e-4 && rate <= 1e-1);
      small += rate < 1e-3 ? 1 : 0;
    }
    assertEquals(new TreeSet<Object>(List.of(64, 128, 192)), units);
    assertEquals(new TreeSet<Object>(List.of("adam", "rmsprop", "sgd")), optimizers);
    assertEquals(0.4, sum / 3000, 0.01);
    assertEquals(1000, small, 80, "each power of ten is as likely");
  }

  @Test
  void settingsFollowFromSeedAndTrial() {
    assertEquals(SPACE.sample(3, 5).values(), SPACE.sample(3, 5).values());
    assertFalse(SPACE.sample(3, 5).values().equals(SPACE.sample(4, 5).values()));
    assertFalse(SPACE.sample(3, 5).values().equals(SPACE.sample(3, 6).values()));
  }

  @Test
  void randomSearchFindsTheBest() {
    SearchResults results = RandomSearch.of(SPACE).maxTrials(30).seed(2).run(SearchTest::error);
    assertEquals(30, results.trials().size());
    assertEquals(
        results.trials().stream().mapToDouble(TrialResult::score).min().orElseThrow(),
        results.best().score());
    assertTrue(results.best().score() < 0.03);
    SearchResults largest =
        RandomSearch.of(SPACE).maxTrials(30).seed(2).maximize("x").run(SearchTest::error);
    assertEquals(
        results.trials().stream().mapToDouble(TrialResult::score).max().orElseThrow(),
        largest.best().score());
  }

  @Test
  void aFailedTrialIsTheWorstEitherWay() {
    for (RandomSearch search :
        List.of(RandomSearch.of(SPACE), RandomSearch.of(SPACE).maximize("accuracy"))) {
      SearchResults results =
          search
              .maxTrials(4)
              .run(
                  t ->
                      t.number() == 1
                          ? Double.POSITIVE_INFINITY
                          : t.number() == 2 ? Double.NaN : 7);
      assertEquals(7, results.best().score());
      assertTrue(Double.isNaN(results.ranking().get(3).score()));
    }
  }

  @Test
  void anInterruptedSearchGoesOnWithoutWhatHasFinished() throws IOException {
    Path file = folder.resolve("deep/search.json");
    RandomSearch search = RandomSearch.of(SPACE).maxTrials(6).seed(5).file(file);
    List<Integer> run = new ArrayList<>();
    assertThrows(
        IllegalStateException.class,
        () ->
            search.run(
                trial -> {
                  if (trial.number() == 3) {
                    throw new IllegalStateException("the power failed");
                  }
                  run.add(trial.number());
                  return trial.number() == 1 ? Double.NaN : error(trial);
                }));
    assertEquals(List.of(0, 1, 2), run);
    SearchResults results =
        search.run(
            trial -> {
              run.add(trial.number());
              return error(trial);
            });
    assertEquals(List.of(0, 1, 2, 3, 4, 5), run);
    assertTrue(Double.isNaN(results.trials().get(1).score()));
    SearchResults whole = RandomSearch.of(SPACE).maxTrials(6).seed(5).run(SearchTest::error);
    for (int i : new int[] {0, 2, 3, 4, 5}) {
      assertEquals(whole.trials().get(i).score(), results.trials().get(i).score());
      assertEquals(whole.trials().get(i).trial().seed(), results.trials().get(i).trial().seed());
    }
    assertEquals(8, search.maxTrials(8).run(SearchTest::error).trials().size());
    String kept = Files.readString(file);
    assertThrows(IllegalStateException.class, () -> search.seed(6).run(SearchTest::error));
    Files.writeString(file, "{}");
    assertThrows(IllegalStateException.class, () -> search.run(SearchTest::error));
    assertTrue(kept.contains("\"optimizer\""));
    try (var entries = Files.list(file.getParent())) {
      assertEquals(1, entries.count());
    }
  }

  /** The rounds of scikit-learn's HalvingRandomSearchCV, n_candidates_ and n_resources_. */
  @Test
  void halvesAsScikitLearnDoes() {
    assertEquals("{1=9, 3=3, 9=1}", rounds(9, 1, 9, 3));
    assertEquals("{2=20, 4=10, 8=5, 16=3}", rounds(20, 2, 16, 2));
    assertEquals("{1=10, 3=4, 9=2}", rounds(10, 1, 100, 3));
    assertEquals("{4=27, 12=9}", rounds(27, 4, 12, 3));
    assertEquals("{3=5, 12=2}", rounds(5, 3, 30, 4));
    assertEquals("{1=8, 2=4, 6=2}", rounds(8, 1, 20, 2.5));
  }

  private static String rounds(int candidates, int min, int max, double factor) {
    Map<Integer, Integer> counts = new LinkedHashMap<>();
    SuccessiveHalving.of(SPACE, candidates)
        .epochs(min, max)
        .factor(factor)
        .run(
            trial -> {
              counts.merge(trial.epochs(), 1, Integer::sum);
              return error(trial);
            });
    return counts.toString();
  }

  @Test
  void halvingKeepsTheBestAndGoesOnAfterAnInterruption() {
    Path file = folder.resolve("halving.json");
    SuccessiveHalving search = SuccessiveHalving.of(SPACE, 9).epochs(1, 9).seed(4).file(file);
    int[] runs = new int[1];
    assertThrows(
        IllegalStateException.class,
        () ->
            search.run(
                trial -> {
                  if (trial.number() == 10) {
                    throw new IllegalStateException();
                  }
                  runs[0]++;
                  return error(trial);
                }));
    SearchResults results =
        search.run(
            trial -> {
              runs[0]++;
              return error(trial);
            });
    assertEquals(13, runs[0]);
    assertEquals(9, results.best().trial().epochs());
    double least = results.trials().stream().mapToDouble(TrialResult::score).min().orElseThrow();
    assertEquals(least, results.best().score());
    TrialResult first =
        results.trials().stream().filter(one -> one.score() == least).findFirst().orElseThrow();
    assertEquals(first.trial().seed(), results.best().trial().seed());
  }

  @Test
  void showsATable() throws IOException {
    SearchSpace space = SearchSpace.empty().choice("units", 8, 16).choice("name", "a,b");
    SearchResults results =
        RandomSearch.of(space).maxTrials(2).seed(1).run(trial -> 0.5 - trial.number());
    String[] lines = results.toString().split("\n");
    assertEquals("trial   units  name  val_loss", lines[0]);
    assertTrue(lines[1].startsWith("    1") && lines[1].endsWith("  a,b  -0.50000"), lines[1]);
    results.save(folder.resolve("table.csv"));
    List<String> csv = Files.readAllLines(folder.resolve("table.csv"));
    assertEquals("trial,units,name,val_loss", csv.get(0));
    assertTrue(csv.get(2).endsWith(",\"a,b\",0.5"), csv.get(2));
  }

  @Test
  void refusesWhatCannotBe() {
    SearchSpace empty = SearchSpace.empty();
    assertThrows(IllegalArgumentException.class, () -> empty.uniform("a", 2, 1));
    double most = Double.MAX_VALUE;
    assertThrows(IllegalArgumentException.class, () -> empty.uniform("a", -most, most));
    assertThrows(IllegalArgumentException.class, () -> empty.uniform(" ", 0, 1));
    assertThrows(IllegalArgumentException.class, () -> empty.choice("a", 1, Double.NaN));
    assertThrows(NullPointerException.class, () -> empty.choice("a", "b", null));
    assertThrows(IllegalArgumentException.class, () -> empty.logUniform("a", 0, 1));
    assertThrows(IllegalArgumentException.class, () -> empty.choice("a", new String[0]));
    assertThrows(IllegalArgumentException.class, () -> SPACE.uniform("rate", 0, 1));
    Settings settings = SPACE.sample(0, 0);
    assertThrows(IllegalArgumentException.class, () -> settings.getDouble("rates"));
    assertThrows(IllegalArgumentException.class, () -> settings.getInt("rate"));
    assertThrows(IllegalArgumentException.class, () -> settings.getDouble("optimizer"));
    assertThrows(IllegalArgumentException.class, () -> settings.getString("rate"));
    assertThrows(IllegalArgumentException.class, () -> RandomSearch.of(SPACE).maxTrials(0));
  }
}
