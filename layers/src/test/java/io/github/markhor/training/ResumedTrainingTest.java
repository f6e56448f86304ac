package io.github.markhor.training;

import static io.github.markhor.layers.Activations.SOFTMAX;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.CompileOptions;
import io.github.markhor.FitOptions;
import io.github.markhor.History;
import io.github.markhor.Model;
import io.github.markhor.ModelOptions;
import io.github.markhor.Sequential;
import io.github.markhor.callbacks.BackupAndRestore;
import io.github.markhor.callbacks.CSVLogger;
import io.github.markhor.callbacks.Callback;
import io.github.markhor.callbacks.CallbackState;
import io.github.markhor.callbacks.EarlyStopping;
import io.github.markhor.callbacks.LearningRateScheduler;
import io.github.markhor.callbacks.ModelCheckpoint;
import io.github.markhor.callbacks.ReduceLROnPlateau;
import io.github.markhor.callbacks.SwapEMAWeights;
import io.github.markhor.file.ModelFileException;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Dropout;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.Input;
import io.github.markhor.losses.CategoricalCrossentropy;
import io.github.markhor.losses.Loss;
import io.github.markhor.losses.MeanSquaredError;
import io.github.markhor.optimizers.Adam;
import io.github.markhor.optimizers.Optimizer;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.testing.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever moment a training is killed at, its logs, files and decisions become the same. */
class ResumedTrainingTest {
  private static final int SAMPLES = 50;
  private static final int EPOCHS = 6;

  @TempDir Path folder;

  private static Sequential model(Optimizer optimizer, Loss loss, String... metrics) {
    Sequential model =
        Sequential.of(
            ModelOptions.defaults().seed(7),
            Input.of(8, 8, 1),
            Flatten.of(),
            Dropout.of(0.3),
            Dense.of(2).activation(SOFTMAX));
    model.compile(optimizer, loss, CompileOptions.defaults().metrics(metrics));
    return model;
  }

  /** Fails at a moment: a batch of training or validation, or an epoch's end, counted from 1. */
  private static final class Killing implements Callback {
    private final String moment;
    private int left;

    Killing(String moment, int left) {
      this.moment = moment;
      this.left = left;
    }

    private void at(String reached) {
      if (reached.equals(moment) && --left == 0) {
        throw new IllegalStateException("killed");
      }
    }

    @Override
    public void onTrainBatchEnd(int batch, Map<String, Double> logs) {
      at("batch");
    }

    @Override
    public void onTestBatchEnd(int batch, Map<String, Double> logs) {
      at("validation");
    }

    @Override
    public void onEpochEnd(int epoch, Map<String, Double> logs) {
      at("epoch");
    }
  }

  /** A user's callback that remembers: it counts the batches and logs them. */
  private static final class Counting implements Callback {
    private int batches;

    @Override
    public void onTrainBatchEnd(int batch, Map<String, Double> logs) {
      batches++;
    }

    @Override
    public void onEpochEnd(int epoch, Map<String, Double> logs) {
      logs.put("batches", (double) batches);
    }

    @Override
    public void saveState(CallbackState state) {
      state.number("batches", batches);
    }

    @Override
    public void restoreState(CallbackState state) {
      batches = state.whole("batches");
    }
  }

  /** The callbacks of one process, and what they leave. */
  private static final class Run {
    final EarlyStopping stopping =
        EarlyStopping.builder().patience(2).restoreBestWeights(true).minDelta(0.02).build();
    final ModelCheckpoint checkpoint;
    final List<Callback> callbacks = new ArrayList<>();

    Run(Path files) {
      checkpoint =
          ModelCheckpoint.builder(files.resolve("best-{epoch}.h5").toString())
              .saveBestOnly(true)
              .build();
      callbacks.add(
          LearningRateScheduler.builder((epoch, rate) -> epoch == 0 ? 0.05 : rate * 0.9).build());
      callbacks.add(ReduceLROnPlateau.builder().patience(1).minDelta(0.05).cooldown(1).build());
      callbacks.add(stopping);
      callbacks.add(checkpoint);
      callbacks.add(new Counting());
      callbacks.add(CSVLogger.builder(files.resolve("log.csv")).build());
    }

