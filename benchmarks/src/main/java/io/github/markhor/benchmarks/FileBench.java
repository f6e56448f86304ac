package io.github.markhor.benchmarks;

import io.github.markhor.LoadOptions;
import io.github.markhor.Sequential;
import java.nio.file.Path;
import java.util.Locale;

/** Loads a whole model's file and saves it again, timing each. */
final class FileBench {
  private FileBench() {}

  /**
   * Runs once.
   *
   * @param save where to, or null to save nothing
   */
  static void run(Path load, Path save) {
    long start = System.nanoTime();
    try (Sequential model = Sequential.load(load, LoadOptions.defaults().compile(false))) {
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
