package io.github.markhor.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.FitOptions;
import io.github.markhor.Model;
import io.github.markhor.ModelOptions;
import io.github.markhor.Sequential;
import io.github.markhor.layer.Layer;
import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.Add;
import io.github.markhor.layers.BatchNormalization;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.Input;
import io.github.markhor.layers.Subtract;
import io.github.markhor.losses.MeanSquaredError;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Layers in several models, and models in models. */
final class SharedWeightsTest {
  private static final Tensor X = Tensor.of(new float[] {1, -2, 3, 0.5f, 4, -1}, 2, 3);

  private static float[] weights(Model model) {
    return model.getWeights().get(0).toArray();
  }

  private static void train(Model model) {
    model.compile(SGD.of(0.1), MeanSquaredError.of());
    Tensor y = Tensor.zeros(2, model.outputShape().size(0));
    model.fit(X, y, FitOptions.defaults().verbose(0));
  }

  @Test
  void modelsOfTheSameSymbolsShare() {
    Input x = Input.of(3);
    Symbol code = Dense.of(2).name("code").apply(x);
    Symbol back = Dense.of(3).name("back").apply(code);
    try (Model encoder = Model.of(x, code);
        Model both = Model.of(x, back)) {
      float[] before = weights(encoder);
      train(both);
      assertFalse(Arrays.equals(before, weights(encoder)));
      assertArrayEquals(weights(both), weights(encoder));
      assertArrayEquals(both.output("code").predict(X).toArray(), encoder.predict(X).toArray());
    }
  }

  @Test
  void aPartIsCutOutOfAModel() {
    try (Sequential whole =
        Sequential.of(Dense.of(4).inputShape(3).name("first"), Dense.of(2).name("second"))) {
      try (Model part = Model.of(whole.input(), whole.layer("first").output());
          Model again = Model.of(whole.input(), whole.output("first"))) {
        assertEquals(16, part.countParams());
        train(whole);
        assertArrayEquals(whole.output("first").predict(X).toArray(), part.predict(X).toArray());
        assertArrayEquals(part.predict(X).toArray(), again.predict(X).toArray());
        part.layer("first").setTrainable(false);
        assertFalse(whole.layer("first").trainable());
      }
      assertEquals(2, whole.predict(X).shape().size(1));
    }
  }

  @Test
  void theLastModelThatIsClosedFreesTheWeights() {
    Input x = Input.of(3);
    Symbol code = Dense.of(2).apply(x);
    Model one = Model.of(x, code);
    Model other = Model.of(x, code);
    float[] weights = weights(one);
    one.close();
    one.close();
    assertArrayEquals(weights, weights(other));
    Layer layer = other.layers().get(0);
    other.close();
    Symbol of = layer.apply(Input.of(3));
    assertThrows(IllegalStateException.class, () -> Sequential.of(layer));
    assertEquals(2, of.shape().size(0));
    // The symbols are free for models of their own again.
    try (Model third = Model.of(x, code)) {
      assertFalse(Arrays.equals(new float[6], weights(third)));
    }
  }

  /** The names of layers are their ways within the model. */
  @Test
  void aModelOfAnyNameIsALayer() {
    Input x = Input.of(3);
    for (String name : List.of("a/b", "")) {
      try (Model base =
              Model.of(
                  ModelOptions.defaults().name(name), List.of(x), List.of(Dense.of(2).apply(x)));
          Model model = Model.of(x, base.apply(x))) {
        String layer = name.isEmpty() ? "model" : "a_b";
        assertEquals(name, base.name());
        assertEquals(layer, model.layers().get(0).name());
        assertEquals(6, model.layer(layer + "/dense").getWeights().get(0).shape().elements());
      }
    }
  }

  @Test
  void aLayerThatIsInTwoPlacesCountsOnce() {
    Input x = Input.of(3);
    Dense shared = Dense.of(3).name("shared");
    try (Model base =
            Model.of(ModelOptions.defaults().name("base"), List.of(x), List.of(shared.apply(x)));
        Model model = Model.of(x, Add.of().apply(base.apply(x), base.layer("shared").apply(x)))) {
      assertEquals(12, model.countParams());
      assertEquals(2, model.getWeights().size());
      model.setWeights(List.of(Tensor.of(new float[9], 3, 3), Tensor.of(new float[] {1, 2, 3}, 3)));
      assertArrayEquals(new float[] {2, 4, 6, 2, 4, 6}, model.predict(X).toArray());
      assertArrayEquals(new float[] {1, 2, 3, 1, 2, 3}, base.predict(X).toArray());
      train(model);
      assertFalse(base.predict(X).get(0, 0) == 1);
    }
  }

  /** Both calls move the statistics, one after the other; inference moves none. */
  @Test
  void aSharedNormalizationGoesOnFromItsOwnStatistics() {
    Input a = Input.of(3);
    Input b = Input.of(3);
    BatchNormalization norm = BatchNormalization.of().momentum(0.5).center(false).scale(false);
    Symbol both = Subtract.of().apply(norm.apply(a), norm.apply(b));
    try (Model model = Model.of(List.of(a, b), List.of(Dense.of(1).apply(both)))) {
      model.compile(SGD.of(0.1), MeanSquaredError.of());
      Tensor other = Tensor.of(new float[] {0, 2, 0, 2, 4, 2}, 2, 3);
      model.trainOnBatch(Tensors.of(X, other), Tensor.zeros(2, 1));
      // From 0: half of a's mean (0.75, 1, 1), then half of that and half of b's (1, 3, 1).
      assertArrayEquals(
          new float[] {0.375f * 0.5f + 0.5f, 0.25f + 1.5f, 0.25f + 0.5f},
          model.getWeights().get(0).toArray(),
          1e-6f);
    }
  }

  @Test
  void aBaseThatInfersKeepsItsStatisticsWhileItTrains() {
    Input in = Input.of(3);
    try (Model base = Model.of(in, BatchNormalization.of().apply(in))) {
      Input x = Input.of(3);
      try (Model model = Model.of(x, Dense.of(1).apply(base.applyInference(x)));
          Model usual = Model.of(x, Dense.of(1).apply(base.apply(x)))) {
        List<Tensor> before = base.getWeights();
        train(model);
        assertFalse(Arrays.equals(before.get(0).toArray(), base.getWeights().get(0).toArray()));
        assertArrayEquals(before.get(2).toArray(), base.getWeights().get(2).toArray());
        train(usual);
        assertFalse(Arrays.equals(before.get(2).toArray(), base.getWeights().get(2).toArray()));
      }
    }
  }

  @Test
  void whatIsNotConnectedIsRefusedByName() {
    Input x = Input.of(3).name("x");
    Input forgotten = Input.of(3).name("forgotten");
    Symbol sum = Add.of().apply(x, forgotten);
    String message =
        assertThrows(IllegalArgumentException.class, () -> Model.of(x, sum)).getMessage();
    assertTrue(message.contains("[x]") && message.contains("forgotten"), message);
    Layer wide = Dense.of(2).name("wide");
    Symbol narrow = wide.apply(x);
    Symbol other = wide.apply(Flatten.of().apply(Input.of(2, 2).name("y")));
    assertEquals(2, narrow.shape().size(0));
    String shapes =
        assertThrows(
                IllegalArgumentException.class,
                () -> Model.of(List.of(x, other.call().inputs().get(0)), List.of(narrow, other)))
            .getMessage();
    assertTrue(shapes.contains("wide"), shapes);
  }
}
