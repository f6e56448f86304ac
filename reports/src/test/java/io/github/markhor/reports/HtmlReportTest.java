package io.github.markhor.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.CompileOptions;
import io.github.markhor.FitOptions;
import io.github.markhor.History;
import io.github.markhor.ModelOptions;
import io.github.markhor.Sequential;
import io.github.markhor.data.ArrayFlow;
import io.github.markhor.data.ImageDataGenerator;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.Input;
import io.github.markhor.source.BatchSource;
import io.github.markhor.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HtmlReportTest {
  private static final String HOSTILE = "<script>alert('x')</script> \" onload=y & \u202Egpj\u0007";
  private static final String ESCAPED =
      "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &quot; onload=y &amp; \uFFFDgpj\uFFFD";

  @TempDir Path folder;

  @Test
  void textIsNeverTakenForHtml() {
    String html =
        HtmlReport.builder(HOSTILE)
            .subtitle(HOSTILE)
            .section(HOSTILE)
            .text(HOSTILE)
            .preformatted(HOSTILE)
            .facts(Map.of(HOSTILE, HOSTILE))
            .table(HOSTILE, List.of("class", HOSTILE), List.of(List.of(HOSTILE, HOSTILE)))
            .figure(HOSTILE, RocCurve.of(Samples.binary()))
            .build()
            .html();
    assertFalse(html.contains("<script"), "a script");
    assertFalse(html.contains("\" onload"), "an attribute");
    // Title twice, subtitle, heading, text, preformatted, fact twice, table's caption and label,
    // header, row twice, alternative text and caption.
    assertEquals(15, html.split(Pattern.quote(ESCAPED), -1).length - 1);
  }

  @Test
  void loadsNothingAndIsReadByThoseWhoDoNotSee() {
    String html =
        HtmlReport.builder("two parts")
            .section("one")
            .figure("a curve", RocCurve.of(Samples.binary()))
            .section("two")
            .table("numbers", List.of("name", "n"), List.of(List.of("a", "1")))
            .build()
            .html();
    assertTrue(html.contains("default-src 'none'; img-src data:"), html);
    assertFalse(
        Pattern.compile("(src|href)=\"(?!data:image/png;base64,|#s\\d)").matcher(html).find());
    assertTrue(html.contains("<a href=\"#s2\">two</a>"), "no contents");
    assertTrue(html.contains("alt=\"a curve\""), "no alternative text");
    assertTrue(html.contains("<th scope=\"col\">n</th>"), "no header of a column");
    assertTrue(html.contains("<th scope=\"row\">a</th><td>1</td>"), "no header of a row");
    assertTrue(html.contains("lang=\"en\""), "no language");
    assertTrue(html.contains("prefers-color-scheme: dark"), "no dark");
    assertTrue(html.contains("@media print"), "no print");
    for (String tag : List.of("section", "figure", "div", "table", "main", "nav")) {
      assertEquals(
          html.split("<" + tag + "[ >]", -1).length, html.split("</" + tag + ">", -1).length, tag);
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> HtmlReport.builder("x").table("t", List.of("a"), List.of(List.of("1", "2"))));
  }

  @Test
  void pagesInTheDarkLeavePicturesAlone() {
    Tensor x = Tensor.zeros(14, 4, 4, 3);
    String html =
        HtmlReport.builder("x")
            .figure("grid", PredictionGrid.of(Samples.binary(), x, 7))
            .figure("matrix", ConfusionMatrix.of(Samples.binary()))
            .build()
            .html();
    assertTrue(Pattern.compile("class=\"pictures\"[^>]* alt=\"grid\"").matcher(html).find());
    assertTrue(Pattern.compile("class=\"chart\"[^>]* alt=\"matrix\"").matcher(html).find());
  }

  @Test
  void aFileIsReplacedAsAWhole() throws IOException {
    Path file = folder.resolve("deep/report.html");
    HtmlReport.builder("one").build().save(file);
    HtmlReport.builder("two").build().save(file);
    assertTrue(Files.readString(file).contains("<h1>two</h1>"));
    try (Stream<Path> left = Files.list(file.getParent())) {
      assertEquals(1, left.count());
    }
    Path blocked = file.resolve("report.html");
    assertThrows(UncheckedIOException.class, () -> HtmlReport.builder("x").build().save(blocked));
  }

  /** Dark pictures are of class 0, light ones of class 1, of three. */
  private static BatchSource source(int classes) {
    SplittableRandom random = new SplittableRandom(8);
    float[] x = new float[30 * 27];
    int[] y = new int[30];
    for (int i = 0; i < x.length; i++) {
      y[i / 27] = i / 27 % classes;
      x[i] = (float) (random.nextDouble() * 0.5 + 0.2 * y[i / 27]);
    }
    return ImageDataGenerator.builder()
        .build()
        .flow(
            Tensor.of(x, 30, 3, 3, 3),
            Tensor.ofLabels(y),
            ArrayFlow.defaults().batchSize(8).seed(2));
  }

  private static Sequential model(int classes) {
    Sequential model =
        Sequential.of(
            ModelOptions.defaults().seed(5).name("tiny"),
            Input.of(3, 3, 3),
            Flatten.of(),
            Dense.of(classes).activation("softmax"));
    model.compile(
        "adam",
        "sparse_categorical_crossentropy",
        CompileOptions.defaults().metrics("sparse_categorical_accuracy"));
    return model;
  }

  @Test
  void oneCallTellsAllOfAModel() {
    for (int classes : new int[] {2, 3}) {
      try (Sequential model = model(classes);
          BatchSource source = source(classes)) {
        History history =
            model.fit(source, FitOptions.defaults().epochs(2).validation(source).verbose(0));
        String html = HtmlReport.of(model, history, source).html();
        Evaluation evaluation = Evaluation.of(model, source);
        for (String part :
            List.of(
                "Summary",
                "Training",
                "Classes",
                "Confusion matrix",
                "Probabilities",
                "Most confident mistakes",
                "Network",
                "val_loss",
                "Adam",
                "tiny")) {
          assertTrue(html.contains(part), "the report lacks " + part);
        }
        String accuracy =
            String.format(java.util.Locale.ROOT, "%.2f %%", 100 * evaluation.accuracy());
        assertTrue(html.contains("<dd>" + accuracy + "</dd>"), accuracy);
        assertTrue(
            html.contains(
                ClassificationReport.number(
                    ClassificationReport.of(evaluation).macroAverage().f1())),
            "no F1");
        assertFalse(HtmlReport.of(model, source).html().contains("val_loss"));
      }
    }
  }
}
