package io.github.markhor.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.CompileOptions;
import io.github.markhor.FitOptions;
import io.github.markhor.Model;
import io.github.markhor.Sequential;
import io.github.markhor.file.ModelFileException;
import io.github.markhor.layers.BatchNormalization;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.GlobalAveragePooling2D;
import io.github.markhor.layers.Input;
import io.github.markhor.layers.MaxPooling2D;
import io.github.markhor.layers.Resizing;
import io.github.markhor.losses.MeanSquaredError;
import io.github.markhor.optimizers.Adam;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models whose input leaves sizes open, None in Keras: each batch has its own. */
final class AnySizeTest {
  @TempDir Path folder;

  private static Sequential model(int... input) {
    return Sequential.of(
        Input.of(input).name("picture"),
        Conv2D.of(4, 3).activation("relu"),
        BatchNormalization.of(),
        MaxPooling2D.of(2),
        GlobalAveragePooling2D.of().name("pool"),
        Dense.of(2).name("out"));
  }

  private static Tensor pictures(int n, int height, int width) {
    Tensor x = Tensor.zeros(n, height, width, 3);
    for (int i = 0; i < x.shape().elements(); i++) {
      x.buffer().put(i, (i * 7919 % 23 - 11) / 8f);
    }
    return x;
  }

