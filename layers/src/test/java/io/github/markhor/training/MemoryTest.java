package io.github.markhor.training;

import static io.github.markhor.layers.Activations.RELU;
import static io.github.markhor.layers.Activations.SOFTMAX;
import static io.github.markhor.layers.Padding.SAME;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.CompileOptions;
import io.github.markhor.FitOptions;
import io.github.markhor.Model;
import io.github.markhor.ModelOptions;
import io.github.markhor.Sequential;
import io.github.markhor.SummaryOptions;
import io.github.markhor.backend.TrainingMemory;
import io.github.markhor.callbacks.Callback;
import io.github.markhor.layers.BatchNormalization;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Dropout;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.Input;
import io.github.markhor.layers.MaxPooling2D;
import io.github.markhor.losses.CategoricalCrossentropy;
import io.github.markhor.optimizers.Adam;
import io.github.markhor.tensor.HostMemory;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.testing.Samples;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The memory that a model plans, and training with less. */
class MemoryTest {
  private static final int BATCH = 16;
  private static final int SAMPLES = 40;

  /** Layers that can be sliced up to the dense ones, or not at all below normalization. */
  private static Sequential model(boolean normalized) {
    Sequential model =
        Sequential.of(
            ModelOptions.defaults().seed(3),
            Input.of(24, 20, 3),
            normalized ? BatchNormalization.of() : Dropout.of(0.1),
            Conv2D.of(16, 3).padding(SAME).activation(RELU),
            MaxPooling2D.of(2),
            Dropout.of(0.25),
            normalized ? BatchNormalization.of() : Conv2D.of(20, 3).activation(RELU),
            MaxPooling2D.of(2),
            Flatten.of(),
            Dense.of(2).activation(SOFTMAX));
    model.compile(
        Adam.of(0.002),
        CategoricalCrossentropy.of(),
        CompileOptions.defaults().metrics("accuracy"));
    return model;
  }

  private static Tensor pictures(int count) {
    Random random = new Random(5);
    float[] values = new float[count * 24 * 20 * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() + (i / (24 * 20 * 3) % 2 == 0 ? 0.3f : 0);
    }
    return Tensor.of(values, count, 24, 20, 3);
  }

