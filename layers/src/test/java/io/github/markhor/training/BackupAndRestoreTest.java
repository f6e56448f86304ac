package io.github.markhor.training;

import static io.github.markhor.layers.Activations.RELU;
import static io.github.markhor.layers.Activations.SOFTMAX;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.FitOptions;
import io.github.markhor.History;
import io.github.markhor.Model;
import io.github.markhor.ModelOptions;
import io.github.markhor.Sequential;
import io.github.markhor.callbacks.BackupAndRestore;
import io.github.markhor.callbacks.Callback;
import io.github.markhor.callbacks.LambdaCallback;
import io.github.markhor.file.ModelFileException;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Dropout;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.Input;
import io.github.markhor.losses.CategoricalCrossentropy;
import io.github.markhor.optimizers.Adam;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.testing.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A training that is interrupted and resumed ends like an uninterrupted one. */
class BackupAndRestoreTest {
  private static final int SAMPLES = 50;

  @TempDir Path folder;

  private static Sequential model(int filters) {
    Sequential model =
        Sequential.of(
            ModelOptions.defaults().seed(7),
            Input.of(8, 8, 1),
            Conv2D.of(filters, 3).activation(RELU),
            Flatten.of(),
            Dropout.of(0.3),
            Dense.of(2).activation(SOFTMAX));
    model.compile(Adam.of(0.01), CategoricalCrossentropy.of());
    return model;
  }

  private static History fit(Model model, int stepsPerEpoch, Callback... callbacks) {
    FitOptions options =
        FitOptions.defaults().epochs(4).batchSize(8).verbose(0).callbacks(callbacks);
    return model.fit(
        Samples.pictures(SAMPLES, 1),
        Samples.oneHot(SAMPLES),
        stepsPerEpoch == 0 ? options : options.stepsPerEpoch(stepsPerEpoch));
  }

  /** Fails after some batches, counted through all epochs. */
  private static Callback failingAfter(int batches) {
    int[] seen = {0};
    return LambdaCallback.builder()
        .onTrainBatchEnd(
            (batch, logs) -> {
              if (++seen[0] == batches) {
                throw new IllegalStateException("the power went");
              }
            })
        .build();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static void assertSameWeights(Model expected, Model actual) {
    List<Tensor> weights = actual.getWeights();
    for (int i = 0; i < weights.size(); i++) {
      assertArrayEquals(expected.getWeights().get(i).toArray(), weights.get(i).toArray());
    }
  }

  /** Seven batches an epoch, or five or nine steps that run on through the data. */
  @ParameterizedTest
  @ValueSource(ints = {0, 5, 9})
  void goesOnWithTheNextBatch(int stepsPerEpoch) throws IOException {
    try (Sequential whole = model(3);
        Sequential first = model(3);
        Sequential second = model(3)) {
      History uninterrupted = fit(whole, stepsPerEpoch);
      int steps = stepsPerEpoch == 0 ? 7 : stepsPerEpoch;
      assertThrows(
          IllegalStateException.class,
          () ->
              fit(
                  first,
                  stepsPerEpoch,
                  BackupAndRestore.builder(folder).saveFreq(2).build(),
                  failingAfter(steps + 3)));
      assertEquals(List.of("backup-1-2.h5"), files());
      History resumed =
          fit(
              second,
              stepsPerEpoch,
              BackupAndRestore.builder(folder).deleteCheckpoint(false).build());
      assertEquals(List.of(1, 2, 3), resumed.epochs());
      assertSameWeights(whole, second);
      assertEquals(uninterrupted.get("loss").get(3), resumed.get("loss").get(2));
      assertEquals(4L * steps, second.trainingState().iterations());
      assertEquals(List.of("backup-4-0.h5"), files());
    }
  }

  @Test
  void savesAfterEpochsAndDeletesAtTheEnd() throws IOException {
    try (Sequential whole = model(3);
        Sequential first = model(3);
        Sequential second = model(3)) {
      fit(whole, 0);
      assertThrows(
          IllegalStateException.class,
          () -> fit(first, 0, BackupAndRestore.builder(folder).build(), failingAfter(19)));
      assertEquals(List.of("backup-2-0.h5"), files());
      History resumed = fit(second, 0, BackupAndRestore.builder(folder).build());
      assertEquals(List.of(2, 3), resumed.epochs());
      assertSameWeights(whole, second);
      assertFalse(Files.exists(folder));
    }
  }

  @Test
  void aLearningRateThatWasSetComesBack() {
    try (Sequential first = model(3);
        Sequential second = model(3)) {
      Callback slower =
          LambdaCallback.builder()
              .onEpochBegin(epoch -> first.setLearningRate(0.01 / (epoch + 1)))
              .build();
      assertThrows(
          IllegalStateException.class,
          () -> fit(first, 0, slower, BackupAndRestore.builder(folder).build(), failingAfter(15)));
      fit(second, 0, BackupAndRestore.builder(folder).build());
      assertEquals(0.005, second.learningRate(), 1e-9);
    }
  }

  @Test
  void anInterruptionLeavesTheBackup() throws IOException {
    try (Sequential model = model(3)) {
      Callback interrupting =
          LambdaCallback.builder()
              .onEpochBegin(
                  epoch -> {
                    if (epoch == 1) {
                      Thread.currentThread().interrupt();
                    }
                  })
              .build();
      assertThrows(
          CancellationException.class,
          () -> fit(model, 0, BackupAndRestore.builder(folder).build(), interrupting));
      assertTrue(Thread.interrupted());
      assertEquals(List.of("backup-1-0.h5"), files());
    }
  }

  @Test
  void anotherModelsBackupIsRefusedAndStays() throws IOException {
    try (Sequential first = model(3);
        Sequential other = model(4)) {
      assertThrows(
          IllegalStateException.class,
          () -> fit(first, 0, BackupAndRestore.builder(folder).build(), failingAfter(9)));
      List<Tensor> before = other.getWeights();
      assertThrows(
          ModelFileException.class, () -> fit(other, 0, BackupAndRestore.builder(folder).build()));
      assertArrayEquals(before.get(0).toArray(), other.getWeights().get(0).toArray());
      assertEquals(List.of("backup-1-0.h5"), files());
    }
  }

  @Test
  void filesOfOthersStay() throws IOException {
    Path named = folder.resolve("backup-7-0.h5");
    try (Sequential model = model(3)) {
      model.save(named);
      byte[] saved = Files.readAllBytes(named);
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () -> fit(model, 0, BackupAndRestore.builder(folder).build()));
      assertTrue(e.getMessage().contains("backup-7-0.h5"), e.getMessage());
      assertArrayEquals(saved, Files.readAllBytes(named));
      Files.delete(named);

      Files.writeString(folder.resolve(".backup.h5"), "notes");
      Files.createDirectories(folder.resolve("backup-99999999999-0.h5"));
      Callback writing =
          LambdaCallback.builder()
              .onEpochEnd(
                  (epoch, logs) -> {
                    if (epoch == 1) {
                      model.save(named);
                      model.save(folder.resolve("backup-0-5.h5"));
                    }
                  })
              .build();
      fit(model, 0, BackupAndRestore.builder(folder).build(), writing);
      assertEquals(
          List.of(".backup.h5", "backup-0-5.h5", "backup-7-0.h5", "backup-99999999999-0.h5"),
          files().stream().sorted().toList());
      assertEquals("notes", Files.readString(folder.resolve(".backup.h5")));
    }
  }
}
