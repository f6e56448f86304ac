package io.github.markhor.conformance;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Runs conformance cases: {@code DIR [GROUP[/NAME] ...] [--pending FILE] [--write-pending FILE]
 * [--verbose]}, or {@code DIR --write FOLDER}. Prints a line for each case that fails and last
 * {@code N passed, N failed, N skipped}; the exit status is 1 if any failed, 2 if the arguments are
 * wrong.
 */
public final class Conformance {
  private static final String USAGE =
      "usage: DIR [GROUP[/NAME] ...] [--pending FILE] [--write-pending FILE] [--verbose]\n"
          + "       DIR --write FOLDER\n"
          + "  --pending FILE        cases listed there are expected to fail, and skipped\n"
          + "  --write-pending FILE  writes the cases that failed as such a list\n"
          + "  --verbose             shows passed cases, every difference and stack traces\n"
          + "  --write FOLDER        writes models for check_written.py, which opens them in Keras\n";

  private final Path folder;
  private final PendingList pending;
  private final boolean verbose;
  private final PrintStream out;
  private final List<String> failedIds = new ArrayList<>();
  private final Set<String> groupsThatPass = new TreeSet<>();
  private int passed;
  private int failed;
  private int skipped;

  private Conformance(Path folder, PendingList pending, boolean verbose, PrintStream out) {
    this.folder = folder;
    this.pending = pending;
    this.verbose = verbose;
    this.out = out;
  }

  /** See the class. */
  public static void main(String[] arguments) throws IOException {
    // Native threads of a backend must not keep the process alive.
    System.exit(run(System.out, arguments));
  }

  /** Runs and gives the exit status. */
  static int run(PrintStream out, String... arguments) throws IOException {
    List<String> words = new ArrayList<>(Arrays.asList(arguments));
    boolean verbose = words.remove("--verbose");
    String pending = option(words, "--pending");
    String written = option(words, "--write-pending");
    String models = option(words, "--write");
    if (words.isEmpty() || words.stream().anyMatch(word -> word.startsWith("--"))) {
      out.print(USAGE);
      return 2;
    }
    // Absolute, so that no message that names a file holds a word of the path it was given by.
    Path folder = Path.of(words.get(0)).toAbsolutePath().normalize();
    if (!Files.isDirectory(folder)) {
      out.println("Expected a folder of cases. Received: " + folder);
      return 2;
    }
    if (models != null) {
      WriteForKeras.write(folder, Path.of(models), out);
      return 0;
    }
    PendingList list = pending == null ? new PendingList() : PendingList.read(Path.of(pending));
    Conformance conformance = new Conformance(folder, list, verbose, out);
    conformance.runAll(words.subList(1, words.size()));
    if (written != null) {
      Files.write(
          Path.of(written), PendingWriter.lines(conformance.failedIds, conformance.groupsThatPass));
    }
    out.println(
        conformance.passed
            + " passed, "
            + conformance.failed
            + " failed, "
            + conformance.skipped
            + " skipped");
    return conformance.failed > 0 ? 1 : 0;
  }

  private static String option(List<String> words, String name) {
    int at = words.indexOf(name);
    if (at < 0 || at + 1 == words.size()) {
      return null;
    }
    words.remove(at);
    return words.remove(at);
  }

  private void runAll(List<String> wanted) throws IOException {
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

  private List<String> failures(Case given) {
    try {
      Tolerance tolerance = given.hasTolerance() ? given.tolerance() : new Tolerance(0, 0);
      Checks checks = new Checks(tolerance);
      Kinds.of(given).run(given, checks);
      return checks.comparisons() > 0 ? checks.failures() : List.of("nothing was compared");
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
