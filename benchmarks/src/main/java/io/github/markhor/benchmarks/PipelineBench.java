package io.github.markhor.benchmarks;

import io.github.markhor.data.ClassMode;
import io.github.markhor.data.Flow;
import io.github.markhor.source.Batch;
import io.github.markhor.source.BatchSource;
import java.util.Locale;

/**
 * Streams the pictures of a directory, without a model, and counts them. The first epochs warm up:
 * the compiler, the files in the system's memory, and a cache if there is one.
 */
final class PipelineBench {
  private static final int WARM_UP_PICTURES = 2000;

  private PipelineBench() {}

  static void run(Options options) {
    int[] size = size(options.get("size", "150x150"));
    Flow flow =
        Flow.size(size[0], size[1])
            .batchSize(options.integer("batch", 32))
            .classMode(ClassMode.SPARSE)
            .workers(options.integer("workers", 1))
            .seed(1);
    String cache = options.get("cache");
    if ("memory".equals(cache)) {
      flow = flow.cacheInMemory();
    } else if (cache != null) {
      throw new IllegalArgumentException("Expected --cache memory. Received: " + cache);
    }
    double seconds = options.number("seconds", 10);
    try (BatchSource source =
        Augmentation.of(options.get("augment", "none"))
            .flowFromDirectory(options.path("dir"), flow)) {
      Counter counter = new Counter(source);
      counter.stream(Math.max(WARM_UP_PICTURES, source.samples()), Double.MAX_VALUE);
      counter.reset();
      counter.stream(Integer.MAX_VALUE, seconds);
      counter.print();
    }
  }

  private static int[] size(String text) {
    if (!text.matches("\\d+x\\d+")) {
      throw new IllegalArgumentException(
          "Expected --size HEIGHTxWIDTH, such as 150x150. Received: " + text);
    }
    String[] parts = text.split("x");
    return new int[] {Integer.parseInt(parts[0]), Integer.parseInt(parts[1])};
  }

  /** Takes batches, epoch after epoch. */
  private static final class Counter {
    private final BatchSource source;
    private int epoch;
    private long pictures;
    private double sum;
    private long begin;
    private long computedBefore;

    Counter(BatchSource source) {
      this.source = source;
      reset();
    }

    void reset() {
      pictures = 0;
      begin = System.nanoTime();
      computedBefore = ProcessorTime.nanos();
    }

    void stream(int most, double seconds) {
      while (true) {
        try (BatchSource.Batches batches = source.epoch(epoch++)) {
          while (batches.hasNext()) {
            try (Batch batch = batches.next()) {
              pictures += batch.size();
              sum += batch.x().buffer().get(0);
            }
            if (pictures >= most || System.nanoTime() - begin >= seconds * 1e9) {
              return;
            }
          }
        }
      }
    }

    void print() {
      double seconds = (System.nanoTime() - begin) / 1e9;
      System.out.printf(
          Locale.ROOT, "%d pictures in %.2f s, first values' sum %.3f%n", pictures, seconds, sum);
      System.out.printf(
          Locale.ROOT,
          "cpu_ms/img %.3f peak_rss_mb %.0f%n",
          (ProcessorTime.nanos() - computedBefore) / 1e6 / pictures,
          Memory.peakMegabytes());
      System.out.printf(Locale.ROOT, "img/s %.1f%n", pictures / seconds);
    }
  }
}
