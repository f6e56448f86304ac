package io.github.markhor.reports;

import io.github.markhor.Model;
import io.github.markhor.optimizers.Optimizer;
import io.github.markhor.source.BatchSource;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Writes what there is to say of a model, its training and a source to validate with. */
final class ModelReport {
  private static final int ROWS = 3;
  private static final int COLUMNS = 4;
  private static final int MOST_CONFUSIONS = 10;

  /** Of more layers a picture is no help. */
  private static final int MOST_LAYERS = 60;

  private final HtmlReport.Builder report;
  private final Model model;
  private final Evaluation evaluation;

  private ModelReport(Model model, Evaluation evaluation) {
    this.model = model;
    this.evaluation = evaluation;
    report = HtmlReport.builder("Report of " + model.name());
  }

  static HtmlReport of(Model model, TrainingCurves curves, BatchSource validation) {
    return of(model, curves, Evaluation.of(model, validation), validation);
  }

  static HtmlReport of(
      Model model, TrainingCurves curves, Evaluation evaluation, BatchSource validation) {
    ModelReport made = new ModelReport(model, evaluation);
    made.summary(curves);
    if (curves != null) {
      made.curves(curves);
    }
    made.classes();
    made.confusion();
    made.thresholds();
    made.mistakes(validation);
    made.network();
    return made.report.build();
  }

  private void summary(TrainingCurves curves) {
    ClassificationReport scores = ClassificationReport.of(evaluation);
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Accuracy", percent(evaluation.accuracy()));
    facts.put("F1, mean of all classes", number(scores.macroAverage().f1()));
    facts.put("Samples", String.format(Locale.ROOT, "%,d", evaluation.size()));
    facts.put("Mistakes", String.format(Locale.ROOT, "%,d", wrong()));
    facts.put("Classes", "" + evaluation.classes());
    facts.put("Parameters", String.format(Locale.ROOT, "%,d", model.countParams()));
    if (curves != null) {
      facts.put("Epochs", "" + curves.epochs());
    }
    report.section("Summary").facts(facts);
  }

  private long wrong() {
    return IntStream.range(0, evaluation.size())
        .filter(sample -> !evaluation.isRight(sample))
        .count();
  }

  private void curves(TrainingCurves curves) {
    addCurves(report.section("Training"), curves);
  }

  /** A figure for each metric, which a telephone shows one below the other, and the table. */
  static void addCurves(HtmlReport.Builder report, TrainingCurves curves) {
    for (String metric : curves.metricNames()) {
      report.figure(
          metric + " by epoch, of the training and of the validation data",
          curves.metrics(metric).size(560, 400));
    }
    List<List<String>> rows = new ArrayList<>();
    for (TrainingCurves.Range range : curves.ranges()) {
      rows.add(
          List.of(
              range.name(),
              CurveTable.shown(range.minimum()),
              CurveTable.shown(range.maximum()),
              CurveTable.shown(range.current())));
    }
    report.table(
        "Least, greatest and last values",
        List.of("metric", "minimum", "maximum", "current"),
        rows);
  }

  private void classes() {
    ClassificationReport scores = ClassificationReport.of(evaluation);
    List<List<String>> rows = new ArrayList<>();
    scores.classes().forEach(one -> rows.add(row(one)));
    rows.add(List.of("accuracy", "", "", number(scores.accuracy()), "" + scores.support()));
    rows.add(row(scores.macroAverage()));
    rows.add(row(scores.weightedAverage()));
    report
        .section("Classes")
        .table(
            "Precision, recall and F1 of each class",
            List.of("class", "precision", "recall", "F1", "samples"),
            rows);
  }

  private static List<String> row(ClassScores scores) {
    return List.of(
        scores.name(),
        number(scores.precision()),
        number(scores.recall()),
        number(scores.f1()),
        "" + scores.support());
  }

