package io.github.markhor.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.CompileOptions;
import io.github.markhor.FitOptions;
import io.github.markhor.History;
import io.github.markhor.Sequential;
import io.github.markhor.losses.CategoricalCrossentropy;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.source.Batch;
import io.github.markhor.source.BatchSource;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.testing.Activation;
import io.github.markhor.testing.Dense;
import io.github.markhor.testing.Input;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The use that {@code fit} makes of a source, and its messages about it. */
class SourcesTest {
  /** Two batches of two samples, each after a pause. */
  private record Slow(List<String> classNames, long pauseMillis) implements BatchSource {
    @Override
    public int samples() {
      return 4;
    }

    @Override
    public int batchSize() {
      return 2;
    }

    @Override
    public Shape inputShape() {
      return Shape.of(3);
    }

    @Override
    public Shape labelShape() {
      return Shape.of(2);
    }

    @Override
    public Batches epoch(int epoch) {
      return new Batches() {
        private int given;

        @Override
        public boolean hasNext() {
          return given < 2;
        }

        @Override
        public Batch next() {
          given++;
          try {
            Thread.sleep(pauseMillis);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return new Batch(
              Tensor.of(new float[] {1, 2, 3, -4, 5, 6}, 2, 3),
              Tensor.of(new float[] {1, 0, 0, 1}, 2, 2),
              null);
        }
      };
    }
  }

  private static Sequential model() {
    Sequential model =
        Sequential.of(Input.of(3), Dense.of(2).activation(Activation.SOFTMAX).name("last"));
    model.compile(
        SGD.of(0.1), CategoricalCrossentropy.of(), CompileOptions.defaults().metrics("accuracy"));
    return model;
  }

  @Test
  void fitTellsTheShareOfTimeThatItWaitsForData() {
    try (Sequential model = model()) {
      History history =
          model.fit(new Slow(List.of(), 40), FitOptions.defaults().epochs(2).verbose(0));
      assertEquals(2, history.waitingForData().size());
      for (double share : history.waitingForData()) {
        assertTrue(share > 0 && share <= 1, "share " + share);
      }
    }
  }

  @Test
  void aClassThatOnlyValidationHasIsRefusedAtOnce() {
    try (Sequential model = model()) {
      FitOptions options =
          FitOptions.defaults().epochs(1).verbose(0).validation(new Slow(List.of("cat", "eel"), 0));
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () -> model.fit(new Slow(List.of("cat", "dog"), 0), options));
      assertTrue(e.getMessage().contains("[cat, dog] to train, [cat, eel] to validate"));
      model.fit(new Slow(List.of("cat", "eel"), 0), options);
    }
  }
}
