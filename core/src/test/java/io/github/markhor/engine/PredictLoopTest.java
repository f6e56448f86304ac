package io.github.markhor.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.Sequential;
import io.github.markhor.callbacks.Callback;
import io.github.markhor.source.ArraySource;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.testing.Dense;
import io.github.markhor.testing.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** Predictions for the batches of a source. */
class PredictLoopTest {
  private final Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 5, 2);

  private static Sequential model() {
    return Sequential.of(Input.of(2), Dense.of(3));
  }

  @Test
  void predictsInTheSourcesOrderAndStopsAfterTheStepsAskedFor() {
    try (Sequential model = model()) {
      Tensor all = model.predict(ArraySource.inOrder(x, null, null, 2));
      assertEquals(Shape.of(5, 3), all.shape());
      assertArrayEquals(model.predict(x).toArray(), all.toArray(), 1e-6f);
      Tensor two = model.predict(ArraySource.inOrder(x, null, null, 2), 2);
      assertArrayEquals(all.slice(0, 4).toArray(), two.toArray(), 1e-6f);
    }
  }

  @Test
  void anInterruptionEndsItBeforeTheNextBatch() {
    List<Integer> batches = new ArrayList<>();
    Callback interrupting =
        new Callback() {
          @Override
          public void onPredictBatchEnd(int batch) {
            batches.add(batch);
            if (batch == 1) {
              Thread.currentThread().interrupt();
            }
          }
        };
    try (Sequential model = model()) {
      ArraySource source = ArraySource.inOrder(x, null, null, 1);
      assertThrows(CancellationException.class, () -> model.predict(source, interrupting));
      assertTrue(Thread.interrupted(), "the thread stays interrupted");
      assertEquals(List.of(0, 1), batches);
    }
  }

  @Test
  void aClosedModelIsRefused() {
    Sequential model = model();
    model.close();
    ArraySource source = ArraySource.inOrder(x, null, null, 1);
    assertThrows(IllegalStateException.class, () -> model.predict(source));
  }
}
