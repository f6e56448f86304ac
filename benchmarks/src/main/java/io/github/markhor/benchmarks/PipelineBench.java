package io.github.markhor.benchmarks;

import io.github.markhor.data.ClassMode;
import io.github.markhor.data.Flow;
import io.github.markhor.source.Batch;
import io.github.markhor.source.BatchSource;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Streams the pictures of a directory, without a model, and counts them. The first epochs warm up:
 * the compiler, the files in the system's memory, and a cache if there is one.
 */
@Command(
    name = "pipeline",
    sortOptions = false,
    description = "Times the pictures of a folder, decoded and augmented, without a model.",
    footer = {"", "Last line: img/s X"})
final class PipelineBench implements Runnable {
  private static final int WARM_UP_PICTURES = 2000;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      required = true,
      description = "A folder with a folder of pictures for each class.")
  private Path dir;

  @Option(
      names = "--size",
      paramLabel = "HxW",
      defaultValue = "150x150",
      description = "Height and width. Default: ${DEFAULT-VALUE}.")
  private String size;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "32",
      description = "Default: ${DEFAULT-VALUE}.")
  private int batch;

  @Option(
      names = "--augment",
      paramLabel = "ARTICLE",
      defaultValue = "none",
      description = "none, cats-vs-dogs, cifar10 or food101. Default: ${DEFAULT-VALUE}.")
  private String augment;

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "1",
      description = "Threads that read pictures. Default: ${DEFAULT-VALUE}.")
  private int workers;

  @Option(names = "--cache", paramLabel = "memory", description = "Keeps decoded pictures.")
  private String cache;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "10",
      description = "How long to measure. Default: ${DEFAULT-VALUE}.")
  private double seconds;

  @Override
  public void run() {
    int[] size = size(this.size);
    Flow flow =
        Flow.defaults()
            .targetSize(size[0], size[1])
            .batchSize(batch)
            .classMode(ClassMode.SPARSE)
            .workers(workers)
            .seed(1);
    if ("memory".equals(cache)) {
      flow = flow.cacheInMemory();
    } else if (cache != null) {
      throw new IllegalArgumentException("Expected --cache memory. Received: " + cache);
    }
    try (BatchSource source = Augmentation.of(augment).flowFromDirectory(dir, flow)) {
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
