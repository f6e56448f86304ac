package io.github.markhor.examples;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.markhor.cli.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options that all examples have, and the lines that they end with. */
final class ExampleOptions {
  @Option(
      names = "--epochs",
      converter = Program.AtLeastOne.class,
      paramLabel = "N",
      description = "The most epochs of a training. Default: ${DEFAULT-VALUE}.")
  int epochs;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description =
          "Decides weights, order, augmentation and what is drawn. Default: ${DEFAULT-VALUE}.")
  int seed = 1;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder of the results. Default: ${DEFAULT-VALUE}.")
  Path out;

  @Option(names = "--json", description = "Ends with the results as a line of JSON, for programs.")
  private boolean json;

  private final long start = System.nanoTime();

  /** Options with an example's own defaults. */
  ExampleOptions(String out, int epochs) {
    this.out = Path.of(out);
    this.epochs = epochs;
  }

  /** A file of the results, in a folder that is there. */
  Path file(String name) {
    try {
      Files.createDirectories(out);
    } catch (IOException failed) {
      throw new UncheckedIOException("The folder " + out + " could not be made", failed);
    }
    return out.resolve(name);
  }

  /** Names the files that the example has left, and says what came out, in one line. */
  void end(Map<String, ?> results) {
    Map<String, Object> facts = new LinkedHashMap<>(results);
    facts.put("seconds", (System.nanoTime() - start) / 1e9);
    if (json) {
      facts.put("out", out.toString());
      System.out.println(toJson(facts));
      return;
    }
    System.out.println("In " + out + ": " + files());
    System.out.println(
        facts.entrySet().stream()
            .map(fact -> fact.getKey() + " " + shown(fact.getValue()))
            .collect(Collectors.joining(", ")));
  }

  private String files() {
    try (Stream<Path> all = Files.list(out)) {
      return all.filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .sorted()
          .collect(Collectors.joining(", "));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static String shown(Object value) {
    return value instanceof Double number
        ? String.format(Locale.ROOT, "%.4f", number)
        : String.valueOf(value);
  }

  private static String toJson(Map<String, Object> facts) {
    try {
      return new ObjectMapper().writeValueAsString(facts);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
