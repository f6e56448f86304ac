package io.github.markhor.callbacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.History;
import io.github.markhor.Model;
import io.github.markhor.Sequential;
import io.github.markhor.file.ModelFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCheckpointTest {
  @TempDir Path folder;

  private final Sequential model = Scripted.model();
  private final List<String> saved = new ArrayList<>();

  @AfterEach
  void close() {
    model.close();
  }

  /** Notes the file's name and the weight instead of saving. */
  private ModelCheckpoint.Builder noting(String name) {
    return ModelCheckpoint.builder(folder + "/" + name)
        .saver((model, file) -> saved.add(file.getFileName().toString()));
  }

  @Test
  void savesEveryEpochUnderItsNumbers() {
    new Scripted("val_loss", 3, 2.125, 10)
        .fit(model, noting("m-{epoch:02d}-{val_loss:.2f}.h5").build());
    assertEquals(List.of("m-01-3.00.h5", "m-02-2.13.h5", "m-03-10.00.h5"), saved);
  }

  @Test
  void savesOnlyTheBestAndRemembersItInTheNextTraining() {
    ModelCheckpoint checkpoint = noting("{epoch}.h5").saveBestOnly(true).build();
    new Scripted("val_loss", 3, 4, 2, 2).fit(model, checkpoint);
    assertEquals(List.of("1.h5", "3.h5"), saved);
    assertEquals(2, checkpoint.best());
    new Scripted("val_loss", 2.5, 1).fit(model, checkpoint);
    assertEquals(List.of("1.h5", "3.h5", "2.h5"), saved);
    assertEquals(folder.resolve("2.h5"), checkpoint.lastSaved());
  }

  @Test
  void saysWhatImprovedFromWhatToWhatAsKerasDoes() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      ModelCheckpoint best = noting("{epoch}.h5").saveBestOnly(true).verbose(1).build();
      new Scripted("val_loss", 0.123456, 0.5, 0.1).fit(model, best);
      new Scripted("val_loss", 1).fit(model, noting("all.h5").verbose(1).build());
    } finally {
      System.setOut(before);
    }
    assertEquals(
        List.of(
            "Epoch 1: val_loss improved from None to 0.12346, saving model to 1.h5",
            "Epoch 2: val_loss did not improve from 0.12346",
            "Epoch 3: val_loss improved from 0.12346 to 0.10000, saving model to 3.h5",
            "Epoch 1: saving model to all.h5"),
        printed
            .toString(StandardCharsets.UTF_8)
            .lines()
            .map(line -> line.replace(folder + java.io.File.separator, ""))
            .toList());
  }

  @Test
  void theFirstMustBeatTheThreshold() {
    ModelCheckpoint checkpoint =
        noting("{epoch}.h5")
            .monitor("val_accuracy")
            .mode("max")
            .saveBestOnly(true)
            .initialValueThreshold(0.7)
            .build();
    new Scripted("val_accuracy", 0.6, 0.7, 0.8, 0.75).fit(model, checkpoint);
    assertEquals(List.of("3.h5"), saved);
  }

  @Test
  void savesAfterBatchesCountedThroughTheEpochs() {
    // Two batches an epoch, four epochs.
    new Scripted("val_loss", 1, 1, 1, 1)
        .fit(model, noting("{epoch:d}-{batch:d}.h5").saveFreq(3).build());
    assertEquals(List.of("2-1.h5", "3-2.h5"), saved);
  }

  @Test
  void savesARealFileAndLeavesNothingBesideIt() {
    Path file = folder.resolve("made").resolve("best.h5");
    Scripted script = new Scripted("val_loss", 3, 1, 2);
    History history = script.fit(model, ModelCheckpoint.builder(file).saveBestOnly(true).build());
    assertEquals(3, history.epochs().size());
    assertTrue(Files.exists(file));
    try (var files = Files.list(file.getParent())) {
      assertEquals(List.of(file), files.toList());
    } catch (IOException problem) {
      throw new AssertionError(problem);
    }
  }

  @Test
  void savesTheWeightsAloneWhereAsked() {
    Path file = folder.resolve("best.h5");
    ModelCheckpoint checkpoint =
        ModelCheckpoint.builder(file).saveBestOnly(true).saveWeightsOnly(true).build();
    Scripted script = new Scripted("val_loss", 3, 1, 2);
    script.fit(model, checkpoint);
    assertThrows(ModelFileException.class, () -> Model.load(file));
    float last = Scripted.weight(model);
    model.loadWeights(file);
    assertNotEquals(last, Scripted.weight(model));
    assertEquals(script.weights.get(1), Scripted.weight(model));
  }

  @Test
  void anErrorWhileSavingEndsTheTraining() {
    ModelCheckpoint checkpoint =
        ModelCheckpoint.builder(folder.resolve("x.h5"))
            .saveBestOnly(true)
            .saver(
                (model, file) -> {
                  throw new ModelFileException("the disk is full");
                })
            .build();
    Scripted script = new Scripted("val_loss", 3, 2);
    assertThrows(ModelFileException.class, () -> script.fit(model, checkpoint));
    assertEquals(1, script.weights.size());
    assertTrue(Double.isNaN(checkpoint.best()));
  }

  private void refused(String words, ModelCheckpoint checkpoint) {
    Scripted script = new Scripted("val_loss", 1, 2);
    Exception thrown = assertThrows(RuntimeException.class, () -> script.fit(model, checkpoint));
    assertTrue(thrown.getMessage().contains(words), thrown.getMessage());
    assertTrue(script.weights.isEmpty());
    assertEquals(1f, Scripted.weight(model));
  }

  @Test
  void whatCannotWorkIsRefusedBeforeTheFirstStep() throws IOException {
    Path occupied = Files.createFile(folder.resolve("occupied"));
    refused("val_acc", noting("a.h5").monitor("val_acc").saveBestOnly(true).build());
    refused("{val_acc}", noting("{val_acc}.h5").build());
    refused("{batch}", noting("{batch}.h5").build());
    refused("val_loss", noting("a.h5").saveBestOnly(true).saveFreq(1).build());
    refused(occupied.toString(), ModelCheckpoint.builder(occupied.resolve("a.h5")).build());
    refused(
        "folder", ModelCheckpoint.builder(Files.createDirectory(folder.resolve("d.h5"))).build());
    refused(".h5", ModelCheckpoint.builder(folder.resolve("model.txt")).build());
    ModelCheckpoint.Builder weights = ModelCheckpoint.builder(folder.resolve("a.weights.h5"));
    refused("weights alone", weights.saveWeightsOnly(false).build());
    Path below = occupied.resolve("a.h5");
    refused(occupied.toString(), ModelCheckpoint.builder(below).saveWeightsOnly(true).build());
    assertFalse(Files.exists(folder.resolve("a.h5")));
  }

  @Test
  void numbersInNamesAreWrittenAsPythonDoes() {
    Map<String, Number> numbers = Map.of("epoch", 7, "val_loss", 0.012345);
    assertEquals("7-007-  7", new FilePattern("{epoch}-{epoch:03d}-{epoch:3}").fill(numbers));
    assertEquals(
        "0.012345 0.01 1.2e-02 {x}",
        new FilePattern("{val_loss} {val_loss:.2f} {val_loss:.1e} {{x}}").fill(numbers));
    assertThrows(IllegalArgumentException.class, () -> new FilePattern("{epoch"));
    assertThrows(IllegalArgumentException.class, () -> new FilePattern("{val_loss:03d}"));
    assertThrows(IllegalArgumentException.class, () -> new FilePattern("{val_loss:%}"));
    assertThrows(IllegalArgumentException.class, () -> ModelCheckpoint.builder("m.h5").saveFreq(0));
  }
}
