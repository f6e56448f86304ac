package io.github.markhor.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.CompileOptions;
import io.github.markhor.FitOptions;
import io.github.markhor.History;
import io.github.markhor.Model;
import io.github.markhor.ModelOptions;
import io.github.markhor.Sequential;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Input;
import io.github.markhor.losses.CategoricalCrossentropy;
import io.github.markhor.losses.Loss;
import io.github.markhor.losses.SparseCategoricalCrossentropy;
import io.github.markhor.optimizers.Adam;
import io.github.markhor.search.RandomSearch;
import io.github.markhor.search.SearchResults;
import io.github.markhor.search.SearchSpace;
import io.github.markhor.search.SuccessiveHalving;
import io.github.markhor.search.Trial;
import io.github.markhor.source.ArraySource;
import io.github.markhor.source.BatchSource;
import io.github.markhor.source.Labels;
import io.github.markhor.split.Fold;
import io.github.markhor.split.StratifiedKFold;
import io.github.markhor.tensor.HostMemory;
import io.github.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cross-validation, mixed samples and searches with models that train. */
final class FoldsAndSearchTest {
  private static final int[] CLASSES = new int[36];
  private static final Tensor X = Tensor.zeros(36, 2);
  private static final Tensor Y;

  static {
    for (int i = 0; i < 36; i++) {
      CLASSES[i] = i % 3;
      X.buffer().put(2 * i, (float) (Math.cos(2.1 * CLASSES[i]) + 0.2 * Math.sin(i * 1.7)));
      X.buffer().put(2 * i + 1, (float) (Math.sin(2.1 * CLASSES[i]) + 0.2 * Math.cos(i * 2.9)));
    }
    Y = Labels.toCategorical(CLASSES, 3);
  }

  private static Model model(double rate, Loss loss) {
    Sequential model =
        Sequential.of(
            ModelOptions.defaults().seed(5),
            Input.of(2),
            Dense.of(8).activation("tanh").name("hidden"),
            Dense.of(3).activation("softmax"));
    model.compile(Adam.of(rate), loss, CompileOptions.defaults().metrics("accuracy"));
    return model;
  }

  private static FitOptions epochs(int count) {
    return FitOptions.defaults().epochs(count).batchSize(6).verbose(0);
  }

  @Test
  void eachFoldTrainsOnTheOthersWithoutCopiesByHand() {
    List<Double> accuracies = new ArrayList<>();
    for (Fold fold : StratifiedKFold.of(3).shuffle(true).seed(1).split(CLASSES)) {
      int[] held = fold.validation();
      try (Model model = model(0.05, CategoricalCrossentropy.of())) {
        FitOptions options = epochs(12).validationData(X.rows(held), Y.rows(held));
        History history = model.fit(X.rows(fold.train()), Y.rows(fold.train()), options);
        accuracies.add(history.get("val_accuracy").get(11));
        assertEquals(
            history.get("val_accuracy").get(11),
            model.evaluate(X.rows(held), Y.rows(held)).get("accuracy"),
            1e-6);
      }
    }
    assertTrue(accuracies.stream().allMatch(accuracy -> accuracy > 0.9), accuracies.toString());
  }

  @Test
  void aModelLearnsFromMixedSamplesAndIsLessSure() {
    double[] largest = new double[2];
    for (int mixes = 0; mixes < 2; mixes++) {
      BatchSource plain = ArraySource.shuffled(X, Y, null, 6, 3);
      BatchSource source = mixes == 1 ? BatchSource.mixUp(plain, 1, 8) : plain;
      try (Model model = model(0.05, CategoricalCrossentropy.of())) {
        model.fit(source, epochs(30));
        assertTrue(model.evaluate(X, Y).get("accuracy") > 0.9);
        largest[mixes] = model.predict(X).max(-1).mean();
      }
    }
    double doubt = 1 - largest[0];
    assertTrue(1 - largest[1] > 10 * doubt, largest[0] + " and mixed " + largest[1]);
  }

  @Test
  void classNumbersThatWereMixedTrainNoSoftmax() {
    Tensor labels = Tensor.ofLabels(CLASSES).map(label -> label == 2 ? 1 : label);
    BatchSource mixed = BatchSource.mixUp(ArraySource.inOrder(X, labels, null, 6), 1, 8);
    try (Model model = model(0.05, SparseCategoricalCrossentropy.of())) {
      assertThrows(IllegalArgumentException.class, () -> model.fit(mixed, epochs(1)));
    }
  }

  @Test
  void aLayersResultsOfAShuffledSourceLieInTheSamplesOrder() {
    try (Model model = model(0.05, CategoricalCrossentropy.of())) {
      Tensor expected = model.output("hidden").predict(X);
      Tensor found = model.output("hidden").predict(ArraySource.shuffled(X, Y, null, 7, 3));
      assertEquals(expected.shape(), found.shape());
      assertArrayEquals(expected.toArray(), found.toArray(), 1e-6f);
    }
  }

  @Test
  void aSearchClosesItsModelsAndRanksThem() {
    SearchSpace space = SearchSpace.empty().logUniform("rate", 1e-5, 0.1);
    long before = HostMemory.liveBytes();
    SearchResults results =
        RandomSearch.of(space)
            .maxTrials(5)
            .seed(2)
            .minimize("val_loss")
            .run(FoldsAndSearchTest::build, (model, trial) -> fit(model, 4));
    assertEquals(before, HostMemory.liveBytes());
    double best = results.bestSettings().getDouble("rate");
    double worst = results.ranking().get(4).trial().settings().getDouble("rate");
    assertTrue(best > worst, "four epochs learn little at a small rate: " + results);
    SearchResults halved =
        SuccessiveHalving.of(space, 4)
            .epochs(1, 4)
            .factor(2)
            .maximize("val_accuracy")
            .run(FoldsAndSearchTest::build, (model, trial) -> fit(model, trial.epochs()));
    assertEquals(4 + 2 + 1, halved.trials().size());
    assertEquals(4, halved.best().trial().epochs());
    assertEquals(before, HostMemory.liveBytes());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            RandomSearch.of(space)
                .minimize("val_los")
                .run(FoldsAndSearchTest::build, (model, trial) -> fit(model, 1)));
    assertEquals(before, HostMemory.liveBytes());
  }

  private static Model build(Trial trial) {
    return model(trial.settings().getDouble("rate"), CategoricalCrossentropy.of());
  }

  private static History fit(Model model, int epochs) {
    return model.fit(X, Y, epochs(epochs).validationData(X, Y));
  }
}
