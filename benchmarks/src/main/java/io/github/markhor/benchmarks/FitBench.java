package io.github.markhor.benchmarks;

import io.github.markhor.CompileOptions;
import io.github.markhor.FitOptions;
import io.github.markhor.History;
import io.github.markhor.Model;
import io.github.markhor.callbacks.Callback;
import io.github.markhor.data.DirectoryImages;
import io.github.markhor.data.Flow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Trains an article's network from picture files with the article's augmentation, and times whole
 * epochs, from before the first picture is read to after the last step. The best epoch counts: the
 * first one also compiles.
 */
@Command(
    name = "fit",
    sortOptions = false,
    description = "Times epochs of fit from picture files, with the article's augmentation.",
    footer = {"", "Last line: img/s X waiting_share W seconds_for_20000 S peak_rss_mb D"})
final class FitBench implements Runnable {
  /** The pictures of an epoch of the cats-vs-dogs article. */
  private static final int ARTICLE = 20_000;

  @Mixin private NetworkOptions options;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      required = true,
      description = "A folder with a folder of pictures for each class.")
  private Path dir;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Threads that read pictures. Default: the library's.")
  private Integer workers;

  @Option(
      names = "--epochs",
      paramLabel = "E",
      defaultValue = "3",
      description = "Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Override
  public void run() {
    Network network = options.network();
    Flow flow =
        Flow.defaults()
            .targetSize(network.size(), network.size())
            .batchSize(network.batch())
            .seed(1);
    if (workers != null) {
      flow = flow.workers(workers);
    }
    EpochTimer timer = new EpochTimer();
    try (DirectoryImages pictures = network.augmented().flowFromDirectory(dir, flow);
        Model model = network.model(options.policy(), 1)) {
      if (pictures.classNames().size() != network.classes()) {
        throw new IllegalArgumentException(
            "Expected --dir with a folder for each of the network's "
                + network.classes()
                + " classes. Received: "
                + pictures.classNames());
      }
      model.compile(
          network.optimizer(), network.loss(), CompileOptions.defaults().metrics("accuracy"));
      System.out.println(model.trainingState().backend());
      History history =
          model.fit(pictures, FitOptions.defaults().epochs(epochs).verbose(0).callbacks(timer));
      print(pictures.samples(), timer, history.waitingForData());
    }
  }

  private static void print(int samples, EpochTimer timer, List<Double> waiting) {
    int best = 0;
    for (int epoch = 0; epoch < waiting.size(); epoch++) {
      double millis = timer.millis.get(epoch);
      System.out.printf(
          Locale.ROOT,
          "epoch %d: %d pictures in %.2f s, %.1f img/s, %.2f ms of processor time each,"
              + " %.1f %% of the time waiting for data%n",
          epoch,
          samples,
          millis / 1e3,
          1e3 * samples / millis,
          timer.computedMillis.get(epoch) / samples,
          100 * waiting.get(epoch));
      best = millis < timer.millis.get(best) ? epoch : best;
    }
    double perSecond = 1e3 * samples / timer.millis.get(best);
    System.out.printf(
        Locale.ROOT,
        "img/s %.1f waiting_share %.3f seconds_for_%d %.1f peak_rss_mb %.0f%n",
        perSecond,
        waiting.get(best),
        ARTICLE,
        ARTICLE / perSecond,
        Memory.peakMegabytes());
  }

  private static final class EpochTimer implements Callback {
    private final List<Double> millis = new ArrayList<>();
    private final List<Double> computedMillis = new ArrayList<>();
    private long begin;
    private long computedBefore;

    @Override
    public void onEpochBegin(int epoch) {
      begin = System.nanoTime();
      computedBefore = ProcessorTime.nanos();
    }

    @Override
    public void onEpochEnd(int epoch, Map<String, Double> logs) {
      millis.add((System.nanoTime() - begin) / 1e6);
      computedMillis.add((ProcessorTime.nanos() - computedBefore) / 1e6);
    }
  }
}
