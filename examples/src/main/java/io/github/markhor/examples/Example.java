package io.github.markhor.examples;

import io.github.markhor.data.picture.PictureException;
import io.github.markhor.file.ModelFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** An example's program: its fields are the options of its command line. */
abstract class Example implements Callable<Integer> {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this help.")
  @SuppressWarnings("UnusedVariable") // picocli asks the annotation
  private boolean help;

  /**
   * Reads the command line into the options, runs the example and exits. A mistake that the user
   * can mend is reported in a sentence, without a stack trace, and exits with 2.
   */
  final void run(String[] line) {
    System.exit(commandLine().execute(line));
  }

  final CommandLine commandLine() {
    return new CommandLine(this)
        .setParameterExceptionHandler(Example::reportArgument)
        .setExecutionExceptionHandler(Example::report);
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

  /** A whole number of at least 1. */
  static final class AtLeastOne implements CommandLine.ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return atLeast(1, text);
    }
  }

  /** A whole number of at least 0. */
  static final class AtLeastZero implements CommandLine.ITypeConverter<Integer> {
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

  private static int report(Exception problem, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    if (problem instanceof IllegalArgumentException
        || problem instanceof PictureException
        || problem instanceof ModelFileException
        || problem instanceof UncheckedIOException
        || problem instanceof IOException) {
      command.getErr().println(problem.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
    throw problem;
  }
}
