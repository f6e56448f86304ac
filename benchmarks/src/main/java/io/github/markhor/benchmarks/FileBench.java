package io.github.markhor.benchmarks;

import io.github.markhor.LoadOptions;
import io.github.markhor.Model;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Loads a whole model's file and saves it again, timing each. */
@Command(
    name = "file",
    sortOptions = false,
    description = "Times loading a whole model's file, and saving it again.",
    footer = {"", "Last line: load_ms X save_ms Y peak_rss_mb Z"})
final class FileBench implements Runnable {
  @Option(names = "--load", paramLabel = "FILE", required = true, description = "The model.")
  private Path load;

  @Option(names = "--save", paramLabel = "FILE", description = "Default: nothing is saved.")
  private Path save;

  @Override
  public void run() {
    long start = System.nanoTime();
    try (Model model = Model.load(load, LoadOptions.defaults().compile(false))) {
      double loadMs = (System.nanoTime() - start) / 1e6;
      start = System.nanoTime();
      if (save != null) {
        model.save(save);
      }
      System.out.printf(
          Locale.ROOT,
          "load_ms %.0f save_ms %.0f peak_rss_mb %.0f%n",
          loadMs,
          (System.nanoTime() - start) / 1e6,
          Memory.peakMegabytes());
    }
  }
}
