package io.github.markhor.callbacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.CompileOptions;
import io.github.markhor.FitOptions;
import io.github.markhor.History;
import io.github.markhor.Sequential;
import io.github.markhor.losses.MeanSquaredError;
import io.github.markhor.metrics.Direction;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.optimizers.schedules.ExponentialDecay;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.text.Notices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallbacksTest {
  private final Sequential model = Scripted.model();

  @AfterEach
  void close() {
    model.close();
  }

  @Test
  void stopsAfterPatienceAndLeavesTheWeights() {
    Scripted script = new Scripted("val_loss", 5, 4, 4.5, 4.25, 1);
    EarlyStopping stop = EarlyStopping.builder().patience(2).build();
    History history = script.fit(model, stop);
    assertEquals(List.of(0, 1, 2, 3), history.epochs());
    assertEquals(3, stop.stoppedEpoch());
    assertEquals(1, stop.bestEpoch());
    assertEquals(4, stop.best());
    assertEquals(script.weights.get(3), Scripted.weight(model));
  }

  @Test
  void restoresTheBestWeightsWhenItStops() {
    Scripted script = new Scripted("val_accuracy", 0.5, 0.75, 0.625, 0.9);
    EarlyStopping stop =
        EarlyStopping.builder()
            .monitor("val_accuracy")
            .mode(Mode.MAX)
            .patience(1)
            .restoreBestWeights(true)
            .build();
    script.fit(model, stop);
    assertEquals(2, stop.stoppedEpoch());
    assertEquals(script.weights.get(1), Scripted.weight(model));
    assertNotEquals(script.weights.get(2), Scripted.weight(model));
  }

  @Test
  void restoresTheBestWeightsAtTheLastEpochToo() {
    Scripted script = new Scripted("val_loss", 3, 1, 2);
    EarlyStopping stop = EarlyStopping.builder().patience(5).restoreBestWeights(true).build();
    script.fit(model, stop);
    assertEquals(0, stop.stoppedEpoch());
    assertEquals(script.weights.get(1), Scripted.weight(model));
  }

  @Test
  void whyTrainingEndedAndWhoseWeightsTheModelHasIsSaid() {
    Notices.take();
    EarlyStopping stop = EarlyStopping.builder().patience(2).restoreBestWeights(true).build();
    stop.setModel(model);
    stop.setParams(new Plan(0, 9, 1, Map.of("val_loss", Direction.DOWN), 0));
    stop.onTrainBegin();
    double[] losses = {5, 1.25, 2, 3};
    for (int epoch = 0; epoch < losses.length; epoch++) {
      stop.onEpochEnd(epoch, Map.of("val_loss", losses[epoch]));
    }
    stop.onTrainEnd(Map.of());
    assertEquals(
        List.of(
            "Epoch 4: early stopping, 2 epochs after the best val_loss",
            "The weights are those of epoch 2, the best: val_loss 1.250"),
        Notices.take());
  }

  @Test
  void restoresTheBestWeightsAfterAnException() {
    Scripted script = new Scripted("val_loss", 1, 2, 3, 4);
    EarlyStopping stop = EarlyStopping.builder().patience(9).restoreBestWeights(true).build();
    Callback failing =
        LambdaCallback.builder()
            .onEpochBegin(
                epoch -> {
                  if (epoch == 2) {
                    throw new IllegalStateException("enough");
                  }
                })
            .build();
    Exception thrown =
        assertThrows(IllegalStateException.class, () -> script.fit(model, stop, failing));
    assertEquals("enough", thrown.getMessage());
    assertEquals(script.weights.get(0), Scripted.weight(model));
    assertNotEquals(script.weights.get(1), Scripted.weight(model));
  }

  @Test
  void smallChangesAndNaNAreNoImprovement() {
    Scripted script = new Scripted("val_loss", 4, 3.75, Double.NaN, 3.25, 3.125, 3);
    EarlyStopping stop = EarlyStopping.builder().minDelta(0.5).patience(2).build();
    History history = script.fit(model, stop);
    assertEquals(List.of(0, 1, 2), history.epochs());
    Scripted fromNaN = new Scripted("val_loss", Double.NaN, 3, 2);
    EarlyStopping patient = EarlyStopping.builder().patience(2).build();
    fromNaN.fit(model, patient);
    assertEquals(2, patient.bestEpoch());
  }

  @Test
  void neverStopsAtTheFirstEpochAndWaitsForTheStart() {
    EarlyStopping stop = EarlyStopping.builder().baseline(1).build();
    assertEquals(List.of(0, 1), new Scripted("val_loss", 5, 6, 7).fit(model, stop).epochs());
    EarlyStopping late = EarlyStopping.builder().startFromEpoch(3).patience(1).build();
    assertEquals(
        List.of(0, 1, 2, 3, 4),
        new Scripted("val_loss", 1, 2, 3, 4, 5, 6).fit(model, late).epochs());
  }

  @Test
  void theBaselineDecidesWhetherTheWaitStartsAnew() {
    EarlyStopping stop = EarlyStopping.builder().patience(3).baseline(1).build();
    History history = new Scripted("val_loss", 5, 4, 3, 3.5, 2, 1.5).fit(model, stop);
    assertEquals(List.of(0, 1, 2, 3), history.epochs());
    assertEquals(2, stop.bestEpoch());
  }

  @Test
  void anUnknownMonitorIsRefusedBeforeTheFirstStep() {
    float before = Scripted.weight(model);
    for (Callback callback :
        List.of(
            EarlyStopping.builder().monitor("val_los").build(),
            ReduceLROnPlateau.builder().monitor("val_los").build())) {
      Scripted script = new Scripted("val_loss", 1, 2);
      Exception thrown =
          assertThrows(IllegalArgumentException.class, () -> script.fit(model, callback));
      assertTrue(
          thrown.getMessage().endsWith("Received: val_los (did you mean val_loss?)"),
          thrown.getMessage());
      assertEquals(before, Scripted.weight(model));
    }
  }

  @Test
  void theSchedulerSetsTheRateAndLogsIt() {
    LearningRateScheduler scheduler =
        LearningRateScheduler.builder((epoch, rate) -> epoch == 0 ? rate : rate / 4).build();
    History history = new Scripted("val_loss", 1, 1, 1).fit(model, scheduler);
    assertEquals(List.of(0.125, 0.03125, 0.0078125), history.get("learning_rate"));
    model.setWeights(List.of(Tensor.of(new float[] {1})));
    Scripted still = new Scripted("val_loss", 1);
    still.fit(model, LearningRateScheduler.builder((epoch, rate) -> 0).build());
    assertEquals(1f, Scripted.weight(model));
  }

  @Test
  void thePlateauLowersTheRateAndCoolsDown() {
    ReduceLROnPlateau reduce =
        ReduceLROnPlateau.builder()
            .factor(0.5)
            .patience(1)
            .cooldown(2)
            .minLearningRate(0.04)
            .build();
    History history = new Scripted("val_loss", 1, 1, 1, 1, 1, 1, 1, 0.5).fit(model, reduce);
    assertEquals(
        List.of(0.125, 0.125, 0.0625, 0.0625, 0.04, 0.04, 0.04, 0.04),
        history.get("learning_rate"));
  }

  @Test
  void aScheduleThatDecidesTheRateIsRefused() {
    model.compile(
        SGD.of(ExponentialDecay.of(0.1, 5, 0.5)),
        MeanSquaredError.of(),
        CompileOptions.defaults().backend("interpreter"));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Scripted("val_loss", 1)
                .fit(model, LearningRateScheduler.builder((epoch, rate) -> rate).build()));
  }

  @Test
  void endsWhenTheLossIsNotFinite() {
    model.setWeights(List.of(Tensor.of(new float[] {Float.POSITIVE_INFINITY})));
    List<Integer> batches = new ArrayList<>();
    Callback counting =
        LambdaCallback.builder().onTrainBatchEnd((batch, logs) -> batches.add(batch)).build();
    History history =
        new Scripted("val_loss", 1, 1, 1).fit(model, TerminateOnNaN.builder().build(), counting);
    assertEquals(List.of(0), history.epochs());
    assertEquals(List.of(0), batches);
  }

  @Test
  void theLogHasALineForEachEpoch(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("log.csv");
    new Scripted("val_loss", 3, 2.5).fit(model, CSVLogger.builder(file).separator(";").build());
    List<String> lines = Files.readAllLines(file);
    assertEquals(3, lines.size());
    assertEquals("epoch;loss;val_loss", lines.get(0));
    assertTrue(lines.get(1).matches("0;[0-9.E-]+;3\\.0"), lines.get(1));
    new Scripted("val_loss", 9)
        .fit(model, CSVLogger.builder(file).separator(";").append(true).build());
    assertEquals(4, Files.readAllLines(file).size());
    assertTrue(Files.readAllLines(file).get(3).endsWith(";9.0"));
    new Scripted("val_loss", 8).fit(model, CSVLogger.builder(file.toString()).build());
    assertEquals(2, Files.readAllLines(file).size());
  }

  @Test
  void aLogIsAppendedToUnderItsOwnColumns(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("log.csv");
    new Scripted("val_loss", 3).fit(model, CSVLogger.builder(file).build());
    String before = Files.readString(file);
    CSVLogger log = CSVLogger.builder(file).append(true).build();
    // One column more than the file has.
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new Scripted("val_loss", 2).fit(model, new Scripted("val_accuracy", 1), log))
            .getMessage();
    assertTrue(
        message.contains("[loss, val_loss]")
            && message.contains("[loss, val_accuracy, val_loss]")
            && message.contains(file.toString()),
        message);
    assertEquals(before, Files.readString(file));
    // One less: its field is empty in Keras's way, under the right header.
    model.fit(
        Tensor.of(new float[] {1}, 1, 1),
        Tensor.of(new float[] {3}, 1, 1),
        FitOptions.defaults().verbose(0).callbacks(log));
    List<String> lines = Files.readAllLines(file);
    assertEquals("epoch,loss,val_loss", lines.get(0));
    assertTrue(lines.get(2).matches("0,[0-9.E-]+,NA"), lines.get(2));
    // Another separator makes other fields.
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Scripted("val_loss", 2)
                .fit(model, CSVLogger.builder(file).separator(";").append(true).build()));
    assertEquals(3, Files.readAllLines(file).size());
  }

  @Test
  void aLogWithoutItsLastLineEndIsAppendedTo(@TempDir Path folder) throws IOException {
    for (String start :
        List.of(
            "epoch,loss,val_loss",
            "epoch,loss,val_loss\n0,0.5,1.5",
            "\uFEFFepoch,loss,val_loss\r\n")) {
      Path file = Files.writeString(folder.resolve("log.csv"), start);
      new Scripted("val_loss", 7).fit(model, CSVLogger.builder(file).append(true).build());
      List<String> lines = Files.readAllLines(file);
      List<String> before = start.lines().toList();
      assertEquals(before, lines.subList(0, before.size()));
      assertEquals(before.size() + 1, lines.size());
      assertTrue(lines.get(before.size()).matches("0,[0-9.E-]+,7\\.0"), lines.toString());
    }
  }

  @Test
  void aLogThatCannotBeWrittenIsRefusedBeforeTheFirstStep(@TempDir Path folder) throws IOException {
    float before = Scripted.weight(model);
    Path noFolder = Files.writeString(folder.resolve("text"), "mine");
    Callback log = CSVLogger.builder(noFolder.resolve("log.csv")).build();
    assertThrows(UncheckedIOException.class, () -> new Scripted("val_loss", 1).fit(model, log));
    assertEquals(before, Scripted.weight(model));
    assertEquals("mine", Files.readString(noFolder));
  }

  @Test
  void theFolderOfALogIsMade(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("runs").resolve("first").resolve("log.csv");
    new Scripted("val_loss", 1, 2).fit(model, CSVLogger.builder(file).build());
    assertEquals(3, Files.readAllLines(file).size());
  }

  @Test
  void hooksAreCalledInOrder() {
    List<String> calls = new ArrayList<>();
    Callback hooks =
        LambdaCallback.builder()
            .onTrainBegin(() -> calls.add("train"))
            .onEpochBegin(epoch -> calls.add("epoch " + epoch))
            .onTrainBatchBegin(batch -> calls.add("batch " + batch))
            .onTrainBatchEnd((batch, logs) -> calls.add("done " + batch))
            .onEpochEnd((epoch, logs) -> calls.add("end " + epoch + " " + logs.get("val_loss")))
            .onTrainEnd(logs -> calls.add("finish"))
            .build();
    new Scripted("val_loss", 7).fit(model, hooks);
    assertEquals(
        List.of(
            "train", "epoch 0", "batch 0", "done 0", "batch 1", "done 1", "end 0 7.0", "finish"),
        calls);
  }

  @Test
  void averagesReplaceTheWeightsBeforeTheBestAreRestored() {
    model.compile(
        SGD.of(0.125).useEma(true).emaMomentum(0.75),
        MeanSquaredError.of(),
        CompileOptions.defaults().backend("interpreter"));
    Scripted script = new Scripted("val_loss", 1, 2);
    script.fit(model);
    assertNotEquals(script.weights.get(1), Scripted.weight(model));
    Scripted again = new Scripted("val_loss", 1, 2);
    again.fit(model, EarlyStopping.builder().patience(5).restoreBestWeights(true).build());
    assertEquals(again.weights.get(0), Scripted.weight(model));
  }
}