  private static FitOptions options() {
    return FitOptions.defaults().epochs(3).batchSize(BATCH).verbose(0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void thePlanIsWhatIsAllocated(boolean normalized) {
    long before = HostMemory.liveBytes();
    try (Sequential model = model(normalized)) {
      TrainingMemory memory = model.trainingState().memory(BATCH);
      model.trainOnBatch(pictures(BATCH), Samples.oneHot(BATCH));
      assertEquals(memory.total(), HostMemory.liveBytes() - before);
      // Normalization's way back needs the pictures; dropout's only its mask.
      long pictures = normalized ? BATCH * 24 * 20 * 3 * Float.BYTES : 0;
      assertTrue(memory.inputs() >= pictures, memory.toString());
      assertTrue(memory.gradients() + memory.activations() > 8L * BATCH * 24 * 20 * Float.BYTES);
      long parts = memory.inputs() + memory.activations() + memory.gradients() + memory.scratch();
      assertTrue(parts <= memory.arena(), memory.toString());
      assertTrue(parts > memory.arena() * 0.8, memory.toString());
    }
  }

  @Test
  void aStepOfTwiceTheSamplesTakesTwiceTheArena() {
    try (Sequential model = model(false)) {
      double ratio =
          (double) model.trainingState().memory(64).arena()
              / model.trainingState().memory(32).arena();
      assertEquals(2, ratio, 0.05);
    }
  }

  @Test
  void theSummarySaysTheMemoryAtABatchSize() {
    try (Sequential model = model(false)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      model.summary(
          new PrintStream(out, true, StandardCharsets.UTF_8),
          SummaryOptions.defaults().batchSize(7));
      String text = out.toString(StandardCharsets.UTF_8);
      assertTrue(text.contains("Training memory at batch 7: "), text);
      assertTrue(text.contains("gradients "), text);
    }
  }

  /** Trains and gives all weights; {@code live} gets the allocated bytes after each batch. */
  private static List<float[]> train(Model model, FitOptions options, List<Long> live) {
    long before = HostMemory.liveBytes() - bytesOf(model);
    Callback watch =
        new Callback() {
          @Override
          public void onTrainBatchEnd(int batch, Map<String, Double> logs) {
            live.add(HostMemory.liveBytes() - before);
          }
        };
    model.fit(pictures(SAMPLES), Samples.oneHot(SAMPLES), options.callbacks(watch));
    return model.getWeights().stream().map(Tensor::toArray).toList();
  }

  private static long bytesOf(Model model) {
    return model.getWeights().stream()
        .mapToLong(weight -> (weight.shape().elements() * Float.BYTES + 63) / 64 * 64)
        .sum();
  }

  @Test
  void lessMemoryGivesTheSameTraining() {
    List<float[]> free;
    long whole;
    try (Sequential model = model(false)) {
      free = train(model, options(), new ArrayList<>());
      whole = model.trainingState().memory(BATCH).total();
    }
    for (int percent : new int[] {80, 60, 36}) {
      long limit = whole * percent / 100;
      try (Sequential model = model(false)) {
        List<Long> live = new ArrayList<>();
        List<float[]> limited = train(model, options().maxMemory("" + limit), live);
        live.forEach(bytes -> assertTrue(bytes <= limit, bytes + " of " + limit));
        for (int i = 0; i < free.size(); i++) {
          assertArrayEquals(free.get(i), limited.get(i), 2e-4f, percent + " %, weight " + i);
        }
      }
    }
  }

  @Test
  void aLimitIsForOneFitAlone() {
    try (Sequential model = model(false)) {
      long whole = model.trainingState().memory(BATCH).total();
      train(model, options().maxMemory("" + whole / 2), new ArrayList<>());
      assertTrue(model.trainingState().memory(BATCH).total() <= whole / 2);
      train(model, options(), new ArrayList<>());
      assertEquals(whole, model.trainingState().memory(BATCH).total());
    }
  }

  @Test
  void theValidationKeepsTheLimitToo() {
    try (Sequential model = model(false)) {
      long whole = model.trainingState().memory(BATCH).total();
      List<Long> live = new ArrayList<>();
      FitOptions options =
          options()
              .validationData(pictures(35), Samples.oneHot(35))
              .validationBatchSize(35)
              .maxMemory("" + whole / 2);
      train(model, options, live);
      live.forEach(bytes -> assertTrue(bytes <= whole / 2, bytes + " of " + whole / 2));
    }
  }

  @Test
  void whatCannotFitIsRefusedBeforeTheFirstStep() {
    try (Sequential model = model(true)) {
      long whole = model.trainingState().memory(BATCH).total();
      List<Long> live = new ArrayList<>();
      IllegalArgumentException refusal =
          assertThrows(
              IllegalArgumentException.class,
              () -> train(model, options().maxMemory("" + whole / 4), live));
      String text = refusal.getMessage();
      assertTrue(text.contains(String.format("%,d bytes", whole / 4)), text);
      assertTrue(text.contains("smaller batchSize than " + BATCH), text);
      assertTrue(text.contains("mixed_bfloat16"), text);
      assertEquals(List.of(), live);
      assertEquals(0, model.trainingState().iterations());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "2 g", "2gb", "1.5g", "g", "0x10", "9999999999g", "m2"})
  void aLimitIsAWholeNumberOfBytesOrOfAUnit(String wrong) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> options().maxMemory(wrong));
    assertTrue(refusal.getMessage().endsWith("Received: " + wrong), refusal.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2g", "512m", "512M", "900000k", "1073741824"})
  void unitsAreThoseOfTheJvm(String right) {
    options().maxMemory(right);
  }
}
