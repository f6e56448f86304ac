package io.github.markhor.engine;

import static io.github.markhor.testing.Activation.RELU;
import static io.github.markhor.testing.Activation.SOFTMAX;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.CompileOptions;
import io.github.markhor.FitOptions;
import io.github.markhor.Sequential;
import io.github.markhor.TrainingState;
import io.github.markhor.callbacks.Callback;
import io.github.markhor.losses.CategoricalCrossentropy;
import io.github.markhor.losses.MeanSquaredError;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.source.Batch;
import io.github.markhor.source.BatchSource;
import io.github.markhor.tensor.HostMemory;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.testing.Conv2D;
import io.github.markhor.testing.Dense;
import io.github.markhor.testing.Flatten;
import io.github.markhor.testing.Input;
import io.github.markhor.testing.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every way out of fit, and what is left behind: nothing. */
@Timeout(60)
class LifeTest {
  private static final Tensor X = Samples.pictures(48, 1);
  private static final Tensor Y = Samples.oneHot(48);

  private static Sequential model() {
    Sequential model =
        Sequential.of(
            Input.of(8, 8, 1),
            Conv2D.of(3, 3).activation(RELU),
            Flatten.of(),
            Dense.of(2).activation(SOFTMAX));
    model.compile(SGD.of(0.05), CategoricalCrossentropy.of());
    return model;
  }

  private static FitOptions epochs(int epochs, Callback... callbacks) {
    return FitOptions.defaults().epochs(epochs).batchSize(20).verbose(0).callbacks(callbacks);
  }

  @Test
  void memoryIsFlatOverEpochsAndGoneAfterClose() {
    long before = HostMemory.liveBytes();
    List<Long> live = new ArrayList<>();
    try (Sequential model = model()) {
      Callback watch =
          new Callback() {
            @Override
            public void onEpochEnd(int epoch, Map<String, Double> logs) {
              model.predict(X, 20);
              live.add(HostMemory.liveBytes());
            }
          };
      model.fit(X, Y, epochs(30, watch).validationData(X, Y));
      assertEquals(live.get(1), live.get(29));
      assertTrue(live.get(29) > before);
      model.compile(SGD.of(0.1), CategoricalCrossentropy.of());
      model.fit(X, Y, epochs(2, watch).validationData(X, Y));
      assertEquals(live.get(29), live.get(31));
    }
    assertEquals(before, HostMemory.liveBytes());
  }

  @Test
  void stopTrainingEndsAfterTheBatchAndCompletesTheEpoch() {
    try (Sequential model = model()) {
      Recorder recorder = new Recorder();
      Callback stop =
          new Callback() {
            @Override
            public void onTrainBatchEnd(int batch, Map<String, Double> logs) {
              if (batch == 1) {
                model.stopTraining();
              }
            }
          };
      assertEquals(List.of(0), model.fit(X, Y, epochs(5, stop, recorder)).epochs());
      assertEquals(
          List.of("begin", "epoch 0", "batch 0", "batch 1", "epoch 0 ended", "end"),
          recorder.calls);
      // Not for ever: the next fit runs.
      assertEquals(2, model.fit(X, Y, epochs(2)).epochs().size());
    }
  }

  @Test
  void anErrorInACallbackReachesTheCallerAfterTheOthersHaveEnded() {
    try (Sequential model = model()) {
      Recorder recorder = new Recorder();
      IllegalStateException error = new IllegalStateException("from the callback");
      Callback failing =
          new Callback() {
            @Override
            public void onTrainBatchEnd(int batch, Map<String, Double> logs) {
              throw error;
            }
          };
      Throwable thrown =
          assertThrows(
              IllegalStateException.class, () -> model.fit(X, Y, epochs(2, recorder, failing)));
      assertEquals(error, thrown);
      assertEquals("end", recorder.calls.get(recorder.calls.size() - 1));
      assertEquals(1, model.fit(X, Y, epochs(1)).epochs().size());
    }
  }

  @Test
  void anInterruptEndsFitAndLeavesTheModelUsable() {
    try (Sequential model = model()) {
      Recorder recorder = new Recorder();
      Callback interrupt =
          new Callback() {
            @Override
            public void onTrainBatchEnd(int batch, Map<String, Double> logs) {
              Thread.currentThread().interrupt();
            }
          };
      String message =
          assertThrows(
                  CancellationException.class,
                  () -> model.fit(X, Y, epochs(2, interrupt, recorder)))
              .getMessage();
      assertTrue(message.contains("epoch 1") && message.contains("batch 1"), message);
      assertTrue(Thread.interrupted(), "the thread must still know of its interrupt");
      assertEquals("end", recorder.calls.get(recorder.calls.size() - 1));
      assertEquals(1, model.fit(X, Y, epochs(1)).epochs().size());
    }
  }

