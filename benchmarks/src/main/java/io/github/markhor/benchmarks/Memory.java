package io.github.markhor.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The memory of the process, where the system reports it. */
final class Memory {
  private Memory() {}

  /** The most memory the process has had, or NaN where the system does not tell. */
  static double peakMegabytes() {
    return line("VmHWM:");
  }

  /** The memory that the process has now, or NaN where the system does not tell. */
  static double megabytes() {
    return line("VmRSS:");
  }

  private static double line(String name) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith(name)) {
          return Long.parseLong(line.replaceAll("\\D+", "")) / 1024.0;
        }
      }
      return Double.NaN;
    } catch (IOException noSuchFile) {
      return Double.NaN;
    }
  }
}
