package io.github.markhor.engine;

import io.github.markhor.backend.Executable;
import io.github.markhor.graph.Step;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Looks for the first operation that gives NaN or infinity: runs a step beforehand, without its
 * assignments, and reads the result of every operation. For those who ask for it; it takes several
 * times the step's time, and memory for all results.
 */
final class NumericsCheck {
  private final StepGraphs graphs;
  private final Map<StepGraphs.Key, List<WatchedGraph.Result>> results = new ConcurrentHashMap<>();

  NumericsCheck(StepGraphs graphs) {
    this.graphs = graphs;
  }

  /**
   * Checks a step.
   *
   * @param inputs writes the step's inputs
   * @param samples the number of samples; those behind them fill a batch up
   * @param name what a sample is called, by its place
   * @throws ArithmeticException if a result is not finite; the message names the operation
   */
  void check(
      Executables executables,
      Compilation compilation,
      StepGraphs.Key step,
      Step numbers,
      Consumer<Executable> inputs,
      int samples,
      IntFunction<String> name) {
    StepGraphs.Key key = step.asWatched();
    List<WatchedGraph.Result> watched =
        results.computeIfAbsent(key, made -> graphs.watched(made, compilation).results());
    try (Executables.Lease lease =
        executables.borrow(key, () -> graphs.watched(key, compilation).graph())) {
      inputs.accept(lease.executable());
      lease.executable().run(numbers);
      for (WatchedGraph.Result result : watched) {
        check(result, lease.executable(), samples, name);
      }
    }
  }

  private static void check(
      WatchedGraph.Result result, Executable executable, int samples, IntFunction<String> name) {
    FloatBuffer values = FloatBuffer.allocate(Math.toIntExact(result.shape().elements()));
    executable.read(result.output(), values.duplicate());
    int each = result.samples() == 0 ? values.limit() : values.limit() / result.samples();
    int limit = result.samples() == 0 ? values.limit() : samples * each;
    for (int i = 0; i < limit; i++) {
      if (!Float.isFinite(values.get(i))) {
        throw new ArithmeticException(
            "checkNumerics found "
                + values.get(i)
                + " first in "
                + result.where()
                + (result.samples() == 0 ? "" : ", for " + name.apply(i / each))
                + ", at element "
                + i % each
                + " of "
                + (result.samples() == 0 ? result.shape() : result.shape().dropFirst()));
      }
    }
  }

  /** Forgets what belongs to another compilation. */
  void clear() {
    results.clear();
  }
}