  @Test
  void closeEndsAFitThatAnotherThreadRuns() throws Exception {
    long before = HostMemory.liveBytes();
    Sequential model = model();
    CountDownLatch started = new CountDownLatch(1);
    Callback signal =
        new Callback() {
          @Override
          public void onTrainBatchEnd(int batch, Map<String, Double> logs) {
            started.countDown();
          }
        };
    CompletableFuture<?> fit =
        CompletableFuture.supplyAsync(() -> model.fit(X, Y, epochs(1_000_000, signal)));
    assertTrue(started.await(30, TimeUnit.SECONDS));
    model.close();
    ExecutionException ended = assertThrows(ExecutionException.class, fit::get);
    assertInstanceOf(CancellationException.class, ended.getCause());
    assertEquals(before, HostMemory.liveBytes());
    assertThrows(IllegalStateException.class, () -> model.predict(X));
    model.close();
  }

  @Test
  void aCallbackMayEvaluateAndAskButNotTrainOrCompile() {
    try (Sequential model = model()) {
      List<Double> rates = new ArrayList<>();
      List<String> refused = new ArrayList<>();
      Callback ask =
          new Callback() {
            @Override
            public void onTestEnd(Map<String, Double> logs) {
              rates.add(model.learningRate());
            }
          };
      Callback callback =
          new Callback() {
            @Override
            public void onEpochEnd(int epoch, Map<String, Double> logs) {
              model.evaluate(new InOrder(X, Y), 0, ask);
              for (Runnable call :
                  List.<Runnable>of(
                      () -> model.fit(X, Y, epochs(1)),
                      () -> model.compile(SGD.of(1), CategoricalCrossentropy.of()))) {
                refused.add(assertThrows(IllegalStateException.class, call::run).getMessage());
              }
            }
          };
      model.fit(X, Y, epochs(1, callback));
      assertEquals(List.of(0.05), rates);
      assertTrue(refused.get(0).contains("fit") && refused.get(1).contains("compile"));
    }
  }

  /** All of some arrays as one batch. */
  private record InOrder(Tensor x, Tensor y) implements BatchSource {
    @Override
    public int samples() {
      return x.shape().size(0);
    }

    @Override
    public int batchSize() {
      return samples();
    }

    @Override
    public Shape inputShape() {
      return x.shape().dropFirst();
    }

    @Override
    public Shape labelShape() {
      return y.shape().dropFirst();
    }

    @Override
    public Batches epoch(int epoch) {
      Iterator<Batch> one = List.of(new Batch(x, y, null)).iterator();
      return new Batches() {
        @Override
        public boolean hasNext() {
          return one.hasNext();
        }

        @Override
        public Batch next() {
          return one.next();
        }
      };
    }
  }

  @Test
  void frozenLayersStayFromTheNextCompileOn() {
    try (Sequential model = model()) {
      model.layer("conv2d").setTrainable(false);
      float[] kernel = model.layer("conv2d").getWeights().get(0).toArray();
      model.trainOnBatch(X, Y);
      float[] moved = model.layer("conv2d").getWeights().get(0).toArray();
      assertFalse(Arrays.equals(kernel, moved), "compile came before freezing");
      model.compile(SGD.of(0.05), CategoricalCrossentropy.of());
      float[] dense = model.layer("dense").getWeights().get(0).toArray();
      model.trainOnBatch(X, Y);
      assertTrue(Arrays.equals(moved, model.layer("conv2d").getWeights().get(0).toArray()));
      assertFalse(Arrays.equals(dense, model.layer("dense").getWeights().get(0).toArray()));
    }
  }

  private static final class Recorder implements Callback {
    private final List<String> calls = new ArrayList<>();

    @Override
    public void onTrainBegin() {
      calls.add("begin");
    }

    @Override
    public void onTrainEnd(Map<String, Double> logs) {
      calls.add("end");
    }

    @Override
    public void onEpochBegin(int epoch) {
      calls.add("epoch " + epoch);
    }

    @Override
    public void onEpochEnd(int epoch, Map<String, Double> logs) {
      calls.add("epoch " + epoch + " ended");
    }

    @Override
    public void onTrainBatchEnd(int batch, Map<String, Double> logs) {
      calls.add("batch " + batch);
    }
  }

  @Test
  void theTrainingStateIsThatOfTheLastCompile() {
    try (Sequential model = Sequential.of(Input.of(2), Dense.of(2))) {
      model.compile(SGD.of(0.5), MeanSquaredError.of());
      TrainingState state = model.trainingState();
      assertEquals(0, state.outputs().get(0).metrics().size());
      model.compile("adam", "mae", CompileOptions.defaults().metrics("mse"));
      assertEquals("Adam", state.optimizer().className());
      assertEquals(1, state.outputs().get(0).metrics().size());
      assertEquals(List.of("loss", "mse"), model.metricsNames());
    }
  }
}
