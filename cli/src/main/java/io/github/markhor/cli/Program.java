package io.github.markhor.cli;

import io.github.markhor.backend.BackendException;
import io.github.markhor.data.picture.PictureException;
import io.github.markhor.file.ModelFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * A program or command whose fields are the options of its command line. It exits with 0, with 1 if
 * it found what it looks for to be wrong, or with 2 if the user can mend something.
 */
public abstract class Program implements Callable<Integer> {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this help.")
  @SuppressWarnings("UnusedVariable") // picocli asks the annotation
  private boolean help;

  /**
   * Reads the command line into the options, does the work and exits. A mistake that the user can
   * mend is reported in a sentence, without a stack trace, and exits with 2.
   */
  protected final void run(String... line) {
    System.exit(commandLine().execute(line));
  }

  /** The command line, for tests too. */
  public final CommandLine commandLine() {
    return new CommandLine(this)
        .setParameterExceptionHandler(Program::reportArgument)
        .setExecutionExceptionHandler(Program::report)
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  /** One line, where picocli would add all of the help. */
  private static int reportArgument(CommandLine.ParameterException problem, String[] line) {
    CommandLine command = problem.getCommandLine();
    command
        .getErr()
        .println(
            problem.getMessage()
                + " ("
                + command.getCommandSpec().qualifiedName()
                + " --help lists the options)");
    return CommandLine.ExitCode.USAGE;
  }

  private static int report(Exception problem, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    if (problem instanceof IllegalArgumentException
        || problem instanceof PictureException
        || problem instanceof ModelFileException
        || problem instanceof BackendException
        || problem instanceof UncheckedIOException
        || problem instanceof IOException) {
      command.getErr().println(message(problem));
      return CommandLine.ExitCode.USAGE;
    }
    throw problem;
  }

  /** The JDK's exceptions about files often hold the file's name alone. */
  private static String message(Exception problem) {
    if (problem instanceof NoSuchFileException missing) {
      return "There is no such file: " + missing.getFile();
    }
    if (problem instanceof InvalidPathException) {
      return "Expected names of files in the characters of this system's language, "
          + System.getProperty("sun.jnu.encoding")
          + ". Received: "
          + problem.getMessage()
          + ". On Linux, start with LC_ALL=C.UTF-8";
    }
    return problem instanceof FileSystemException file && file.getReason() == null
        ? file.getClass().getSimpleName().replace("Exception", "") + ": " + file.getFile()
        : problem.getMessage();
  }

  /** A whole number of at least 1. */
  public static final class AtLeastOne implements CommandLine.ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return atLeast(1, text);
    }
  }

  /** A whole number of at least 0. */
  public static final class AtLeastZero implements CommandLine.ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return atLeast(0, text);
    }
  }

  private static int atLeast(int least, String text) {
    if (!text.matches("-?\\d{1,9}") || Integer.parseInt(text) < least) {
      throw new CommandLine.TypeConversionException(
          "Expected a whole number of at least " + least + ". Received: " + text);
    }
    return Integer.parseInt(text);
  }
}
