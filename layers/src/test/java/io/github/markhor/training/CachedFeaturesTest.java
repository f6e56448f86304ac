package io.github.markhor.training;

import static io.github.markhor.layers.Activations.SOFTMAX;
import static io.github.markhor.training.CachedNetwork.N;
import static io.github.markhor.training.CachedNetwork.THREE;
import static io.github.markhor.training.CachedNetwork.WEIGHTS;
import static io.github.markhor.training.CachedNetwork.X;
import static io.github.markhor.training.CachedNetwork.Y;
import static io.github.markhor.training.CachedNetwork.assertSameWeights;
import static io.github.markhor.training.CachedNetwork.base;
import static io.github.markhor.training.CachedNetwork.compare;
import static io.github.markhor.training.CachedNetwork.compiled;
import static io.github.markhor.training.CachedNetwork.frozen;
import static io.github.markhor.training.CachedNetwork.head;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.FeatureCache;
import io.github.markhor.FitOptions;
import io.github.markhor.History;
import io.github.markhor.Model;
import io.github.markhor.ModelOptions;
import io.github.markhor.callbacks.BackupAndRestore;
import io.github.markhor.callbacks.Callback;
import io.github.markhor.callbacks.ModelCheckpoint;
import io.github.markhor.callbacks.ModelInTraining;
import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.DTypePolicy;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.BatchNormalization;
import io.github.markhor.layers.Concatenate;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Dropout;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.GlobalAveragePooling2D;
import io.github.markhor.layers.Input;
import io.github.markhor.layers.ReLU;
import io.github.markhor.losses.MeanSquaredError;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.regularizers.L2;
import io.github.markhor.tensor.HostMemory;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.tensor.Tensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training on features that are computed once, held to training without. */
final class CachedFeaturesTest {
  private static String refused(Model model, FitOptions options) {
    try (model) {
      return assertThrows(IllegalArgumentException.class, () -> model.fit(X, Y, options))
          .getMessage();
    }
  }

  @Test
  void lossesAndWeightsAreThoseOfTrainingWithout() {
    FeatureCache found = FeatureCache.defaults();
    compare(THREE, found);
    compare(THREE, found.layer("base"));
    compare(THREE, found.layer("pooled"));
    compare(THREE, found.layer("base/sum"));
    compare(THREE.shuffle(false).validationSplit(0.3), found);
    compare(THREE.sampleWeight(WEIGHTS).validationData(X, Y, WEIGHTS), found);
    compare(THREE.classWeight(Map.of(0, 2.0, 2, 0.5)).validationData(X, Y), found);
    compare(THREE.stepsPerEpoch(2).validationData(X, Y).validationSteps(1), found);
    compare(THREE.initialEpoch(1), found);
  }

