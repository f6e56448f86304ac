package io.github.markhor.training;

import static io.github.markhor.layers.Activations.RELU;
import static io.github.markhor.layers.Activations.SOFTMAX;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.CompileOptions;
import io.github.markhor.FeatureCache;
import io.github.markhor.FitOptions;
import io.github.markhor.History;
import io.github.markhor.Model;
import io.github.markhor.ModelOptions;
import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.Add;
import io.github.markhor.layers.BatchNormalization;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Dropout;
import io.github.markhor.layers.GlobalAveragePooling2D;
import io.github.markhor.layers.Input;
import io.github.markhor.losses.SparseCategoricalCrossentropy;
import io.github.markhor.optimizers.Adam;
import io.github.markhor.regularizers.L2;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** A network with a base that is frozen, trained with a cache of features and without. */
final class CachedNetwork {
  static final int N = 11;
  static final Tensor X = TwoHeads.numbers(1, N, 7, 5, 3);
  static final Tensor Y = Tensor.ofLabels(0, 2, 1, 1, 0, 2, 2, 0, 1, 0, 2);
  static final Tensor WEIGHTS = Tensor.vector(1, 0.5f, 2, 1, 1, 3, 0.25f, 1, 1, 1.5f, 0.75f);

  /** The last batches have three samples and two. */
  static final FitOptions THREE = FitOptions.defaults().epochs(3).batchSize(4).verbose(0);

  /** A base with a residual, which has to be frozen to be cached. */
  static Model base() {
    Input x = Input.of(7, 5, 3);
    Symbol first = Conv2D.of(4, 3).padding("same").activation(RELU).name("conv").apply(x);
    Symbol normal = BatchNormalization.of().name("normal").apply(first);
    Symbol second = Conv2D.of(4, 3).padding("same").name("again").apply(normal);
    Symbol sum = Add.of().name("sum").apply(normal, second);
    return Model.of(ModelOptions.defaults().name("base").seed(5), List.of(x), List.of(sum));
  }

  static Symbol head(Symbol features) {
    Symbol pooled = GlobalAveragePooling2D.of().name("pooled").apply(features);
    Symbol some = Dropout.of(0.3).name("drop").apply(pooled);
    return Dense.of(3)
        .activation(SOFTMAX)
        .kernelRegularizer(L2.of(0.01))
        .name("classes")
        .apply(some);
  }

  static Model compiled(Model model) {
    model.compile(
        Adam.of(0.05),
        SparseCategoricalCrossentropy.of(),
        CompileOptions.defaults().metrics("accuracy"));
    return model;
  }

  static Model onFrozen(Model base) {
    base.setTrainable(false);
    Input x = Input.of(7, 5, 3);
    return compiled(
        Model.of(
            ModelOptions.defaults().name("whole").seed(9),
            List.of(x),
            List.of(head(base.apply(x)))));
  }

  static Model frozen() {
    return onFrozen(base());
  }

  static void assertSame(History expected, History actual) {
    assertEquals(expected.history().keySet(), actual.history().keySet());
    expected
        .history()
        .forEach(
            (name, numbers) -> {
              double[] all = numbers.stream().mapToDouble(Double::doubleValue).toArray();
              double[] own = actual.get(name).stream().mapToDouble(Double::doubleValue).toArray();
              assertArrayEquals(all, own, 1e-4, name);
            });
  }

  static void assertSameWeights(Model expected, Model actual) {
    for (int i = 0; i < expected.getWeights().size(); i++) {
      assertArrayEquals(
          expected.getWeights().get(i).toArray(), actual.getWeights().get(i).toArray(), 1e-4f);
    }
  }

  /** Trains two models alike, but for the cache, and compares all that comes out. */
  static void compare(
      Supplier<Model> made, Tensors x, Tensors y, FitOptions options, FeatureCache cache) {
    try (Model plain = made.get();
        Model cached = made.get()) {
      List<Tensor> before = plain.getWeights();
      History expected = plain.fit(x, y, options);
      History actual = cached.fit(x, y, options.cacheFeatures(cache));
      assertSame(expected, actual);
      assertSameWeights(plain, cached);
      boolean trained = false;
      for (int i = 0; i < before.size(); i++) {
        trained |= !Arrays.equals(before.get(i).toArray(), cached.getWeights().get(i).toArray());
      }
      assertTrue(trained);
      // Training goes on from there, without the cache as well.
      assertSame(plain.fit(x, y, options), cached.fit(x, y, options));
    }
  }

  static void compare(FitOptions options, FeatureCache cache) {
    compare(CachedNetwork::frozen, X, Y, options, cache);
  }

  private CachedNetwork() {}
}
