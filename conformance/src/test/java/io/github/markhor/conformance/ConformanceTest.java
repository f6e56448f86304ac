package io.github.markhor.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.data.numpy.Npz;
import io.github.markhor.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runner on cases made up here: what passes, what fails and what is said of it. */
class ConformanceTest {
  private static final String CASE =
      """
      {"kind": "%s", "what": "made up", "tolerance": {"rtol": 0, "atol": 0.25}, "shape": [2, 3],
       "check": "exact", "initializer": {"class_name": "Constant", "config": {"value": %s}}}
      """;

  @TempDir Path folder;
  private int status;

  @BeforeEach
  void makeCases() throws IOException {
    Files.createDirectories(folder.resolve("initializers"));
    make("good", "initializer", "1.5");
    make("bad", "initializer", "1.75");
    make("unknown", "riddle", "1.5");
  }

  private void make(String name, String kind, String value) throws IOException {
    Path group = folder.resolve("initializers");
    Files.writeString(group.resolve(name + ".json"), CASE.formatted(kind, value));
    NpyArray w = new NpyArray(Shape.of(2, 3), new double[] {1.5, 1.25, 1.5, 1.5, 1.375, 1.5});
    Npz.write(group.resolve(name + ".npz"), Map.of("w", w.numpy()));
  }

  private List<String> run(String... arguments) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      String[] all = new String[arguments.length + 1];
      all[0] = folder.toString();
      System.arraycopy(arguments, 0, all, 1, arguments.length);
      status = Conformance.run(out, all);
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void failuresSayWhichArrayAndWhere() throws IOException {
    List<String> lines = run();
    assertEquals(
        "initializers/bad: w: off by 0.500 at [0, 1], 0.250 is allowed: expected 1.25, received"
            + " 1.75 [made up]",
        lines.get(0));
    assertTrue(lines.get(1).startsWith("initializers/unknown: "), lines.get(1));
    assertTrue(lines.get(1).contains("riddle"), lines.get(1));
    assertEquals("1 passed, 2 failed, 0 skipped", lines.get(2));
    assertEquals(1, status);
  }

  @Test
  void argumentsThatNameNothingAreRefusedInOneLine() throws IOException {
    for (String word : List.of("riddles", "initializers/better", "--pending=none.txt")) {
      List<String> lines = run(word);
      assertEquals(1, lines.size(), lines::toString);
      assertTrue(lines.get(0).startsWith("Expected "), lines.get(0));
      assertEquals(2, status);
    }
  }

  @Test
  void listedCasesAreSkippedWhileTheyFail() throws IOException {
    Path list = pending("# why", "initializers/bad  # soon", "initializers/unknown");
    assertEquals(List.of("1 passed, 0 failed, 2 skipped"), run("--pending", list.toString()));
    assertEquals(0, status);
  }

  @Test
  void theListOnlyShrinks() throws IOException {
    Path list =
        pending("initializers/bad", "initializers/unknown", "initializers/good", "initializers/x");
    List<String> lines = run("--pending", list.toString());
    assertEquals("initializers/good: passes now: take it off the list", lines.get(0));
    assertTrue(lines.get(1).startsWith("initializers/x: "), lines.get(1));
    assertEquals("0 passed, 2 failed, 2 skipped", lines.get(2));
  }

  @Test
  void aGroupIsCoveredWhileOneOfItFails() throws IOException {
    Path list = pending("initializers/*");
    assertEquals(List.of("1 passed, 0 failed, 2 skipped"), run("--pending", list.toString()));
    Files.delete(folder.resolve("initializers/bad.json"));
    Files.delete(folder.resolve("initializers/unknown.json"));
    List<String> lines = run("--pending", list.toString());
    assertEquals("initializers/*: passes now: take it off the list", lines.get(0));
  }

  @Test
  void aListIsWrittenFromWhatFails() throws IOException {
    Path list = folder.resolve("pending.txt");
    run("--write-pending", list.toString());
    List<String> lines = Files.readAllLines(list);
    assertEquals(
        List.of("initializers/bad", "initializers/unknown"),
        lines.subList(lines.size() - 2, lines.size()));
  }

  @Test
  void numbersThatAreNotFiniteMatchOnlyThemselves() {
    Checks checks = new Checks(new Tolerance(1, 1));
    checks.close("same", "NaN", Double.NaN);
    checks.close("same", "-Infinity", Double.NEGATIVE_INFINITY);
    assertEquals(List.of(), checks.failures());
    checks.close("a", "NaN", 1.0);
    checks.close("b", 1.0, Double.NaN);
    checks.close("c", "Infinity", Double.NEGATIVE_INFINITY);
    assertEquals(3, checks.failures().size());
  }

  private Path pending(String... lines) throws IOException {
    return Files.write(folder.resolve("list.txt"), List.of(lines));
  }
}
