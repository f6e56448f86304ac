package io.github.markhor.benchmarks.parts;

import static io.github.markhor.layers.Activations.RELU;
import static io.github.markhor.layers.Activations.SOFTMAX;

import io.github.markhor.Sequential;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Dropout;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.Input;
import io.github.markhor.layers.MaxPooling2D;
import io.github.markhor.losses.CategoricalCrossentropy;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.tensor.Tensor;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A net so small that what comes on top of the arithmetic counts: a training step of 16 pictures of
 * 28×28, with reading its logs, and the prediction of one.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SmallNet {
  private static final int BATCH = 16;
  private static final int SIZE = 28;
  private static final int CLASSES = 10;

  private final float[] picture = new float[SIZE * SIZE];
  private Sequential model;
  private Tensor x;
  private Tensor y;

  @Setup
  public void make() {
    float[] labels = new float[BATCH * CLASSES];
    for (int i = 0; i < BATCH; i++) {
      labels[i * CLASSES + i % CLASSES] = 1;
    }
    x = Tensor.zeros(BATCH, SIZE, SIZE, 1);
    y = Tensor.of(labels, BATCH, CLASSES);
    model =
        Sequential.of(
            Input.of(SIZE, SIZE, 1),
            Conv2D.of(8, 3).activation(RELU),
            MaxPooling2D.of(2),
            Dropout.of(0.25),
            Flatten.of(),
            Dense.of(CLASSES).activation(SOFTMAX));
    model.compile(SGD.of(0.01).momentum(0.9), CategoricalCrossentropy.of());
  }

  @TearDown
  public void close() {
    model.close();
  }

  @Benchmark
  public Map<String, Double> train() {
    return model.trainOnBatch(x, y);
  }

  @Benchmark
  public float[] predictOne() {
    return model.predict(picture);
  }
}
