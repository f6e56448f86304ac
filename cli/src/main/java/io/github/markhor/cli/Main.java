package io.github.markhor.cli;

import io.github.markhor.Markhor;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The program {@code markhor}: one command for each thing that is done with pictures and models.
 */
@Command(
    name = "markhor",
    sortOptions = false,
    versionProvider = Main.Version.class,
    description = "Trains, asks and shows classifiers of pictures.",
    subcommands = {
      TrainCommand.class,
      EvaluateCommand.class,
      PredictCommand.class,
      SummaryCommand.class,
      InspectCommand.class,
      ConvertCommand.class,
      ServeCommand.class,
      CleanCommand.class,
      DoctorCommand.class
    },
    footer = {
      "",
      "markhor COMMAND --help says more about a command. To begin with:",
      "  markhor train pictures --out classifier",
      "  markhor predict classifier photo.jpg",
      "where pictures holds a folder of pictures for each class."
    })
public final class Main extends Program {
  @CommandLine.Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Shows the version.")
  @SuppressWarnings("UnusedVariable") // picocli asks the annotation
  private boolean version;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /** Runs a command. */
  public static void main(String[] line) {
    // Reports are drawn and never shown: no window system is asked for, nor an icon put in a dock.
    System.setProperty("java.awt.headless", "true");
    log(line.length > 0 && line[0].equals("train") ? "info" : "warn");
    new Main().run(line);
  }

  /** What is logged goes to standard error, as a bare line; set before the first logger is made. */
  private static void log(String level) {
    Map.of(
            "logFile", "System.err",
            "defaultLogLevel", "warn",
            "log.io.github.markhor", level,
            "showThreadName", "false",
            "showLogName", "false")
        .forEach((name, value) -> System.setProperty("org.slf4j.simpleLogger." + name, value));
  }

  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"markhor " + Markhor.version()};
    }
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return CommandLine.ExitCode.USAGE;
  }
}
