package io.github.markhor.benchmarks;

import io.github.markhor.CompileOptions;
import io.github.markhor.FitOptions;
import io.github.markhor.Model;
import io.github.markhor.callbacks.Callback;
import io.github.markhor.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Trains an article's network on arrays through {@code fit} and times the steps. As in the peers'
 * scripts there are ten batches of random numbers, the first three steps do not count, nor do the
 * pauses between epochs.
 */
@Command(
    name = "train",
    sortOptions = false,
    description = "Times the training steps of fit on random pictures.",
    footer = {
      "",
      "Last line: img/s X step_ms_min A step_ms_p50 B first_step_ms C peak_rss_mb D;",
      "the first step is counted from the start of the JVM."
    })
final class TrainBench implements Runnable {
  private static final int BATCHES = 10;
  private static final int WARM_UP = 3;
  private static final int PROFILED_RUNS = 10;

  @Mixin private StepOptions options;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description = "Default: the one that MARKHOR_BACKEND or else Markhor says.")
  private String backend;

  @Option(names = "--profile", description = "Lists the operations of a step, slowest first.")
  private boolean profile;

  @Override
  public void run() {
    run(options.network().network(), options.batch());
  }

  private void run(Network network, int batch) {
    RandomPictures data = RandomPictures.of(network, BATCHES * batch);
    try (Model model = network.model(options.network().policy(), 1)) {
      model.compile(
          network.optimizer(),
          network.loss(),
          CompileOptions.defaults().metrics("accuracy").backend(backend));
      System.out.println(model.trainingState().backend());
      Timer timer = new Timer(model, options.seconds());
      model.fit(
          data.x(),
          data.y(),
          FitOptions.defaults()
              .epochs(Integer.MAX_VALUE)
              .batchSize(batch)
              .verbose(0)
              .callbacks(timer));
      if (profile) {
        profile(model, data.x().slice(0, batch), data.y().slice(0, batch));
      }
      timer.print(batch);
    }
  }

  /** Prints what the operations of a step take. */
  private static void profile(Model model, Tensor x, Tensor y) {
    ProfileTable table = new ProfileTable();
    for (int run = 0; run < PROFILED_RUNS; run++) {
      model.trainingState().profile(x, y, table.run());
    }
    table.lines().forEach(System.out::println);
  }

  /** Times steps, and stops the training when its time is over. */
  private static final class Timer implements Callback {
    private final Model model;
    private final double seconds;
    private final Times counted = new Times();
    private int steps;
    private double firstStepMillis;
    private long begin;
    private long end;
    private long start;
    private long pauses;
    private long threadBegin;
    private long threadLeast = Long.MAX_VALUE;
    private long processorStart;
    private long processorEnd;

    Timer(Model model, double seconds) {
      this.model = model;
      this.seconds = seconds;
    }

    @Override
    public void onTrainBatchBegin(int batch) {
      begin = System.nanoTime();
      threadBegin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      if (batch == 0 && start > 0) {
        pauses += begin - end;
      }
    }

    @Override
    public void onTrainBatchEnd(int batch, Map<String, Double> logs) {
      end = System.nanoTime();
      steps++;
      long thread = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - threadBegin;
      threadLeast = Math.min(threadLeast, thread);
      if (steps == 1) {
        firstStepMillis =
            System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
      }
      if (steps == WARM_UP) {
        start = end;
        processorStart = ProcessorTime.nanos();
      } else if (steps > WARM_UP) {
        counted.add(end - begin);
        if (end - start > seconds * 1e9) {
          processorEnd = ProcessorTime.nanos();
          model.stopTraining();
        }
      }
    }

    void print(int batch) {
      System.out.printf(
          Locale.ROOT,
          "processor time of a step: %.2f ms, at least %.2f ms on the training thread%n",
          (processorEnd - processorStart) / 1e6 / counted.count(),
          threadLeast / 1e6);
      System.out.printf(
          Locale.ROOT,
          "img/s %.1f step_ms_min %.2f step_ms_p50 %.2f first_step_ms %.0f peak_rss_mb %.0f%n",
          batch * counted.count() * 1e9 / (end - start - pauses),
          counted.leastMillis(),
          counted.medianMillis(),
          firstStepMillis,
          Memory.peakMegabytes());
    }
  }
}
