package io.github.markhor.benchmarks.parts;

import io.github.markhor.Model;
import io.github.markhor.applications.Applications;
import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.Input;
import io.github.markhor.losses.CategoricalCrossentropy;
import io.github.markhor.optimizers.SGD;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From the description of a network of VGG16's layers to what runs: the model made and compiled,
 * its training step for 8 pictures traced, differentiated, rewritten, lowered and planned. No
 * weights are drawn.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ModelBuilding {
  private static final int SIZE = 150;
  private static final int BATCH = 8;

  @Benchmark
  public long vgg16() {
    Input input = Input.of(SIZE, SIZE, 3);
    Symbol x = Flatten.of().apply(Applications.vgg16().includeTop(false).apply(input));
    x = Dense.of(10).apply(Dense.of(256).activation("relu").apply(x));
    try (Model model = Model.of(input, x)) {
      model.compile(SGD.of(0.01), CategoricalCrossentropy.of());
      return model.trainingState().memory(BATCH).total();
    }
  }
}
