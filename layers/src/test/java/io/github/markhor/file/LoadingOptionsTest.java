package io.github.markhor.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.LoadOptions;
import io.github.markhor.Model;
import io.github.markhor.SaveOptions;
import io.github.markhor.Sequential;
import io.github.markhor.layer.Layer;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.Input;
import io.github.markhor.losses.MeanSquaredError;
import io.github.markhor.optimizers.Adam;
import io.github.markhor.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How files are loaded and saved otherwise than by default. */
final class LoadingOptionsTest {
  @TempDir Path folder;

  private static Sequential model(String first, String second, int classes) {
    return Sequential.of(
        Input.of(3),
        Dense.of(4).name(first),
        Dense.of(2).name(second),
        Dense.of(classes).name("z"));
  }

  private static float[] kernel(Model model, String layer) {
    return model.layer(layer).getWeights().get(0).toArray();
  }

  @Test
  void byNameLayersThatTheFileLacksKeepTheirs() {
    Path file = folder.resolve("w.h5");
    try (Sequential saved = model("a", "b", 5);
        Sequential loaded = model("a", "other", 5)) {
      float[] own = kernel(loaded, "other");
      saved.saveWeights(file);
      loaded.loadWeights(file, LoadOptions.defaults().byName(true));
      assertArrayEquals(kernel(saved, "a"), kernel(loaded, "a"));
      assertArrayEquals(kernel(saved, "z"), kernel(loaded, "z"));
      assertArrayEquals(own, kernel(loaded, "other"));
    }
  }

  @Test
  void mismatchesAreSkippedOnlyIfAskedFor() {
    Path file = folder.resolve("model.h5");
    try (Sequential saved = model("a", "b", 5);
        Sequential loaded = model("x", "y", 7)) {
      float[] own = kernel(loaded, "z");
      float[] first = kernel(loaded, "x");
      saved.save(file);
      assertThrows(ModelFileException.class, () -> loaded.loadWeights(file));
      assertArrayEquals(first, kernel(loaded, "x"));
      loaded.loadWeights(file, LoadOptions.defaults().skipMismatch(true));
      assertArrayEquals(kernel(saved, "a"), kernel(loaded, "x"));
      assertArrayEquals(own, kernel(loaded, "z"));
    }
  }

  /** Else a misspelt prefix would go unseen, and the model be trained from random weights. */
  @Test
  void aFileThatGivesNothingIsRefused() {
    Path file = folder.resolve("w.h5");
    try (Sequential saved = model("a", "b", 5);
        Sequential renamed =
            Sequential.of(Input.of(3), Dense.of(4).name("p"), Dense.of(2).name("q"));
        Sequential larger = model("a", "b", 7);
        Sequential none = Sequential.of(Input.of(3), Flatten.of())) {
      saved.saveWeights(file);
      float[] own = kernel(renamed, "p");
      LoadOptions byName = LoadOptions.defaults().byName(true);
      String message =
          assertThrows(ModelFileException.class, () -> renamed.loadWeights(file, byName))
              .getMessage();
      for (String part : List.of("by name", "[a, b, z]", "[p, q]", file.toString())) {
        assertTrue(message.contains(part), message);
      }
      assertArrayEquals(own, kernel(renamed, "p"));
      none.loadWeights(file, byName);
      larger.loadWeights(file, byName.skipMismatch(true));
      assertArrayEquals(kernel(saved, "b"), kernel(larger, "b"));
    }
    try (Sequential saved = Sequential.of(Input.of(3), Dense.of(4).name("a"));
        Sequential other = Sequential.of(Input.of(3), Dense.of(5).name("a"))) {
      saved.saveWeights(file);
      for (LoadOptions options :
          List.of(LoadOptions.defaults(), LoadOptions.defaults().byName(true))) {
        assertThrows(
            ModelFileException.class, () -> other.loadWeights(file, options.skipMismatch(true)));
      }
    }
  }

  @Test
  void theOptimizerMayBeLeftOut() {
    try (Sequential model = model("a", "b", 5)) {
      model.compile(Adam.of(0.01), MeanSquaredError.of());
      model.trainOnBatch(Tensor.zeros(2, 3), Tensor.zeros(2, 5));
      model.save(folder.resolve("with.h5"));
      for (String name : List.of("without.h5", "without.keras")) {
        model.save(folder.resolve(name), SaveOptions.defaults().includeOptimizer(false));
        try (Model without = Model.load(folder.resolve(name))) {
          assertNull(without.trainingState(), name);
          assertArrayEquals(kernel(model, "b"), kernel(without, "b"));
        }
      }
    }
    try (Model with = Model.load(folder.resolve("with.h5"));
        Model plain =
            Model.load(folder.resolve("with.h5"), LoadOptions.defaults().compile(false))) {
      assertNotNull(with.trainingState());
      assertEquals(1, with.trainingState().iterations());
      assertNull(plain.trainingState());
    }
  }

  /** Names of 200 bytes fill more than the 64 KB that an attribute of Keras may hold. */
  @Test
  void hundredsOfLayersAreSaved() {
    List<Layer> layers = new ArrayList<>(List.of(Input.of(2)));
    for (int i = 0; i < 400; i++) {
      layers.add(Dense.of(2).name("x".repeat(200) + i));
    }
    Path file = folder.resolve("deep.h5");
    try (Sequential deep = Sequential.of(layers.toArray(Layer[]::new))) {
      deep.save(file);
      try (Model again = Model.load(file)) {
        assertEquals(400, again.layers().size());
        assertArrayEquals(
            deep.layers().get(399).getWeights().get(0).toArray(),
            again.layers().get(399).getWeights().get(0).toArray());
      }
    }
  }
}
