package io.github.markhor.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.cli.Program;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command lines of the examples. */
class ExampleTest {
  private static final List<Program> EXAMPLES =
      List.of(
          new BottleneckFeatures(),
          new CatsVsDogs(),
          new Cifar10(),
          new EdgesToFeatures(),
          new Food101(),
          new KernelDemonstration(),
          new Mnist(),
          new ServeModel(),
          new TransferLearning());

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Program example, String... line) {
    return example
        .commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(line);
  }

  @Test
  void helpNamesTheProgramAndAnExample() {
    for (Program example : EXAMPLES) {
      String name = "bin/run " + example.getClass().getSimpleName();
      out.getBuffer().setLength(0);
      assertEquals(CommandLine.ExitCode.OK, run(example, "--help"));
      assertTrue(out.toString().startsWith("Usage: " + name), out.toString());
      assertTrue(out.toString().contains("Example: " + name), out.toString());
      assertTrue(out.toString().lines().allMatch(text -> text.length() <= 80), out.toString());
    }
  }

  @Test
  void numbersThatCannotBeAreRefused() {
    for (Program example : EXAMPLES) {
      for (String option : List.of("--epochs=-3", "--epochs=0", "--epochs=1.5")) {
        err.getBuffer().setLength(0);
        assertEquals(CommandLine.ExitCode.USAGE, run(example, option));
        assertTrue(err.toString().contains("whole number of at least"), err.toString());
        assertEquals(1, err.toString().lines().count(), err.toString());
      }
    }
  }

  @Test
  void aMistakeOfTheUserIsASentenceWithoutAStackTrace(@TempDir Path folder) {
    String missing = folder.resolve("missing").toString();
    String[] line = {"--data", missing, "--out", folder.resolve("out").toString()};
    assertEquals(CommandLine.ExitCode.USAGE, run(new CatsVsDogs(), line));
    assertTrue(err.toString().contains(missing), err.toString());
    assertFalse(err.toString().contains("\tat "), err.toString());
  }
}