  private static void assertSame(List<Tensor> expected, List<Tensor> received) {
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i).toArray(), received.get(i).toArray(), "weight " + i);
    }
  }

  @Test
  void eachBatchIsPredictedAtItsOwnSize() {
    try (Sequential any = model(-1, -1, 3)) {
      for (int[] size : new int[][] {{9, 7}, {14, 30}, {9, 7}, {8, 8}}) {
        try (Sequential fixed = model(size[0], size[1], 3)) {
          fixed.setWeights(any.getWeights());
          Tensor x = pictures(3, size[0], size[1]);
          assertArrayEquals(fixed.predict(x).toArray(), any.predict(x).toArray());
          assertArrayEquals(
              fixed.output("pool").predict(x).toArray(), any.output("pool").predict(x).toArray());
        }
      }
      assertEquals("(None, None, 3)", any.inputShape().toString());
      assertEquals(Shape.of(2), any.outputShape());
      assertEquals(Shape.partly(-1, -1, 4), any.layers().get(0).outputShape());
    }
  }

  /** As a model of the very size does, also from one size to the next. */
  @Test
  void itTrainsAsOneOfThatSize() {
    try (Sequential any = model(-1, -1, 3);
        Sequential fixed = model(9, 7, 3);
        Sequential larger = model(12, 10, 3)) {
      for (Sequential model : List.of(any, fixed, larger)) {
        model.compile(
            Adam.of(0.01), MeanSquaredError.of(), CompileOptions.defaults().metrics("mae"));
      }
      fixed.setWeights(any.getWeights());
      Tensor y = Tensor.of(new float[] {1, 2, 0, -1, 0.5f, 3}, 3, 2);
      FitOptions options = FitOptions.defaults().epochs(2).batchSize(2).verbose(0).shuffle(false);
      assertEquals(
          fixed.fit(pictures(3, 9, 7), y, options).history(),
          any.fit(pictures(3, 9, 7), y, options).history());
      assertSame(fixed.getWeights(), any.getWeights());
      larger.setWeights(fixed.getWeights());
      larger.trainingState().setIterations(any.trainingState().iterations());
      larger.trainingState().setSlots(List.copyOf(any.trainingState().slots().values()));
      assertEquals(
          larger.trainOnBatch(pictures(3, 12, 10), y), any.trainOnBatch(pictures(3, 12, 10), y));
      assertSame(larger.getWeights(), any.getWeights());
      fixed.setWeights(any.getWeights());
      assertEquals(fixed.evaluate(pictures(3, 9, 7), y), any.evaluate(pictures(3, 9, 7), y));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"m.keras", "m.h5"})
  void aFileKeepsWhatIsOpen(String name) {
    Path file = folder.resolve(name);
    Tensor x = pictures(2, 11, 8);
    Tensor y = Tensor.of(new float[] {1, 2, 0, -1}, 2, 2);
    try (Sequential model = model(-1, 8, 3)) {
      model.compile(Adam.of(0.01), MeanSquaredError.of());
      model.trainOnBatch(x, y);
      model.save(file);
      try (Model again = Model.load(file)) {
        assertEquals(Shape.partly(-1, 8, 3), again.inputShape());
        assertTrue(again.toJson().contains("\"batch_shape\":[null,null,8,3]"), again.toJson());
        assertArrayEquals(model.predict(x).toArray(), again.predict(x).toArray());
        assertEquals(model.trainOnBatch(x, y), again.trainOnBatch(x, y));
        assertSame(model.getWeights(), again.getWeights());
        assertThrows(IllegalArgumentException.class, () -> again.predict(pictures(1, 11, 9)));
      }
    }
  }

  /** Such a base is of the outer model's size there, and open again in its file. */
  @Test
  void aBaseOfAnySizeStandsInAModelOfOne() {
    try (Sequential base = Sequential.of(Input.of(-1, -1, 3), Conv2D.of(4, 3), MaxPooling2D.of(2));
        Sequential model =
            Sequential.of(Input.of(8, 10, 3), base.asLayer(), Flatten.of(), Dense.of(2));
        Model again = Model.fromJson(model.toJson())) {
      assertEquals(Shape.of(3, 4, 4), model.output(model.layers().get(0).name()).shape());
      assertTrue(model.toJson().contains("[null,null,null,3]"), model.toJson());
      assertEquals(model.toJson(), again.toJson());
    }
  }

  @Test
  void resizingBringsAllSizesToOne() {
    try (Sequential any =
            Sequential.of(Input.of(-1, -1, 3), Resizing.of(6, 5), Flatten.of(), Dense.of(2));
        Sequential fixed =
            Sequential.of(Input.of(20, 9, 3), Resizing.of(6, 5), Flatten.of(), Dense.of(2))) {
      fixed.setWeights(any.getWeights());
      Tensor x = pictures(2, 20, 9);
      assertArrayEquals(fixed.predict(x).toArray(), any.predict(x).toArray());
    }
  }

  @Test
  void weightsThatDependOnAnOpenSizeAreRefused() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    Sequential.of(
                        Input.of(-1, -1, 3), Conv2D.of(4, 3), Flatten.of(), Dense.of(2).name("d")))
            .getMessage();
    for (String part : List.of("(None, None, 3)", "d (Dense)", "d/kernel")) {
      assertTrue(message.contains(part), message);
    }
    assertThrows(
        IllegalArgumentException.class, () -> Sequential.of(Input.of(4, 4, -1), Conv2D.of(2, 3)));
    assertThrows(IllegalArgumentException.class, () -> Input.of(-2, 3));
    assertThrows(IllegalArgumentException.class, () -> Input.of(0, 3));
    try (Sequential model = Sequential.of(Input.of(5, 4, 3), Flatten.of(), Dense.of(2).name("d"))) {
      String json = model.toJson().replace("[null,5,4,3]", "[null,null,4,3]");
      message = assertThrows(ModelFileException.class, () -> Model.fromJson(json)).getMessage();
      assertTrue(message.contains("d (Dense)"), message);
    }
  }

  @Test
  void whatNeedsASizeSaysSo() {
    try (Sequential any = model(-1, -1, 3)) {
      any.compile(Adam.of(0.01), MeanSquaredError.of());
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      any.summary(new PrintStream(out, true, StandardCharsets.UTF_8));
      String summary = out.toString(StandardCharsets.UTF_8);
      assertTrue(summary.contains("(None, None, None, 4)"), summary);
      assertFalse(summary.contains("256") || summary.contains("Training memory"), summary);
      assertThrows(IllegalStateException.class, () -> any.predict(new float[27]));
      assertThrows(IllegalStateException.class, () -> any.trainingState().memory(2));
      assertThrows(IllegalArgumentException.class, () -> any.predict(pictures(1, 2, 2)));
    }
  }
}
