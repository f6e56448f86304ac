package io.github.markhor.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.LoadOptions;
import io.github.markhor.Model;
import io.github.markhor.ModelOptions;
import io.github.markhor.Sequential;
import io.github.markhor.layer.Layer;
import io.github.markhor.layer.Nested;
import io.github.markhor.layers.BatchNormalization;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.Input;
import io.github.markhor.network.BuiltLayer;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Weights of equal shapes go to the layers of their names, whatever was frozen when they were
 * written, and to no other.
 */
class WeightNamesTest {
  @TempDir private Path folder;

  private static Sequential model(boolean frozen, String first, String second) {
    List<Layer> layers = new ArrayList<>();
    for (String each : List.of(first, second)) {
      boolean trains = !(frozen && each.equals(first));
      layers.add(Conv2D.of(4, 3).name("c" + each).trainable(trains));
      layers.add(BatchNormalization.of().name("b" + each).trainable(trains));
    }
    Nested block =
        Nested.of(Dense.of(4).name("p" + first).trainable(!frozen), Dense.of(4).name("p" + second))
            .name("block" + first);
    layers.add(block);
    return Sequential.of(
        Input.of(7, 6, 4), Nested.of(layers).name("base"), Flatten.of(), Dense.of(2).name("d"));
  }

  private static void fill(Model model) {
    Random random = new Random(5);
    for (BuiltLayer layer : model.layers()) {
      List<Tensor> values = new ArrayList<>();
      for (Tensor weight : layer.getWeights()) {
        float[] numbers = new float[(int) weight.shape().elements()];
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = 0.1F + random.nextFloat();
        }
        values.add(Tensor.of(numbers, weight.shape()));
      }
      layer.setWeights(values);
    }
  }

  private static float[] predict(Model model) {
    Shape shape = model.inputShape();
    float[] x = new float[(int) shape.elements()];
    for (int i = 0; i < x.length; i++) {
      x[i] = i % 13 / 13F;
    }
    return model.predict(Tensor.of(x, shape.prepend(1))).toArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"w.h5", "w.weights.h5", "whole.h5", "whole.keras"})
  void whatIsFrozenDoesNotDecideWhereWeightsGo(String name) {
    for (boolean frozen : new boolean[] {false, true}) {
      for (boolean byName : new boolean[] {false, true}) {
        try (Sequential written = model(frozen, "1", "2");
            Sequential read = model(!frozen, "1", "2")) {
          Path file = written(written, name);
          read.loadWeights(file, LoadOptions.defaults().byName(byName));
          assertArrayEquals(predict(written), predict(read));
        }
      }
    }
  }

  private Path written(Model model, String name) {
    fill(model);
    Path file = folder.resolve(name);
    if (name.startsWith("whole")) {
      model.save(file);
    } else {
      model.saveWeights(file);
    }
    return file;
  }

  /** Equal blocks in the other order: names, not places, decide. */
  @ParameterizedTest
  @ValueSource(strings = {"w.h5", "w.weights.h5", "whole.h5", "whole.keras"})
  void innerLayersInAnotherOrderGetTheirOwnWeights(String name) {
    try (Sequential written = chain("a", "b");
        Sequential read = chain("b", "a")) {
      Path file = written(written, name);
      read.loadWeights(file);
      for (String inner : List.of("a", "b")) {
        assertArrayEquals(
            written.layer("base/" + inner).getWeights().get(0).toArray(),
            read.layer("base/" + inner).getWeights().get(0).toArray());
      }
    }
  }

  private static Sequential chain(String first, String second) {
    return Sequential.of(
        Input.of(3), Nested.of(Dense.of(3).name(first), Dense.of(3).name(second)).name("base"));
  }

  /** The file's own model says what was frozen, where the names are others. */
  @Test
  void otherNamesGoInTheOrderOfTheModelInTheFile() {
    try (Sequential written = model(true, "1", "2");
        Sequential read = model(false, "8", "9")) {
      for (String name : List.of("whole.h5", "whole.keras")) {
        read.loadWeights(written(written, name));
        assertArrayEquals(predict(written), predict(read));
      }
    }
  }

  @Test
  void otherNamesInAnOrderThatCannotBeRightAreRefused() {
    try (Sequential written = model(true, "1", "2");
        Sequential read = model(false, "8", "9");
        Sequential alike = model(true, "8", "9")) {
      Path file = written(written, "w.h5");
      float[] before = predict(read);
      ModelFileException refused =
          assertThrows(ModelFileException.class, () -> read.loadWeights(file));
      assertTrue(refused.getMessage().contains("frozen"), refused.getMessage());
      assertArrayEquals(before, predict(read));
      alike.loadWeights(file);
      assertArrayEquals(predict(written), predict(alike));
    }
  }

  /** The numbers that Keras counts tell of another order where no name is in both. */
  @Test
  void otherNumbersInAnotherOrderAreRefused() {
    try (Sequential written = numbered(4, true);
        Sequential read = numbered(7, false);
        Sequential alike = numbered(7, true)) {
      Path file = written(written, "w.h5");
      ModelFileException refused =
          assertThrows(ModelFileException.class, () -> read.loadWeights(file));
      assertTrue(refused.getMessage().contains("dense_4"), refused.getMessage());
      alike.loadWeights(file);
      assertArrayEquals(predict(written), predict(alike));
    }
    try (Sequential written = numbered(9, false);
        Sequential read = numbered(99, false)) {
      read.loadWeights(written(written, "w.h5"));
      assertArrayEquals(predict(written), predict(read));
    }
  }

  private static Sequential numbered(int first, boolean frozen) {
    return Sequential.of(
        Input.of(3),
        Nested.of(
                Dense.of(3).name("dense_" + first).trainable(!frozen),
                Dense.of(3).name("dense_" + (first + 1)))
            .name("base"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"w.h5", "w.weights.h5", "whole.h5", "whole.keras"})
  void layersInAnotherOrderAreRefusedUnlessTheNamesAreAskedFor(String name) {
    try (Sequential written = dense("a", "b", "c");
        Sequential read = dense("b", "a", "c")) {
      Path file = written(written, name);
      float[] before = predict(read);
      ModelFileException refused =
          assertThrows(ModelFileException.class, () -> read.loadWeights(file));
      assertTrue(refused.getMessage().contains("byName"), refused.getMessage());
      assertArrayEquals(before, predict(read));
      read.loadWeights(file, LoadOptions.defaults().byName(true));
      assertArrayEquals(
          written.layer("a").getWeights().get(0).toArray(),
          read.layer("a").getWeights().get(0).toArray());
    }
  }

  @Test
  void aNameThatIsAnotherLayersIsRefusedAlsoWithoutItsCounterpart() {
    try (Sequential written = dense("stem", "a", "b");
        Sequential read = dense("a", "b", "top")) {
      Path file = written(written, "w.h5");
      assertThrows(ModelFileException.class, () -> read.loadWeights(file));
    }
  }

  /** Keras counts layers without a name on over all models of a session. */
  @Test
  void countedNamesGoByOrder() {
    try (Sequential written = dense("dense_1", "dense_2", "dense_3");
        Sequential read = dense("dense", "dense_1", "dense_2")) {
      read.loadWeights(written(written, "w.h5"));
      assertArrayEquals(predict(written), predict(read));
    }
    try (Sequential written = dense("dense_1", "dense", "dense_2");
        Sequential read = dense("dense", "dense_1", "dense_2")) {
      Path file = written(written, "w.h5");
      assertThrows(ModelFileException.class, () -> read.loadWeights(file));
    }
  }

  private static Sequential dense(String... names) {
    List<Layer> layers = new ArrayList<>(List.of(Input.of(3)));
    for (String name : names) {
      layers.add(Dense.of(3).name(name));
    }
    return Sequential.of(ModelOptions.defaults(), layers);
  }
}
