package io.github.markhor.cli;

import io.github.markhor.classifier.FolderCheck;
import io.github.markhor.classifier.FolderCheck.Finding;
import io.github.markhor.classifier.ImageClassifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds pictures that harm a training. */
@Command(
    name = "clean",
    sortOptions = false,
    description =
        "Finds pictures that cannot be read, that are there twice, and, with a classifier, that look"
            + " as if they lay in the wrong folder; 1 if there are any. Changes nothing without"
            + " --move.",
    footer = {
      "",
      "Examples:",
      "  markhor clean pictures",
      "  markhor clean pictures --model classifier --move put-aside"
    })
final class CleanCommand extends Program {
  @Parameters(
      paramLabel = "DIR",
      description = "A folder with a folder of pictures for each class.")
  private Path data;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description =
          "A classifier of these classes, best one that was trained on other pictures: pictures that"
              + " it is sure are of another class are listed too.")
  private Path model;

  @Option(
      names = "--sure",
      paramLabel = "P",
      defaultValue = "0.95",
      description = "The probability from which it is sure. Default: ${DEFAULT-VALUE}.")
  private double sure;

  @Option(
      names = "--move",
      paramLabel = "DIR",
      description =
          "Moves broken pictures and all but one of each that is there twice into this folder, under"
              + " their names below DIR. What looks mislabelled stays: look at it.")
  private Path move;

  @Override
  public Integer call() throws IOException {
    FolderCheck check = FolderCheck.of(data);
    List<Finding> findings;
    if (model == null) {
      findings = check.run();
    } else {
      try (ImageClassifier classifier = ImageClassifier.load(model)) {
        findings = check.classifier(classifier, sure).run();
      }
    }
    for (Finding finding : findings) {
      System.out.println(finding.text(data));
    }
    long harmful = findings.stream().filter(Finding::canGo).count();
    if (move != null && harmful > 0) {
      System.out.println(check.moveTo(move, findings) + " pictures are in " + move);
    } else if (harmful > 0) {
      System.out.println(harmful + " of these would go with --move DIR.");
    }
    if (findings.isEmpty()) {
      System.out.println("Nothing was found.");
    }
    return findings.isEmpty() ? 0 : 1;
  }
}