  @Test
  void featuresInAFileAreTheSameAndTheFileIsGone(@TempDir Path folder) throws IOException {
    Path inside = folder.resolve("new/deep");
    compare(THREE.validationSplit(0.3), FeatureCache.defaults().directory(inside));
    try (Stream<Path> left = Files.list(inside)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void bfloat16GoesThroughTheCacheUnchanged() {
    String before = System.getProperty("markhor.bfloat16");
    System.setProperty("markhor.bfloat16", "emulate");
    try {
      Supplier<Model> mixed =
          () -> {
            Model base = base();
            base.setTrainable(false);
            Input x = Input.of(7, 5, 3);
            ModelOptions options =
                ModelOptions.defaults().seed(9).dtype(DTypePolicy.MIXED_BFLOAT16);
            return compiled(Model.of(options, List.of(x), List.of(head(base.apply(x)))));
          };
      try (Model plain = mixed.get();
          Model cached = mixed.get()) {
        History expected = plain.fit(X, Y, THREE);
        History actual = cached.fit(X, Y, THREE.cacheFeatures("base"));
        assertArrayEquals(
            expected.get("loss").stream().mapToDouble(Double::doubleValue).toArray(),
            actual.get("loss").stream().mapToDouble(Double::doubleValue).toArray(),
            0.02);
      }
    } finally {
      if (before == null) {
        System.clearProperty("markhor.bfloat16");
      } else {
        System.setProperty("markhor.bfloat16", before);
      }
    }
  }

  @Test
  void layersOfAnUnfrozenBaseThatInferAreCachedIfTheyDoNotTrain() {
    // The last block trains; what is cached lies within the base, at both ends of the residual.
    Supplier<Model> half =
        () -> {
          Model base = base();
          base.setTrainable(false);
          base.layer("again").setTrainable(true);
          Input x = Input.of(7, 5, 3);
          return compiled(
              Model.of(
                  ModelOptions.defaults().seed(9),
                  List.of(x),
                  List.of(head(base.applyInference(x)))));
        };
    compare(half, X, Y, THREE, FeatureCache.defaults());
    compare(half, X, Y, THREE, FeatureCache.defaults().layer("base/normal"));
    String beside = refused(half.get(), THREE.cacheFeatures("base"));
    assertTrue(beside.contains("Received: base, with base/again (trains)"), beside);
  }

  @Test
  void penaltiesForResultsOfFrozenLayersStayInTheLoss() {
    Supplier<Model> made =
        () -> {
          Input x = Input.of(7, 5, 3);
          Symbol first = Conv2D.of(4, 3).activityRegularizer(L2.of(0.3)).trainable(false).apply(x);
          return compiled(
              Model.of(ModelOptions.defaults().seed(2), List.of(x), List.of(head(first))));
        };
    compare(made, X, Y, THREE, FeatureCache.defaults());
  }

  @Test
  void severalInputsAndOutputsAndASharedBase() {
    Tensor a = TwoHeads.numbers(1, N, 7, 5, 3);
    Tensor b = TwoHeads.numbers(2, N, 7, 5, 3);
    Tensor table = TwoHeads.numbers(3, N, 2);
    Supplier<Model> made =
        () -> {
          Model base = base();
          base.setTrainable(false);
          Input left = Input.of(7, 5, 3).name("left");
          Input right = Input.of(7, 5, 3).name("right");
          Input more = Input.of(2).name("more");
          Symbol both =
              Concatenate.of()
                  .apply(
                      GlobalAveragePooling2D.of().apply(base.apply(left)),
                      GlobalAveragePooling2D.of().apply(base.apply(right)),
                      Dense.of(3).name("table").apply(more));
          Model model =
              Model.of(
                  ModelOptions.defaults().seed(4),
                  List.of(left, right, more),
                  List.of(
                      Dense.of(1).name("far").apply(both), Dense.of(2).name("near").apply(both)));
          model.compile(SGD.of(0.05), List.of(MeanSquaredError.of(), MeanSquaredError.of()));
          return model;
        };
    Tensors x = Tensors.of(Map.of("more", table, "right", b, "left", a));
    Tensors y =
        Tensors.of(Map.of("near", TwoHeads.numbers(5, N, 2), "far", TwoHeads.numbers(6, N, 1)));
    FitOptions weighed = THREE.sampleWeight(Tensors.of(Map.of("far", WEIGHTS)));
    compare(made, x, y, THREE.validationSplit(0.3), FeatureCache.defaults());
    compare(made, x, y, weighed, FeatureCache.defaults().layer("base"));
  }

  @Test
  void aTrainingThatIsResumedGoesOnWithFeaturesOfTheRestoredBase(@TempDir Path folder) {
    FitOptions four = THREE.epochs(4).cacheFeatures();
    try (Model whole = frozen();
        Model broken = frozen();
        Model resumed = frozen()) {
      History expected = whole.fit(X, Y, four);
      Callback fails =
          new Callback() {
            @Override
            public void onEpochBegin(int epoch) {
              if (epoch == 2) {
                throw new IllegalStateException("broken");
              }
            }
          };
      Path file = folder.resolve("backup.keras");
      assertThrows(
          IllegalStateException.class,
          () -> broken.fit(X, Y, four.callbacks(BackupAndRestore.builder(file).build(), fails)));
      // Other weights than those that the backup has.
      List<Tensor> others = new ArrayList<>();
      for (Tensor weight : resumed.getWeights()) {
        others.add(TwoHeads.numbers(8, weight.shape().toArray()));
      }
      resumed.setWeights(others);
      History rest = resumed.fit(X, Y, four.callbacks(BackupAndRestore.builder(file).build()));
      assertEquals(expected.get("loss").subList(2, 4), rest.get("loss"));
      assertSameWeights(whole, resumed);
    }
  }

  @Test
  void theModelThatIsSavedIsTheWholeOne(@TempDir Path folder) {
    Path file = folder.resolve("best.keras");
    Path last = folder.resolve("last.h5");
    try (Model model = frozen()) {
      Consumer<ModelInTraining> sees =
          inTraining -> assertEquals(Shape.of(N, 3), inTraining.predict(X).shape());
      Callback predicts =
          new Callback() {
            private ModelInTraining model;

            @Override
            public void setModel(ModelInTraining model) {
              this.model = model;
            }

            @Override
            public void onEpochEnd(int epoch, Map<String, Double> logs) {
              sees.accept(model);
            }
          };
      model.fit(
          X,
          Y,
          THREE.callbacks(ModelCheckpoint.builder(file).build(), predicts).cacheFeatures("base"));
      model.save(last);
      float[] expected = model.predict(X).toArray();
      for (Path saved : List.of(file, last)) {
        try (Model loaded = Model.load(saved)) {
          assertArrayEquals(expected, loaded.predict(X).toArray(), 1e-6f);
          assertEquals(model.evaluate(X, Y).get("loss"), loaded.evaluate(X, Y).get("loss"), 1e-6);
        }
      }
    }
  }

  @Test
  void whatChangesIsRefusedByName() {
    Model trains = compiled(base4());
    String found = refused(trains, THREE.cacheFeatures());
    assertTrue(found.contains("come first: conv (trains)"), found);
    assertTrue(found.contains("setTrainable(false) before compile"), found);

    Input x = Input.of(7, 5, 3);
    Symbol dropped = Dropout.of(0.2).name("early").apply(x);
    Symbol conv = Conv2D.of(2, 3).trainable(false).name("frozen").apply(dropped);
    Model random = compiled(Model.of(x, head(conv)));
    String drawn = refused(random, THREE.cacheFeatures("frozen"));
    assertTrue(drawn.contains("Received: frozen, with early (draws at random)"), drawn);

    Input y = Input.of(7, 5, 3);
    Symbol free = BatchNormalization.of().center(false).scale(false).name("free").apply(y);
    Symbol behind = Conv2D.of(2, 3).trainable(false).name("frozen").apply(free);
    Model statistics = compiled(Model.of(y, head(behind)));
    String kept = refused(statistics, THREE.cacheFeatures("frozen"));
    assertTrue(kept.contains("Received: frozen, with "), kept);

    String beside = refused(frozen(), THREE.cacheFeatures("base/again"));
    assertTrue(beside.contains("Received: base/again, beside which these depend"), beside);
    assertTrue(beside.contains("base/normal"), beside);
    String unknown = refused(frozen(), THREE.cacheFeatures("bass"));
    assertTrue(unknown.contains("base"), unknown);
  }

  private static Model base4() {
    Input x = Input.of(7, 5, 3);
    Symbol first = Conv2D.of(4, 3).name("conv").apply(x);
    Symbol relu = ReLU.of().name("relu").apply(first);
    return Model.of(x, Dense.of(3).activation(SOFTMAX).apply(Flatten.of().apply(relu)));
  }

  /** Subtracts the mean of the whole batch. */
  private static final class Centred extends AbstractLayer<Centred> {
    @Override
    public Value call(Value x, LayerContext context) {
      // Of squares, so that no choice of weights brings it close to zero.
      return x.sub(x.mul(x).mean());
    }

    @Override
    protected void addTo(Config config) {}
  }

  @Test
  void featuresThatDependOnTheBatchAreRefused() {
    Input x = Input.of(7, 5, 3);
    Symbol conv = Conv2D.of(2, 3).trainable(false).name("frozen").apply(x);
    Model model = compiled(Model.of(x, head(new Centred().name("centred").apply(conv))));
    String refused = refused(model, THREE.cacheFeatures("centred"));
    assertTrue(refused.contains("features of centred, which are others in another batch"), refused);
  }

  @Test
  void memoryIsKnownBeforeAndFreedAfter(@TempDir Path folder) {
    try (Model model = frozen()) {
      model.fit(X, Y, THREE);
      long before = HostMemory.liveBytes();
      String refused =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> model.fit(X, Y, THREE.maxMemory("5k").cacheFeatures("base")))
              .getMessage();
      // 7 · 5 · 4 features, a label and a weight, of 11 samples.
      assertTrue(refused.contains("6.10 KB"), refused);
      assertEquals(before, HostMemory.liveBytes());
      Callback fails =
          new Callback() {
            @Override
            public void onTrainBatchEnd(int batch, Map<String, Double> logs) {
              throw new IllegalStateException("broken");
            }
          };
      for (FeatureCache cache :
          List.of(FeatureCache.defaults(), FeatureCache.defaults().directory(folder))) {
        assertThrows(
            IllegalStateException.class,
            () -> model.fit(X, Y, THREE.callbacks(fails).cacheFeatures(cache)));
        model.fit(X, Y, THREE.cacheFeatures(cache));
      }
      long after = HostMemory.liveBytes();
      model.fit(X, Y, THREE.cacheFeatures());
      assertEquals(after, HostMemory.liveBytes());
      try (Stream<Path> left = Files.list(folder)) {
        assertEquals(0, left.count());
      } catch (IOException wrong) {
        throw new UncheckedIOException(wrong);
      }
      model.fit(X, Y, THREE.maxMemory("2m").cacheFeatures());
    }
  }
}
