package io.github.markhor.training;

import static io.github.markhor.layers.Activations.RELU;
import static io.github.markhor.layers.Activations.SOFTMAX;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.github.markhor.CompileOptions;
import io.github.markhor.FitOptions;
import io.github.markhor.Sequential;
import io.github.markhor.callbacks.Callback;
import io.github.markhor.layers.BatchNormalization;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Dropout;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.Input;
import io.github.markhor.layers.MaxPooling2D;
import io.github.markhor.losses.CategoricalCrossentropy;
import io.github.markhor.optimizers.Adam;
import io.github.markhor.testing.Samples;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A step of training leaves next to nothing for the garbage collector. */
class AllocationTest {
  private static final int BATCH = 64;
  private static final int EPOCHS = 12;
  private static final int BATCHES = 5;

  /** Reads what this thread has allocated, and keeps the most that lay between two batches. */
  private static final class Watch implements Callback {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private int epoch;
    private long before;
    private long most;

    @Override
    public void onEpochBegin(int epoch) {
      this.epoch = epoch;
    }

    @Override
    public void onTrainBatchEnd(int batch, Map<String, Double> logs) {
      long now = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
      // Classes are loaded and lambdas are linked in the first steps.
      if (epoch > EPOCHS / 2 && batch > 0) {
        most = Math.max(most, now - before);
      }
      before = now;
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSteadyStepAllocatesLessThanTenKilobytes(boolean shuffle) {
    Watch watch = new Watch();
    try (Sequential model =
        Sequential.of(
            Input.of(Samples.SIZE, Samples.SIZE, 1),
            Conv2D.of(6, 3).activation(RELU),
            BatchNormalization.of(),
            Dropout.of(0.2),
            MaxPooling2D.of(2),
            Flatten.of(),
            Dense.of(2).activation(SOFTMAX))) {
      model.compile(
          Adam.of(0.001),
          CategoricalCrossentropy.of(),
          CompileOptions.defaults().metrics("accuracy"));
      model.fit(
          Samples.pictures(BATCHES * BATCH, 1),
          Samples.oneHot(BATCHES * BATCH),
          FitOptions.defaults()
              .epochs(EPOCHS)
              .batchSize(BATCH)
              .shuffle(shuffle)
              .verbose(0)
              .callbacks(watch));
    }
    assertTrue(watch.most > 0 && watch.most < 10_000, watch.most + " bytes");
  }
}
