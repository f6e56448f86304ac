package io.github.markhor.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * Measures from the command line. Each benchmark is a subcommand whose last line of output is for
 * programs to read; {@code bench COMMAND --help} says what is in it.
 */
@Command(
    name = "bin/bench",
    description = "Measures the speed of Markhor.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      TrainBench.class,
      ChainBench.class,
      PredictBench.class,
      FitBench.class,
      PipelineBench.class,
      FileBench.class,
      ServeBench.class,
      PartsBench.class,
      Drift.class
    },
    footer = {"", "Example: bin/bench train --net cats-vs-dogs --seconds 6"})
public final class Bench {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Shows this help.")
  @SuppressWarnings("UnusedVariable") // picocli asks the annotation
  private boolean help;

  private Bench() {}

  /** Runs a benchmark; see the class. */
  public static void main(String[] line) {
    int status = commandLine().execute(line);
    if (status != 0) {
      System.exit(status);
    }
  }

  static CommandLine commandLine() {
    return new CommandLine(new Bench())
        .registerConverter(int.class, text -> positive(Integer.valueOf(text)))
        .registerConverter(Integer.class, text -> positive(Integer.valueOf(text)))
        .registerConverter(double.class, text -> positive(Double.valueOf(text)))
        .setParameterExceptionHandler(Bench::reportArgument)
        .setExecutionExceptionHandler(Bench::report);
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
                + " --help lists what there is)");
    return CommandLine.ExitCode.USAGE;
  }

  private static <T extends Number> T positive(T number) {
    if (!(number.doubleValue() > 0)) {
      throw new CommandLine.TypeConversionException(
          "Expected a number greater than 0. Received: " + number);
    }
    return number;
  }

  private static int report(Exception problem, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    if (problem instanceof IllegalArgumentException) {
      command.getErr().println(problem.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
    throw problem;
  }
}
