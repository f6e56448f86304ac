package io.github.markhor.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.CompileOptions;
import io.github.markhor.FitOptions;
import io.github.markhor.History;
import io.github.markhor.Model;
import io.github.markhor.callbacks.BackupAndRestore;
import io.github.markhor.callbacks.CSVLogger;
import io.github.markhor.callbacks.Callback;
import io.github.markhor.callbacks.EarlyStopping;
import io.github.markhor.callbacks.LambdaCallback;
import io.github.markhor.callbacks.ModelCheckpoint;
import io.github.markhor.callbacks.Plan;
import io.github.markhor.callbacks.ReduceLROnPlateau;
import io.github.markhor.losses.MeanAbsoluteError;
import io.github.markhor.losses.MeanSquaredError;
import io.github.markhor.metrics.Direction;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callbacks follow, write and print the numbers of each output. */
class CallbacksOfOutputsTest {
  @TempDir Path folder;

  private final TwoHeads heads = new TwoHeads();
  private final Model model = TwoHeads.model();

  @BeforeEach
  void compile() {
    compile(model);
  }

  private static void compile(Model model) {
    model.compile(
        SGD.of(0.1),
        List.of(MeanSquaredError.of(), MeanAbsoluteError.of()),
        CompileOptions.defaults().metrics(Map.of("kind", List.of("accuracy"))));
  }

  @AfterEach
  void close() {
    model.close();
  }

  private FitOptions options(Callback... callbacks) {
    return FitOptions.defaults()
        .epochs(4)
        .batchSize(4)
        .verbose(0)
        .validationData(heads.x, heads.y)
        .callbacks(callbacks);
  }

  @Test
  void eachNumberFallsOrRisesAsItsLossOrMetricSays() {
    Map<String, Direction> logs = new LinkedHashMap<>();
    model.fit(
        heads.x,
        heads.y,
        options(
            new Callback() {
              @Override
              public void setParams(Plan plan) {
                logs.putAll(plan.logs());
              }
            }));
    assertEquals(Direction.DOWN, logs.get("val_age_loss"));
    assertEquals(Direction.UP, logs.get("val_kind_accuracy"));
    assertEquals(8, logs.size());
  }

  @Test
  void earlyStoppingFollowsOneOutput() {
    // An accuracy can hardly rise with this least change; a loss would fall.
    EarlyStopping stop =
        EarlyStopping.builder().monitor("val_kind_accuracy").minDelta(2).patience(1).build();
    assertEquals(2, model.fit(heads.x, heads.y, options(stop)).epochs().size());
    ReduceLROnPlateau reduce =
        ReduceLROnPlateau.builder().monitor("val_age_loss").minDelta(9).patience(1).build();
    model.fit(heads.x, heads.y, options(reduce).epochs(3));
    assertTrue(model.learningRate() < 0.1);
    EarlyStopping wrong = EarlyStopping.builder().monitor("val_aeg_loss").build();
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> model.fit(heads.x, heads.y, options(wrong)))
            .getMessage();
    assertTrue(message.contains("did you mean val_age_loss?"), message);
  }

  @Test
  void aTrainingThatWasBrokenOffGoesOnWithTheSumsOfEachOutput() {
    FitOptions options = options().batchSize(2);
    History whole = model.fit(heads.x, heads.y, options);
    List<Tensor> expected = model.getWeights();
    int[] seen = {0};
    Callback fails =
        LambdaCallback.builder()
            .onTrainBatchEnd(
                (batch, logs) -> {
                  if (++seen[0] == 7) {
                    throw new IllegalStateException("the power went");
                  }
                })
            .build();
    Path backups = folder.resolve("backups");
    for (boolean first : new boolean[] {true, false}) {
      try (Model again = TwoHeads.model()) {
        compile(again);
        BackupAndRestore backup = BackupAndRestore.builder(backups).saveFreq(1).build();
        if (first) {
          assertThrows(
              IllegalStateException.class,
              () -> again.fit(heads.x, heads.y, options.callbacks(backup, fails)));
          continue;
        }
        History rest = again.fit(heads.x, heads.y, options.callbacks(backup));
        // Broken off in the middle of the second epoch, of which the first is not in the history.
        assertEquals(List.of(1, 2, 3), rest.epochs());
        for (String name : whole.history().keySet()) {
          assertEquals(whole.get(name).subList(1, 4), rest.get(name), name);
        }
        for (int i = 0; i < expected.size(); i++) {
          assertArrayEquals(expected.get(i).toArray(), again.getWeights().get(i).toArray());
        }
      }
    }
  }

  @Test
  void checkpointsFollowOneOutput() throws IOException {
    ModelCheckpoint best =
        ModelCheckpoint.builder(folder.resolve("{epoch}-{val_age_loss:.2f}.weights.h5").toString())
            .monitor("val_age_loss")
            .saveBestOnly(true)
            .saveWeightsOnly(true)
            .build();
    List<Double> losses = model.fit(heads.x, heads.y, options(best)).get("val_age_loss");
    List<String> expected = new ArrayList<>();
    double least = Double.POSITIVE_INFINITY;
    for (int epoch = 0; epoch < losses.size(); epoch++) {
      if (losses.get(epoch) < least) {
        least = losses.get(epoch);
        expected.add(String.format(Locale.ROOT, "%d-%.2f.weights.h5", epoch + 1, least));
      }
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(expected, files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void logsAreWrittenAndPrinted() throws IOException {
    Path file = folder.resolve("log.csv");
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    History history;
    try {
      history = model.fit(heads.x, heads.y, options(CSVLogger.builder(file).build()).verbose(2));
    } finally {
      System.setOut(before);
    }
    List<String> lines = Files.readAllLines(file);
    assertEquals(5, lines.size());
    for (String name : history.history().keySet()) {
      assertTrue(lines.get(0).contains(name), lines.get(0));
    }
    String text = printed.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains(" - kind_loss: "), text);
    assertTrue(text.contains(" - val_age_loss: "), text);
    assertFalse(text.contains("kind_kind"), text);
  }
}
