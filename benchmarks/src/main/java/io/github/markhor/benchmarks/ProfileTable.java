package io.github.markhor.benchmarks;

import io.github.markhor.backend.OperationProfile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ObjLongConsumer;

/**
 * The operations of a program and the time that each took, the best of several runs: slowest first,
 * with the share of all, the speed of computing, that of memory, and how it was computed.
 */
final class ProfileTable {
  private static final class Row {
    final OperationProfile operation;
    long nanos = Long.MAX_VALUE;

    Row(OperationProfile operation) {
      this.operation = operation;
    }
  }

  private final List<Row> rows = new ArrayList<>();

  /** Takes the operations of one run, which come in the same order each time. */
  ObjLongConsumer<OperationProfile> run() {
    int[] next = {0};
    return (operation, nanos) -> {
      int at = next[0]++;
      if (at == rows.size()) {
        rows.add(new Row(operation));
      }
      rows.get(at).nanos = Math.min(rows.get(at).nanos, nanos);
    };
  }

  /** A line for each operation, and one for all of them. */
  List<String> lines() {
    long total = rows.stream().mapToLong(row -> row.nanos).sum();
    List<String> lines = new ArrayList<>();
    lines.add("       ms     %  GFLOP/s    GB/s  implementation                operation");
    rows.stream()
        .sorted(Comparator.comparing((Row row) -> -row.nanos))
        .forEach(row -> lines.add(line(row, total)));
    long flops = rows.stream().mapToLong(row -> row.operation.flops()).sum();
    long bytes = rows.stream().mapToLong(row -> row.operation.bytes()).sum();
    lines.add(line(total, total, flops, bytes, "", "all of these"));
    return lines;
  }

  private static String line(Row row, long total) {
    OperationProfile operation = row.operation;
    String what = (operation.label() + "  " + operation.detail()).strip();
    return line(
        row.nanos, total, operation.flops(), operation.bytes(), operation.implementation(), what);
  }

  private static String line(
      long nanos, long total, long flops, long bytes, String implementation, String what) {
    // Operations in a billionth of a second are billions in a second.
    double seconds = Math.max(1, nanos);
    String computing = flops == 0 ? "" : String.format(Locale.ROOT, "%.1f", flops / seconds);
    return String.format(
        Locale.ROOT,
        "%9.3f %5.1f %8s %7.1f  %-28s  %s",
        nanos / 1e6,
        100.0 * nanos / Math.max(1, total),
        computing,
        bytes / seconds,
        implementation,
        what);
  }
}
