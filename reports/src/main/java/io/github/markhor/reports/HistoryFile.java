package io.github.markhor.reports;

import io.github.markhor.text.Csv;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A training's numbers by epoch as {@code CSVLogger} writes them. */
final class HistoryFile {
  private static final String EPOCH = "epoch";
  private static final String SEPARATOR = ",";

  private HistoryFile() {}

  static TrainingCurves read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException problem) {
      throw new UncheckedIOException("Cannot read " + file + ": " + problem, problem);
    }
    List<String> names = lines.isEmpty() ? List.of() : Csv.fields(lines.get(0), SEPARATOR);
    if (!names.contains(EPOCH)) {
      throw new IllegalArgumentException(
          "Expected a file of CSVLogger, with a column epoch. Received: " + file);
    }
    List<Integer> epochs = new ArrayList<>();
    Map<String, List<Double>> logs = new LinkedHashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      List<String> fields = Csv.fields(line, SEPARATOR);
      try {
        for (int i = 0; i < names.size(); i++) {
          if (names.get(i).equals(EPOCH)) {
            epochs.add(Integer.parseInt(fields.get(i)));
          } else {
            logs.computeIfAbsent(names.get(i), name -> new ArrayList<>())
                .add(number(fields.get(i)));
          }
        }
      } catch (NumberFormatException | IndexOutOfBoundsException problem) {
        throw new IllegalArgumentException(
            "Expected a number for each of " + names + " in " + file + ". Received: " + line,
            problem);
      }
    }
    return TrainingCurves.of(epochs, logs);
  }

  /** Python's words for what is no number as well; an epoch without validation has NA. */
  private static double number(String text) {
    return switch (text) {
      case "nan", "NA", "" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }
}
