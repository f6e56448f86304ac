package io.github.markhor.file.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.CompileOptions;
import io.github.markhor.LoadOptions;
import io.github.markhor.Model;
import io.github.markhor.ModelOptions;
import io.github.markhor.Sequential;
import io.github.markhor.file.ModelFileException;
import io.github.markhor.hdf5.Hdf5Output;
import io.github.markhor.layer.Layer;
import io.github.markhor.layers.BatchNormalization;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Dropout;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.Input;
import io.github.markhor.losses.MeanSquaredError;
import io.github.markhor.optimizers.Adam;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights alone written to files and read again. */
class WeightFilesTest {
  private static final Tensor X = random(5, 6, 7, 2);
  private static final Tensor Y = random(5, 3);

  @TempDir Path folder;

  private static Tensor random(int... sizes) {
    Random random = new Random(17);
    Tensor tensor = Tensor.zeros(sizes);
    for (int i = 0; i < tensor.shape().elements(); i++) {
      tensor.buffer().put(i, (float) random.nextGaussian());
    }
    return tensor;
  }

  /** A model whose names begin with a letter, trained a little where asked. */
  private static Sequential model(String letter, int steps) {
    List<Layer> layers = new ArrayList<>(List.of(Input.of(6, 7, 2)));
    layers.add(Conv2D.of(4, 3).name(letter + "-edges"));
    layers.add(BatchNormalization.of().name(letter + "-normal"));
    layers.add(Flatten.of());
    if (steps > 0) {
      layers.add(Dropout.of(0.4));
    }
    layers.add(Dense.of(3).name(letter + "-out"));
    long seed = letter.charAt(0);
    Sequential model = Sequential.of(ModelOptions.defaults().seed(seed), layers);
    model.compile(Adam.of(0.02), MeanSquaredError.of(), CompileOptions.defaults());
    for (int step = 0; step < steps; step++) {
      model.trainOnBatch(X, Y);
    }
    return model;
  }

  private static void assertSameWeights(List<Tensor> expected, List<Tensor> received) {
    assertEquals(expected.size(), received.size());
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i).toArray(), received.get(i).toArray(), "weight " + i);
    }
  }

  @Test
  void layersGetTheirWeightsByOrder() {
    try (Sequential trained = model("a", 3);
        Sequential other = model("b", 0);
        Sequential third = model("c", 0)) {
      trained.saveWeights(folder.resolve("weights.h5"));
      trained.save(folder.resolve("whole.h5"));
      other.loadWeights(folder.resolve("weights.h5"));
      third.loadWeights(folder.resolve("whole.h5"));
      for (Sequential loaded : List.of(other, third)) {
        assertSameWeights(trained.getWeights(), loaded.getWeights());
        assertArrayEquals(trained.predict(X).toArray(), loaded.predict(X).toArray());
      }
    }
  }

  @Test
  void theOptimizerKeepsWhatItRemembers() {
    Path file = folder.resolve("weights.h5");
    try (Sequential model = model("a", 2)) {
      model.saveWeights(file);
      model.trainOnBatch(X, Y);
      List<Tensor> slots = List.copyOf(model.trainingState().slots().values());
      model.loadWeights(file);
      assertEquals(3, model.trainingState().iterations());
      assertSameWeights(slots, List.copyOf(model.trainingState().slots().values()));
    }
  }

  @Test
  void theFileIsReplacedAtOnce() throws IOException {
    Path file = folder.resolve("weights.h5");
    Files.writeString(file, "old");
    try (Sequential model = model("a", 0)) {
      model.saveWeights(file);
      long bytes = Files.size(file);
      model.saveWeights(file);
      assertEquals(bytes, Files.size(file));
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  private static void assertMentions(RuntimeException problem, String... words) {
    for (String word : words) {
      assertTrue(problem.getMessage().contains(word), word + " in " + problem.getMessage());
    }
  }

  private void assertRefused(Model from, Model to, String... words) {
    Path file = folder.resolve("weights.h5");
    from.saveWeights(file);
    List<Tensor> before = to.getWeights();
    assertMentions(assertThrows(ModelFileException.class, () -> to.loadWeights(file)), words);
    assertSameWeights(before, to.getWeights());
  }

  @Test
  void weightsThatDoNotFitChangeNothing() {
    try (Sequential model = model("a", 1);
        Sequential wider =
            Sequential.of(
                Input.of(6, 7, 2),
                Conv2D.of(4, 3).name("b-edges"),
                BatchNormalization.of(),
                Flatten.of(),
                Dense.of(11).name("b-out"));
        Sequential shorter = Sequential.of(Input.of(6, 7, 2), Conv2D.of(4, 3).name("b-edges"))) {
      assertRefused(wider, model, "a-out", "kernel (80, 3)", "b-out/kernel:0 (80, 11)");
      assertRefused(shorter, model, "a-normal", "none");
      assertRefused(model, shorter, "1 layers", "3", "a-normal");
    }
  }

  @Test
  void weightsThatAreNotFiniteAreRefusedUnlessAllowed() {
    Path file = folder.resolve("weights.h5");
    try (Sequential broken = model("a", 0);
        Sequential model = model("b", 0)) {
      List<Tensor> weights = broken.getWeights();
      weights.get(6).buffer().put(4, Float.NaN);
      broken.setWeights(weights);
      assertRefused(broken, model, "NaN", "a-out/kernel:0", "allowNonFinite");
      model.loadWeights(file, LoadOptions.defaults().allowNonFinite(true));
      assertTrue(Float.isNaN(model.getWeights().get(6).toArray()[4]));
    }
  }

  @Test
  void namesThatSayAnotherFormatAreRefused() {
    try (Sequential model = model("a", 0)) {
      for (String name : List.of("m.keras", "m", "m.h5.txt")) {
        Path file = folder.resolve(name);
        ModelFileException refused =
            assertThrows(ModelFileException.class, () -> model.saveWeights(file));
        assertMentions(refused, ".h5", name);
        assertFalse(Files.exists(file));
      }
    }
  }

  @Test
  void weightsAloneAreNoModelAndSomeFilesHoldNeither() {
    Path file = folder.resolve("weights.h5");
    try (Sequential model = model("a", 0)) {
      model.saveWeights(file);
      assertMentions(
          assertThrows(ModelFileException.class, () -> Model.load(file)),
          "weights alone",
          "loadWeights");
      assertMentions(loading(model, "layers/dense_7/vars/0"), "dense_7", "conv2d");
      assertMentions(loading(model, "pictures/cats"), "something else");
    }
  }

  /** The refusal of a file that holds one array under a path and nothing else. */
  private RuntimeException loading(Model model, String path) {
    Path file = folder.resolve(path.replace('/', '-') + ".h5");
    Hdf5Output output = new Hdf5Output();
    output.array(output.root(), path, Shape.of(2, 3), () -> new float[6]);
    try {
      output.write(file);
    } catch (IOException problem) {
      throw new AssertionError(problem);
    }
    return assertThrows(ModelFileException.class, () -> model.loadWeights(file));
  }
}
