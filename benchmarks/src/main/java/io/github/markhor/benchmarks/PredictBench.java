package io.github.markhor.benchmarks;

import io.github.markhor.Model;
import io.github.markhor.layer.DTypePolicy;
import io.github.markhor.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Predicts with an article's network, batch after batch, from one or many threads that share the
 * model. What they do in the first second does not count.
 */
@Command(
    name = "predict",
    sortOptions = false,
    description = "Times predictions, from one or many threads that share the model.",
    footer = {
      "",
      "Last line: img/s X latency_ms_p50 A latency_ms_p99 B first_predict_ms C peak_rss_mb D;",
      "the latency is that of one call, the pictures are those of all threads."
    })
final class PredictBench implements Runnable {
  private static final double WARM_UP_SECONDS = 1;

  @Mixin private NetworkOptions options;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "1",
      description = "Pictures of a call. Default: ${DEFAULT-VALUE}.")
  private int batch;

  @Option(
      names = "--threads",
      paramLabel = "T",
      defaultValue = "1",
      description = "Threads that predict. Default: ${DEFAULT-VALUE}.")
  private int threads;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "10",
      description = "How long to measure. Default: ${DEFAULT-VALUE}.")
  private double seconds;

  @Override
  public void run() {
    Network network = options.network();
    DTypePolicy policy = options.policy();
    Tensor x = RandomPictures.of(network, batch).x();
    try (Model model = network.model(policy, 1)) {
      model.predictOnBatch(x);
      double firstMillis =
          System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
      fromThreads(threads, () -> predict(model, x, WARM_UP_SECONDS));
      long start = System.nanoTime();
      Times times = fromThreads(threads, () -> predict(model, x, seconds));
      double elapsed = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "%s, %s, batch %d, %d thread(s), %d predictions, least %.3f ms%n",
          network.id(),
          policy.name(),
          batch,
          threads,
          times.count(),
          times.leastMillis());
      System.out.printf(
          Locale.ROOT,
          "img/s %.1f latency_ms_p50 %.3f latency_ms_p99 %.3f first_predict_ms %.0f"
              + " peak_rss_mb %.0f%n",
          (double) batch * times.count() / elapsed,
          times.medianMillis(),
          times.percentileMillis(99),
          firstMillis,
          Memory.peakMegabytes());
    }
  }

  private static Times predict(Model model, Tensor x, double seconds) {
    Times times = new Times();
    long start = System.nanoTime();
    long end = start;
    while (end - start < seconds * 1e9) {
      long begin = end;
      model.predictOnBatch(x);
      end = System.nanoTime();
      times.add(end - begin);
    }
    return times;
  }

  private static Times fromThreads(int count, Callable<Times> work) {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      List<Callable<Times>> all = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        all.add(work);
      }
      List<Times> parts = new ArrayList<>();
      for (Future<Times> done : threads.invokeAll(all)) {
        parts.add(done.get());
      }
      return Times.together(parts);
    } catch (ExecutionException failed) {
      throw new IllegalStateException("A prediction failed.", failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while predicting.", interrupted);
    } finally {
      threads.shutdown();
    }
  }
}
