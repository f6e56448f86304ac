package io.github.markhor.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.markhor.classifier.ImageClassifier;
import io.github.markhor.data.DirectoryImages;
import io.github.markhor.reports.ClassScores;
import io.github.markhor.reports.ClassificationReport;
import io.github.markhor.reports.ConfusionMatrix;
import io.github.markhor.reports.Evaluation;
import io.github.markhor.reports.HtmlReport;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says how well a classifier does. */
@Command(
    name = "evaluate",
    sortOptions = false,
    description =
        "Says how well a classifier does on pictures that lie in a folder for each class.",
    footer = {"", "Example: markhor evaluate classifier other-pictures --report report.html"})
final class EvaluateCommand extends Program {
  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "A folder that markhor train has left, or a model file.")
  private Path model;

  @Parameters(
      index = "1",
      paramLabel = "DIR",
      description = "A folder with a folder of pictures for each class.")
  private Path data;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Writes a page with curves, confusions and the worst mistakes, .html.")
  private Path report;

  @Option(names = "--json", description = "Writes one object, for programs.")
  private boolean json;

  @Override
  public Integer call() {
    try (ImageClassifier classifier = ImageClassifier.load(model);
        DirectoryImages pictures = classifier.labelled(data)) {
      Evaluation evaluation = Evaluation.of(classifier.model(), pictures);
      ClassificationReport scores = ClassificationReport.of(evaluation);
      if (json) {
        System.out.println(object(evaluation, scores));
      } else {
        System.out.print(scores.table());
        System.out.println();
        System.out.print(ConfusionMatrix.of(evaluation).table());
        System.out.printf(
            Locale.ROOT,
            "%n%.1f %% of %,d pictures are classified right%n",
            100 * evaluation.accuracy(),
            evaluation.size());
      }
      if (report != null) {
        HtmlReport.of(classifier.model(), pictures).save(report);
        System.err.println("The report is in " + report);
      }
    }
    return 0;
  }

  private static ObjectNode object(Evaluation evaluation, ClassificationReport scores) {
    ObjectNode all = new ObjectMapper().createObjectNode();
    all.put("accuracy", evaluation.accuracy()).put("pictures", evaluation.size());
    ObjectNode classes = all.putObject("classes");
    for (ClassScores one : scores.classes()) {
      classes
          .putObject(one.name())
          .put("precision", one.precision())
          .put("recall", one.recall())
          .put("f1", one.f1())
          .put("support", one.support());
    }
    return all;
  }
}
