package io.github.markhor.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The numbers are those of scikit-learn's classification_report with labels=range(5). */
final class ClassificationReportTest {
  private static final double NONE = Double.NaN;

  private static void assertScores(
      ClassScores scores, double precision, double recall, double f1, int support) {
    assertEquals(precision, scores.precision(), 1e-12, scores.name());
    assertEquals(recall, scores.recall(), 1e-12, scores.name());
    assertEquals(f1, scores.f1(), 1e-12, scores.name());
    assertEquals(support, scores.support(), scores.name());
  }

  @Test
  void whatHasNoSamplesIsZero() {
    ClassificationReport report = ClassificationReport.of(Samples.five());
    List<ClassScores> classes = report.classes();
    assertScores(classes.get(0), 0.5714285714285714, 0.6666666666666666, 0.6153846153846154, 6);
    assertScores(classes.get(1), 0.4, 0.6666666666666666, 0.5, 3);
    assertScores(classes.get(2), 0, 0, 0, 4);
    assertScores(classes.get(3), 0, 0, 0, 0);
    assertScores(classes.get(4), 0, 0, 0, 0);
    assertEquals(0.46153846153846156, report.accuracy(), 1e-12);
    assertScores(
        report.macroAverage(), 0.19428571428571428, 0.26666666666666666, 0.2230769230769231, 13);
    assertScores(
        report.weightedAverage(), 0.356043956043956, 0.46153846153846156, 0.3994082840236687, 13);
  }

  @Test
  void orOne() {
    ClassificationReport report = ClassificationReport.of(Samples.five()).zeroDivision(1);
    List<ClassScores> classes = report.classes();
    assertScores(classes.get(2), 1, 0, 0, 4);
    assertScores(classes.get(3), 0, 1, 0, 0);
    assertScores(classes.get(4), 1, 1, 1, 0);
    assertScores(
        report.macroAverage(), 0.5942857142857143, 0.6666666666666666, 0.4230769230769231, 13);
    assertScores(
        report.weightedAverage(), 0.6637362637362637, 0.46153846153846156, 0.3994082840236687, 13);
  }

  @Test
  void orNothingThatTheMeansCount() {
    ClassificationReport report = ClassificationReport.of(Samples.five()).zeroDivision(Double.NaN);
    List<ClassScores> classes = report.classes();
    assertScores(classes.get(2), NONE, 0, 0, 4);
    assertScores(classes.get(3), 0, NONE, 0, 0);
    assertScores(classes.get(4), NONE, NONE, NONE, 0);
    assertScores(
        report.macroAverage(), 0.3238095238095238, 0.4444444444444444, 0.27884615384615385, 13);
    assertScores(
        report.weightedAverage(), 0.5142857142857142, 0.46153846153846156, 0.3994082840236687, 13);
    assertThrows(IllegalArgumentException.class, () -> report.zeroDivision(0.5));
  }

  @Test
  void sortsTheClasses() {
    ClassificationReport report = ClassificationReport.of(Samples.five());
    assertEquals(List.of("ant", "bee", "crow", "dog", "eel"), names(report.sortedBy("precision")));
    assertEquals(List.of("ant", "crow", "bee", "dog", "eel"), names(report.sortedBy("support")));
    assertEquals(List.of("eel", "dog", "crow", "bee", "ant"), names(report.reversed()));
    assertEquals("eel", names(report.sortedBy("name").reversed()).get(0));
    assertEquals("ant", names(report.sortedBy(ClassificationReport.Order.F1)).get(0));
    assertThrows(IllegalArgumentException.class, () -> report.sortedBy("size"));
  }

  private static List<String> names(ClassificationReport report) {
    return report.classes().stream().map(ClassScores::name).toList();
  }

  @Test
  void theTableHasAtMost80ColumnsAndTheTerminalsLetters() {
    String longName = "a name that goes on and on until no table has the room for it any more";
    Evaluation evaluation =
        Evaluation.ofClasses(new int[] {0, 1}, new int[] {0, 0}, List.of(longName, "line\nend"));
    String table = ClassificationReport.of(evaluation).table();
    assertTrue(table.lines().allMatch(line -> line.length() <= 80), table);
    assertTrue(table.contains("a name that goes on and on until n…     0.5000"), table);
    assertTrue(table.contains("line end "), table);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ClassificationReport.of(evaluation).print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    assertTrue(bytes.toString(StandardCharsets.UTF_8).contains("accuracy"));
    assertEquals(
        List.of(
            "              precision     recall   f1-score    support",
            "",
            "ant              0.5714     0.6667     0.6154          6"),
        ClassificationReport.of(Samples.five()).table().lines().limit(3).toList());
  }
}
