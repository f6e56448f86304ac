package io.github.markhor.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The command line of the benchmarks. */
class BenchTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... line) {
    CommandLine bench = Bench.commandLine();
    bench.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return bench.execute(line);
  }

  @Test
  void everyCommandHasHelp() {
    for (String command : Bench.commandLine().getSubcommands().keySet()) {
      assertEquals(0, run(command, "--help"), command);
      assertTrue(out.toString().contains("Usage: bin/bench " + command), out.toString());
    }
  }

  @Test
  void wrongOptionsAreRefusedBeforeAnythingRuns() {
    assertEquals(2, run("train"));
    assertTrue(err.toString().contains("--net"), err.toString());
    assertEquals(2, run("train", "--net", "cats-vs-dogs", "--batch", "0"));
    assertTrue(err.toString().contains("greater than 0. Received: 0"), err.toString());
    assertEquals(2, run("train", "--net", "cats-vs-dogs", "--bach", "2"));
    assertTrue(err.toString().contains("--bach"), err.toString());
    assertEquals(2, run("train", "--net", "dogs"));
    assertTrue(err.toString().contains("Received: dogs"), err.toString());
    assertEquals(2, run("race"));
    assertTrue(err.toString().contains("race"), err.toString());
  }
}
