package io.github.markhor.benchmarks;

import io.github.markhor.backend.Backends;
import io.github.markhor.layer.DTypePolicy;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Times the bare chain of primitives of a network. */
@Command(
    name = "chain",
    sortOptions = false,
    description = "Times the bare chain of oneDNN's primitives that train is held to.",
    footer = {"", "Last line: img/s X step_ms_min A step_ms_p50 B"})
final class ChainBench implements Runnable {
  private static final int WARM_UP = 3;

  @Mixin private StepOptions options;

  @Override
  public void run() {
    run(options.network().network(), options.batch());
  }

  private void run(Network network, int batch) {
    // So that the threads wait as they do under Markhor.
    System.out.println(Backends.get("onednn").description());
    Primitives chain =
        Chain.of(network, options.network().policy() == DTypePolicy.MIXED_BFLOAT16, batch);
    Times steps = new Times();
    long start = 0;
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int step = -WARM_UP;
        step < 1 || System.nanoTime() - start < options.seconds() * 1e9;
        step++) {
      long begin = System.nanoTime();
      start = step == 0 ? begin : start;
      long computed = threads.getCurrentThreadCpuTime();
      chain.run();
      least = Math.min(least, threads.getCurrentThreadCpuTime() - computed);
      if (step >= 0) {
        steps.add(System.nanoTime() - begin);
      }
    }
    double elapsed = (System.nanoTime() - start) / 1e9;
    double perSecond = batch * steps.count() / elapsed;
    System.out.printf(
        Locale.ROOT, "processor time of a step: at least %.2f ms on this thread%n", least / 1e6);
    System.out.printf(
        Locale.ROOT,
        "img/s %.1f step_ms_min %.2f step_ms_p50 %.2f%n",
        perSecond,
        steps.leastMillis(),
        steps.medianMillis());
  }
}