  private void confusion() {
    ConfusionMatrix matrix = ConfusionMatrix.of(evaluation);
    report.section("Confusion matrix");
    if (evaluation.classes() <= MOST_CONFUSIONS) {
      report.figure("How many samples of each true class were predicted as each class", matrix);
    }
    report.figure(
        "The share of each true class that was predicted as each class", matrix.normalize("true"));
    List<List<String>> rows =
        matrix.confusions().stream()
            .limit(MOST_CONFUSIONS)
            .map(one -> List.of(one.truth(), one.predicted(), "" + one.count()))
            .toList();
    if (!rows.isEmpty()) {
      report.table(
          "The most frequent confusions", List.of("true class", "predicted", "samples"), rows);
    }
  }

  private void thresholds() {
    report.section("Probabilities");
    long present = IntStream.of(evaluation.truths()).distinct().count();
    if (present < 2) {
      report.text("All samples are of one class: there is nothing to tell apart.");
    } else if (evaluation.classes() == 2) {
      RocCurve roc = RocCurve.of(evaluation);
      PrecisionRecallCurve precision = PrecisionRecallCurve.of(evaluation);
      ThresholdSweep sweep = ThresholdSweep.of(evaluation);
      report.figure("ROC curve of " + roc.name() + "; the area below is " + number(roc.auc()), roc);
      report.figure(
          "Precision-recall curve of "
              + precision.name()
              + "; the average precision is "
              + number(precision.averagePrecision()),
          precision);
      report.figure("Accuracy, precision and recall by threshold", sweep);
    } else {
      report.figure(
          "ROC curves, each class against the others", RocCurve.together(RocCurve.all(evaluation)));
      report.figure(
          "Precision-recall curves, each class against the others",
          PrecisionRecallCurve.together(PrecisionRecallCurve.all(evaluation)));
    }
    if (hasProbabilities()) {
      Calibration calibration = Calibration.of(evaluation);
      report.figure(
          "How often the predicted class is right, by its probability; the expected calibration"
              + " error is "
              + number(calibration.expectedError()),
          calibration);
    }
  }

  private boolean hasProbabilities() {
    for (int i = 0; i < evaluation.size(); i++) {
      double score = evaluation.score(i, evaluation.predicted(i));
      if (!(score >= 0 && score <= 1)) {
        return false;
      }
    }
    return true;
  }

  private void mistakes(BatchSource validation) {
    report.section("Most confident mistakes");
    if (wrong() == 0) {
      report.text("There are none: every prediction is right.");
      return;
    }
    if (SampleGrid.isPicture(validation.inputShape())) {
      report.figure(
          "Pictures that were predicted wrongly with the largest probability",
          PredictionGrid.mistakes(evaluation, validation, ROWS, COLUMNS));
    }
    List<List<String>> rows = new ArrayList<>();
    for (int sample : evaluation.mistakes().stream().limit((long) ROWS * COLUMNS).toList()) {
      int predicted = evaluation.predicted(sample);
      rows.add(
          List.of(
              evaluation.sampleName(sample),
              evaluation.classNames().get(evaluation.truth(sample)),
              evaluation.classNames().get(predicted),
              percent(evaluation.score(sample, predicted))));
    }
    report.table(
        "The same by name", List.of("sample", "true class", "predicted", "probability"), rows);
  }

  private void network() {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    model.summary(new PrintStream(text, true, StandardCharsets.UTF_8));
    report.section("Network");
    if (model.layers().size() <= MOST_LAYERS) {
      report.figure("The layers, from the picture to the classes", ArchitecturePicture.of(model));
    }
    report.preformatted(text.toString(StandardCharsets.UTF_8));
    if (model.trainingState() == null) {
      return;
    }
    Optimizer optimizer = model.trainingState().optimizer();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("optimizer", optimizer.className()));
    optimizer
        .config()
        .values()
        .forEach(
            (name, value) -> {
              if (value != null && !name.equals("name")) {
                rows.add(List.of(name, value.toString()));
              }
            });
    rows.add(List.of("steps taken", "" + model.trainingState().iterations()));
    report.table("Settings of the training", List.of("setting", "value"), rows);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  private static String number(double value) {
    return ClassificationReport.number(value);
  }
}
