package io.github.markhor.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says whether everything that Markhor needs is there and works. */
@Command(
    name = "doctor",
    sortOptions = false,
    description =
        "Tries everything that Markhor needs on this machine, and says what is wrong and what helps;"
            + " 1 if something is wrong.",
    footer = {"", "Example: markhor doctor"})
final class DoctorCommand extends Program {
  @Option(names = "--json", description = "Writes one object, for programs.")
  private boolean json;

  @Override
  public Integer call() {
    List<HealthCheck> checks = HealthCheck.all();
    boolean well = checks.stream().allMatch(HealthCheck::well);
    if (json) {
      ObjectNode object = new ObjectMapper().createObjectNode().put("well", well);
      ObjectNode each = object.putObject("checks");
      for (HealthCheck check : checks) {
        ObjectNode entry = each.putObject(check.name()).put("well", check.well());
        entry.put("found", check.found());
        if (!check.well()) {
          entry.put("remedy", check.remedy());
        }
      }
      System.out.println(object);
      return well ? 0 : 1;
    }
    for (HealthCheck check : checks) {
      System.out.printf(
          "%-8s %-5s %s%n", check.name(), check.well() ? "ok" : "WRONG", check.found());
      if (!check.well()) {
        System.out.printf("%-14s %s%n", "", check.remedy());
      }
    }
    System.out.println(well ? "Everything works." : "Something is wrong: see above.");
    return well ? 0 : 1;
  }
}
