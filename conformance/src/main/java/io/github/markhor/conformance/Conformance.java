package io.github.markhor.conformance;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Runs conformance cases. Prints a line for each case that fails and last {@code N passed, N
 * failed, N skipped}; the exit status is 1 if any failed, 2 if the arguments are wrong.
 */
@Command(
    name = "bin/conformance",
    sortOptions = false,
    description = "Holds Markhor to cases made by real Keras.",
    footer = {"", "Example: bin/conformance conformance/cases layers losses/bce"})
public final class Conformance implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "DIR", description = "A folder of groups of cases.")
  private Path given;

  @Parameters(
      index = "1..*",
      paramLabel = "GROUP[/NAME]",
      description = "The groups or cases to run. Default: all.")
  private List<String> wanted = List.of();

  @Option(
      names = "--pending",
      paramLabel = "FILE",
      description = "Cases listed there are expected to fail, and skipped.")
  private Path pendingFile;

  @Option(
      names = "--write-pending",
      paramLabel = "FILE",
      description = "Writes the cases that failed as such a list.")
  private Path writtenPending;

  @Option(
      names = "--write",
      paramLabel = "FOLDER",
      description =
          "Runs nothing, but writes models for check_written.py, which opens them in Keras.")
  private Path models;

  @Option(
      names = "--verbose",
      description = "Shows passed cases, every difference and stack traces.")
  private boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this help.")
  @SuppressWarnings("UnusedVariable") // picocli asks the annotation
  private boolean help;

  private final PrintStream out;
  private final List<String> failedIds = new ArrayList<>();
  private final Set<String> groupsThatPass = new TreeSet<>();
  private Path folder;
  private PendingList pending;
  private int passed;
  private int failed;
  private int skipped;

  private Conformance(PrintStream out) {
    this.out = out;
  }

  /** See the class. */
  public static void main(String[] arguments) {
    // Native threads of a backend must not keep the process alive.
    System.exit(run(System.out, arguments));
  }

  /** Runs and gives the exit status. */
  static int run(PrintStream out, String... arguments) {
    PrintWriter text = new PrintWriter(out, true, StandardCharsets.UTF_8);
    return new CommandLine(new Conformance(out))
        .setOut(text)
        .setErr(text)
        .setParameterExceptionHandler(
            (problem, line) -> {
              text.println(problem.getMessage() + " (bin/conformance --help lists the options)");
              return CommandLine.ExitCode.USAGE;
            })
        .execute(arguments);
  }

  @Override
  public Integer call() throws IOException {
    // Absolute, so that no message that names a file holds a word of the path it was given by.
    folder = given.toAbsolutePath().normalize();
    if (!Files.isDirectory(folder)) {
      out.println("Expected a folder of cases. Received: " + folder);
      return CommandLine.ExitCode.USAGE;
    }
    String wrong = wrongArgument();
    if (wrong != null) {
      out.println(wrong);
      return CommandLine.ExitCode.USAGE;
    }
    if (models != null) {
      WriteForKeras.write(folder, models, out);
      return CommandLine.ExitCode.OK;
    }
    pending = pendingFile == null ? new PendingList() : PendingList.read(pendingFile);
    runAll();
    if (writtenPending != null) {
      Files.write(writtenPending, PendingWriter.lines(failedIds, groupsThatPass));
    }
    out.println(passed + " passed, " + failed + " failed, " + skipped + " skipped");
    return failed > 0 ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
  }

  /** What cannot be run, in one line, or null. */
  private String wrongArgument() {
    if (pendingFile != null && !Files.isRegularFile(pendingFile)) {
      return "Expected a file for --pending. Received: " + pendingFile;
    }
    for (String word : wanted) {
      boolean there =
          word.indexOf('/') < 0
              ? Files.isDirectory(folder.resolve(word))
              : Files.isRegularFile(folder.resolve(word + ".json"));
      if (!there) {
        return "Expected a GROUP or GROUP/NAME of " + folder + ". Received: " + word;
      }
    }
    return null;
  }

  private void runAll() throws IOException {
    Set<String> whole = new TreeSet<>();
    if (wanted.isEmpty()) {
      try (Stream<Path> groups = Files.list(folder)) {
        groups.filter(Files::isDirectory).forEach(g -> whole.add(g.getFileName().toString()));
      }
    }
    for (String word : wanted) {
      if (word.indexOf('/') < 0) {
        whole.add(word);
      } else {
        runFile(word.substring(0, word.indexOf('/')), folder.resolve(word + ".json"));
      }
    }
    for (String group : whole) {
      runGroup(group);
    }
    for (String line : pending.stale(whole)) {
      failed++;
      out.println(line);
    }
  }

  private void runGroup(String group) throws IOException {
    Set<Path> files = new TreeSet<>();
    try (DirectoryStream<Path> jsons = Files.newDirectoryStream(folder.resolve(group), "*.json")) {
      jsons.forEach(files::add);
    }
    if (files.isEmpty()) {
      failed++;
      out.println(group + ": there are no cases in " + folder.resolve(group));
    }
    for (Path file : files) {
      runFile(group, file);
    }
  }

  private void runFile(String group, Path file) throws IOException {
    Case given = Case.read(group, file);
    List<String> failures = failures(given);
    boolean listed = pending.names(given);
    pending.saw(given, !failures.isEmpty());
    if (!failures.isEmpty()) {
      failedIds.add(given.id());
    } else {
      groupsThatPass.add(group);
    }
    if (failures.isEmpty() && listed) {
      failed++;
      out.println(given.id() + ": passes now: take it off the list");
    } else if (failures.isEmpty()) {
      passed++;
      if (verbose) {
        out.println("passed " + given.id());
      }
    } else if (listed || pending.covers(group)) {
      skipped++;
    } else {
      failed++;
      String more = failures.size() > 1 ? " (and " + (failures.size() - 1) + " more)" : "";
      out.println(given.id() + ": " + failures.get(0) + more + " [" + given.what() + "]");
      if (verbose) {
        failures.forEach(failure -> out.println("    " + failure));
      }
    }
  }

  /** What a case states and its kind passes over: such a case proves nothing. */
  private static List<String> unused(Case given) {
    List<String> unused = new ArrayList<>();
    if (!given.unusedFields().isEmpty()) {
      unused.add("nothing reads the fields " + given.unusedFields());
    }
    if (!given.unusedArrays().isEmpty()) {
      unused.add("nothing reads the arrays " + given.unusedArrays());
    }
    return unused;
  }

  private List<String> failures(Case given) {
    try {
      Tolerance tolerance = given.hasTolerance() ? given.tolerance() : new Tolerance(0, 0);
      Checks checks = new Checks(tolerance);
      Kinds.of(given).run(given, checks);
      if (checks.comparisons() == 0) {
        return List.of("nothing was compared");
      }
      return checks.failures().isEmpty() ? unused(given) : checks.failures();
    } catch (Exception | StackOverflowError | OutOfMemoryError | AssertionError error) {
      if (verbose) {
        error.printStackTrace(out);
      }
      String message = String.valueOf(error.getMessage()).replaceAll("\\s+", " ");
      return List.of(
          error.getClass().getSimpleName()
              + ": "
              + (message.length() > 400 ? message.substring(0, 400) + " ..." : message));
    }
  }
}
