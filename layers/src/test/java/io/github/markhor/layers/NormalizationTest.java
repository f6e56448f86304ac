package io.github.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.markhor.Model;
import io.github.markhor.Sequential;
import io.github.markhor.config.Config;
import io.github.markhor.config.ConfigException;
import io.github.markhor.config.Dialect;
import io.github.markhor.graph.Step;
import io.github.markhor.losses.MeanSquaredError;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.source.Batch;
import io.github.markhor.source.BatchSource;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NormalizationTest {
  /** Two channels: 1 3 5 7 of mean 4 and variance 5, 10 10 20 20 of mean 15 and variance 25. */
  private static final Tensor SAMPLES =
      Tensor.of(new float[] {1, 10, 3, 10, 5, 20, 7, 20}, 2, 2, 2);

  @Test
  void adaptMeasuresEachChannel() {
    Normalization layer = Normalization.of().adapt(SAMPLES).name("norm");
    try (Sequential model = Sequential.of(Input.of(2, 2), layer)) {
      List<Tensor> weights = model.layer("norm").getWeights();
      assertArrayEquals(new float[] {4, 15}, weights.get(0).toArray(), 1e-6f);
      assertArrayEquals(new float[] {5, 25}, weights.get(1).toArray(), 1e-5f);
      assertEquals(Shape.of(), weights.get(2).shape());
      float[] y = model.predict(Tensor.of(new float[] {4, 15, 9, 0}, 1, 2, 2)).toArray();
      assertArrayEquals(new float[] {0, 0, (float) Math.sqrt(5), -3}, y, 1e-5f);
    }
  }

  @Test
  void axesAreKeptApart() {
    // Kept: axis 1. Rows 1 10 5 20 and 3 10 7 20.
    try (Sequential model =
        Sequential.of(Input.of(2, 2), Normalization.of().axis(1).adapt(SAMPLES))) {
      assertArrayEquals(new float[] {9, 10}, model.getWeights().get(0).toArray(), 1e-5f);
      assertArrayEquals(new float[] {50.5f, 39.5f}, model.getWeights().get(1).toArray(), 1e-4f);
    }
    try (Sequential model =
        Sequential.of(Input.of(2, 2), Normalization.of().axis(-1, 1).adapt(SAMPLES))) {
      assertEquals(Shape.of(2, 2), model.getWeights().get(0).shape());
      assertArrayEquals(new float[] {3, 15, 5, 15}, model.getWeights().get(0).toArray(), 1e-5f);
    }
    try (Sequential model =
        Sequential.of(Input.of(2, 2), Normalization.of().axis().adapt(SAMPLES))) {
      assertEquals(9.5f, model.getWeights().get(0).get(), 1e-5f);
    }
  }

  @Test
  void aSourceIsMeasuredLikeItsArrays() {
    float[] x = new float[7 * 3];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) Math.sin(i) * (i % 3 + 1) + 100;
    }
    Tensor all = Tensor.of(x, 7, 3);
    Normalization whole = Normalization.of().adapt(all);
    Normalization parts = Normalization.of().adapt(new InThrees(all));
    for (int weight = 0; weight < 2; weight++) {
      assertArrayEquals(values(whole, weight), values(parts, weight), 1e-6f);
    }
  }

  /** Batches of three; the last is smaller. */
  private record InThrees(Tensor all) implements BatchSource {
    @Override
    public int samples() {
      return all.shape().size(0);
    }

    @Override
    public int batchSize() {
      return 3;
    }

    @Override
    public Shape inputShape() {
      return all.shape().dropFirst();
    }

    @Override
    public Shape labelShape() {
      return null;
    }

    @Override
    public Batches epoch(int epoch) {
      return new Batches() {
        private int next;

        @Override
        public boolean hasNext() {
          return next < samples();
        }

        @Override
        public Batch next() {
          int from = next;
          next = Math.min(samples(), from + 3);
          return new Batch(all.slice(from, next), null, null);
        }
      };
    }
  }

  private static float[] values(Normalization layer, int weight) {
    return layer.weights(Shape.of(3)).get(weight).initializer().values(Shape.of(3), 0);
  }

  @Test
  void invertBringsBack() {
    double[] x = Run.numbers(12, 0.5);
    List<Normalization> both =
        List.of(
            Normalization.of(new double[] {1, -2, 3}, new double[] {4, 9, 0.25}),
            Normalization.of(new double[] {1, -2, 3}, new double[] {4, 9, 0.25}).invert(true));
    Run run = Run.of(both, Shape.of(2, 2, 3), false);
    assertArrayEquals(x, run.run(x, Step.NONE).get("y"), 1e-6);
    double[] y = Run.of(both.get(0), Shape.of(2, 2, 3), false).run(x, Step.NONE).get("y");
    assertEquals((x[4] + 2) / 3, y[4], 1e-6);
  }

  @Test
  void noVarianceDividesByTheSmallestDeviation() {
    double[] y =
        Run.of(Normalization.of(2, 0), Shape.of(1, 2), false)
            .run(new double[] {2, 2.5}, Step.NONE)
            .get("y");
    assertArrayEquals(new double[] {0, 0.5 / 1e-7}, y, 1);
  }

  @Test
  void trainingLeavesTheWeightsAndFilesKeepThem(@TempDir Path folder) {
    try (Sequential model =
        Sequential.of(
            Input.of(2, 2), Normalization.of().adapt(SAMPLES), Flatten.of(), Dense.of(1))) {
      model.compile(SGD.of(0.1), MeanSquaredError.of());
      model.trainOnBatch(SAMPLES, Tensor.of(new float[] {1, 2}, 2, 1));
      assertArrayEquals(new float[] {4, 15}, model.getWeights().get(0).toArray(), 1e-6f);
      Path file = folder.resolve("normalized.h5");
      model.save(file);
      try (Model loaded = Model.load(file)) {
        assertArrayEquals(model.predict(SAMPLES).toArray(), loaded.predict(SAMPLES).toArray());
      }
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Normalization.of().axis(0));
    assertThrows(
        IllegalArgumentException.class,
        () -> Normalization.of(new double[] {1}, new double[] {1, 2}));
    assertThrows(
        IllegalArgumentException.class,
        () -> Normalization.of(new double[] {1, 2}, new double[] {1, 2}).outputShape(Shape.of(3)));
    assertThrows(
        IllegalArgumentException.class, () -> Normalization.of().axis(3).outputShape(Shape.of(3)));
    assertThrows(IllegalStateException.class, () -> Normalization.of(1, 2).adapt(SAMPLES));
    assertThrows(
        IllegalArgumentException.class,
        () -> Normalization.of().adapt(SAMPLES).weights(Shape.of(2, 3)));
    assertThrows(
        ConfigException.class,
        () ->
            Normalization.fromConfig(
                new Config("Normalization", Dialect.KERAS_3, Map.of("mean", 1.0))));
    assertThrows(
        ConfigException.class,
        () ->
            Normalization.fromConfig(
                new Config(
                    "Normalization",
                    Dialect.KERAS_3,
                    Map.of(
                        "mean", List.of(List.of(1.0), List.of(1.0, 2.0)), "variance", List.of()))));
  }
}