    History fit(Model model, Callback... more) {
      callbacks.addAll(List.of(more));
      return model.fit(
          Samples.pictures(SAMPLES, 1),
          Samples.oneHot(SAMPLES),
          FitOptions.defaults()
              .epochs(EPOCHS)
              .batchSize(8)
              .verbose(0)
              .validationData(Samples.pictures(20, 2), Samples.oneHot(20))
              .callbacks(callbacks));
    }
  }

  private static List<String> names(Path files) throws IOException {
    try (var all = Files.list(files)) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static void assertSameWeights(Model expected, Model actual) {
    List<Tensor> weights = actual.getWeights();
    for (int i = 0; i < weights.size(); i++) {
      assertArrayEquals(expected.getWeights().get(i).toArray(), weights.get(i).toArray());
    }
  }

  private static Sequential adam() {
    return model(Adam.of(0.05), CategoricalCrossentropy.of(), "accuracy", "auc");
  }

  @ParameterizedTest
  @CsvSource({
    "batch, 1",
    "batch, 5",
    "batch, 7",
    "batch, 9",
    "batch, 13",
    "batch, 19",
    "validation, 1",
    "validation, 5",
    "epoch, 1",
    "epoch, 2",
    "epoch, 3"
  })
  void endsAsIfItHadNotBeenKilled(String moment, int count) throws IOException {
    Path whole = Files.createDirectory(folder.resolve("whole"));
    Path parts = Files.createDirectory(folder.resolve("parts"));
    Path backups = folder.resolve("backups");
    Run undisturbed = new Run(whole);
    Run resumed = new Run(parts);
    try (Sequential expected = adam();
        Sequential killed = adam();
        Sequential actual = adam()) {
      History history = undisturbed.fit(expected);
      int epochs = history.epochs().size();
      assertTrue(epochs > 2 && epochs < EPOCHS, "the training is stopped early: " + epochs);
      assertThrows(
          IllegalStateException.class,
          () ->
              new Run(parts)
                  .fit(
                      killed,
                      BackupAndRestore.builder(backups).saveFreq(2).build(),
                      new Killing(moment, count)));
      History rest = resumed.fit(actual, BackupAndRestore.builder(backups).build());
      for (int i = 0; i < rest.epochs().size(); i++) {
        int epoch = rest.epochs().get(i);
        for (String name : history.history().keySet()) {
          assertEquals(history.get(name).get(epoch), rest.get(name).get(i), name + " " + epoch);
        }
      }
      assertEquals(
          Files.readString(whole.resolve("log.csv")), Files.readString(parts.resolve("log.csv")));
      assertEquals(names(whole), names(parts));
      assertEquals(undisturbed.stopping.stoppedEpoch(), resumed.stopping.stoppedEpoch());
      assertEquals(undisturbed.stopping.bestEpoch(), resumed.stopping.bestEpoch());
      assertEquals(undisturbed.stopping.best(), resumed.stopping.best());
      assertEquals(undisturbed.checkpoint.best(), resumed.checkpoint.best());
      assertEquals(expected.learningRate(), actual.learningRate());
      assertSameWeights(expected, actual);
      assertFalse(Files.exists(backups));
    }
  }

  /** Killed between the end that EarlyStopping decides and that of fit, it trains no further. */
  @Test
  void whatHadBeenStoppedStaysStopped() throws IOException {
    Path backups = folder.resolve("backups");
    Callback killing =
        new Callback() {
          @Override
          public void onTrainEnd(Map<String, Double> logs) {
            throw new IllegalStateException("killed");
          }
        };
    Supplier<EarlyStopping> stopping =
        () -> EarlyStopping.builder().monitor("loss").minDelta(9).build();
    try (Sequential whole = adam();
        Sequential first = adam();
        Sequential second = adam()) {
      FitOptions options = FitOptions.defaults().epochs(5).batchSize(8).verbose(0);
      Tensor x = Samples.pictures(SAMPLES, 1);
      Tensor y = Samples.oneHot(SAMPLES);
      whole.fit(x, y, options.callbacks(stopping.get()));
      BackupAndRestore kept = BackupAndRestore.builder(backups).deleteCheckpoint(false).build();
      assertThrows(
          IllegalStateException.class,
          () -> first.fit(x, y, options.callbacks(stopping.get(), kept, killing)));
      EarlyStopping again = stopping.get();
      second.fit(x, y, options.callbacks(again, BackupAndRestore.builder(backups).build()));
      assertEquals(1, again.stoppedEpoch());
      assertSameWeights(whole, second);
    }
  }

  /** A backup that holds the averages in the weights' place goes on with the weights. */
  @Test
  void exchangedAveragesAreExchangedBack() throws IOException {
    Path backups = folder.resolve("backups");
    Supplier<Sequential> made =
        () -> model(SGD.of(0.05).useEma(true).emaMomentum(0.6), CategoricalCrossentropy.of());
    try (Sequential whole = made.get();
        Sequential first = made.get();
        Sequential second = made.get()) {
      FitOptions options = FitOptions.defaults().epochs(4).batchSize(8).verbose(0);
      Supplier<SwapEMAWeights> swap = () -> SwapEMAWeights.builder().swapOnEpoch(true).build();
      Tensor x = Samples.pictures(SAMPLES, 1);
      Tensor y = Samples.oneHot(SAMPLES);
      whole.fit(x, y, options.callbacks(swap.get()));
      assertThrows(
          IllegalStateException.class,
          () ->
              first.fit(
                  x,
                  y,
                  options.callbacks(
                      swap.get(),
                      BackupAndRestore.builder(backups).build(),
                      new Killing("batch", 16))));
      second.fit(x, y, options.callbacks(swap.get(), BackupAndRestore.builder(backups).build()));
      assertSameWeights(whole, second);
    }
  }

  private void refusesBackup(Model other, Path backups, String... words) {
    try (other) {
      Tensor before = other.getWeights().get(0);
      RuntimeException refusal =
          assertThrows(
              RuntimeException.class,
              () -> new Run(folder).fit(other, BackupAndRestore.builder(backups).build()));
      assertTrue(
          refusal instanceof ModelFileException || refusal instanceof IllegalArgumentException,
          () -> "" + refusal);
      for (String word : words) {
        assertTrue(refusal.getMessage().contains(word), refusal.getMessage());
      }
      assertArrayEquals(before.toArray(), other.getWeights().get(0).toArray());
    }
  }

  @Test
  void aBackupOfAnotherTrainingIsRefusedByItsName() throws IOException {
    Path backups = folder.resolve("backups");
    try (Sequential first = adam()) {
      assertThrows(
          IllegalStateException.class,
          () ->
              new Run(folder)
                  .fit(first, BackupAndRestore.builder(backups).build(), new Killing("batch", 9)));
    }
    String file = backups.resolve("backup-1-0.h5").toString();
    refusesBackup(
        model(SGD.of(0.05), CategoricalCrossentropy.of(), "accuracy", "auc"),
        backups,
        file,
        "Expected SGD",
        "Adam",
        "delete");
    refusesBackup(
        model(Adam.of(0.05).amsgrad(true), CategoricalCrossentropy.of(), "accuracy", "auc"),
        backups,
        file,
        "slots");
    refusesBackup(
        model(Adam.of(0.05), MeanSquaredError.of(), "accuracy", "auc"),
        backups,
        file,
        "MeanSquaredError");
    refusesBackup(
        model(Adam.of(0.05), CategoricalCrossentropy.of(), "accuracy"),
        backups,
        file,
        "[loss, accuracy]",
        "[loss, accuracy, auc]");
    assertEquals(List.of("backup-1-0.h5"), names(backups));
  }

  @Test
  void aDamagedBackupIsRefusedByItsName() throws IOException {
    Path backups = folder.resolve("backups");
    try (Sequential first = adam()) {
      assertThrows(
          IllegalStateException.class,
          () ->
              new Run(folder)
                  .fit(first, BackupAndRestore.builder(backups).build(), new Killing("batch", 9)));
    }
    Path file = backups.resolve("backup-1-0.h5");
    byte[] bytes = Files.readAllBytes(file);
    // The length of the progress, before the mark at the end.
    bytes[bytes.length - 9]++;
    Files.write(file, bytes);
    try (Sequential second = adam()) {
      RuntimeException refusal =
          assertThrows(
              RuntimeException.class,
              () -> new Run(folder).fit(second, BackupAndRestore.builder(backups).build()));
      assertTrue(refusal.getMessage().contains(file.toString()), refusal.getMessage());
    }
  }
}
