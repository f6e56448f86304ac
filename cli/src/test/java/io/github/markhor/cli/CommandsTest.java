package io.github.markhor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The commands as a user gives them, with what they print and how they exit. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Path folder;

  private final PrintStream standardOut = System.out;
  private final PrintStream standardErr = System.err;
  private final InputStream standardIn = System.in;
  private ByteArrayOutputStream out;
  private ByteArrayOutputStream err;
  private Path pictures;
  private Path classifier;

  @BeforeEach
  void redirect() {
    out = new ByteArrayOutputStream();
    err = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setOut(standardOut);
    System.setErr(standardErr);
    System.setIn(standardIn);
  }

  /** Runs a command; what it reports goes where {@link #err} is. */
  private int markhor(Object... line) {
    String[] words = new String[line.length];
    for (int i = 0; i < line.length; i++) {
      words[i] = String.valueOf(line[i]);
    }
    StringWriter reported = new StringWriter();
    int status = new Main().commandLine().setErr(new PrintWriter(reported, true)).execute(words);
    err.writeBytes(reported.toString().getBytes(StandardCharsets.UTF_8));
    return status;
  }

  private String printed() {
    String text = out.toString(StandardCharsets.UTF_8);
    out.reset();
    return text;
  }

  private String reported() {
    String text = err.toString(StandardCharsets.UTF_8);
    err.reset();
    return text;
  }

  @BeforeAll
  void train(@TempDir Path temporary) throws IOException {
    folder = temporary;
    pictures = folder.resolve("pictures");
    for (int i = 0; i < 20; i++) {
      draw(new Color(150 + i, i, 0), pictures.resolve("red").resolve(i + ".png"));
      draw(new Color(0, i, 150 + i), pictures.resolve("blue, dark").resolve(i + ".png"));
    }
    classifier = folder.resolve("out");
    redirect();
    int status =
        markhor(
            "train",
            pictures,
            "--out",
            classifier,
            "--epochs",
            3,
            "--batch-size",
            8,
            "--no-augment");
    String report = printed() + reported();
    restore();
    assertEquals(0, status, report);
    assertTrue(report.contains("40 pictures of 2 classes: 20 blue, dark, 20 red"), report);
    assertTrue(report.contains("Try it: markhor predict " + classifier), report);
  }

  private static void draw(Color color, Path file) throws IOException {
    BufferedImage image = new BufferedImage(16, 12, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 16 * 12; i++) {
      image.setRGB(i % 16, i / 16, color.getRGB());
    }
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
  }

  @Test
  void predictsFilesFoldersPatternsAndNamesOnStandardInput() throws IOException {
    Path red = pictures.resolve("red");
    assertEquals(0, markhor("predict", classifier, red.resolve("3.png"), "--top", 1));
    assertTrue(printed().matches("\\S+3\\.png +red \\d+\\.\\d %\\R"));

    assertEquals(0, markhor("predict", classifier, pictures, "--format", "csv"));
    List<String> lines = printed().lines().toList();
    assertEquals(41, lines.size());
    assertEquals("file,class,probability,class_2,probability_2", lines.get(0));
    assertTrue(
        lines.get(1).startsWith('"' + pictures.resolve("blue, dark/0.png").toString() + '"'));
    assertTrue(lines.get(1).contains(",\"blue, dark\",0."), lines.get(1));

    assertEquals(0, markhor("predict", classifier, red + "/1?.png", "--format", "json"));
    List<String> objects = printed().lines().toList();
    assertEquals(10, objects.size());
    JsonNode first = JSON.readTree(objects.get(0));
    assertEquals("red", first.path("classes").path(0).path("name").asText());
    double sum = 0;
    for (JsonNode score : first.path("classes")) {
      sum += score.path("probability").asDouble();
    }
    assertEquals(1, sum, 1e-5);

    System.setIn(
        new ByteArrayInputStream((red.resolve("5.png") + "\n\n").getBytes(StandardCharsets.UTF_8)));
    assertEquals(0, markhor("predict", classifier, "-"));
    assertEquals(1, printed().lines().count());
  }

  @Test
  void evaluatesAFolderAndWritesAReport() throws IOException {
    assertTrue(Files.readString(classifier.resolve("report.html")).contains("Confusion matrix"));
    Path report = folder.resolve("new/report.html");
    assertEquals(0, markhor("evaluate", classifier, pictures, "--report", report));
    String text = printed();
    assertTrue(text.contains("precision") && text.contains("blue, dark"), text);
    assertTrue(text.contains("of 40 pictures are classified right"), text);
    assertTrue(Files.size(report) > 10_000);
    assertEquals(0, markhor("evaluate", classifier, pictures, "--json"));
    JsonNode json = JSON.readTree(printed());
    assertEquals(20, json.path("classes").path("red").path("support").asInt());
    assertEquals(40, json.path("pictures").asInt());
    assertEquals(2, markhor("evaluate", classifier, folder.resolve("nowhere")));
  }

  @Test
  void aPictureThatCannotBeReadIsReportedAndTheOthersAreClassified() throws IOException {
    Path bad = Files.writeString(folder.resolve("bad.jpg"), "no picture");
    Path good = pictures.resolve("red/0.png");
    assertEquals(1, markhor("predict", classifier, good, bad, pictures.resolve("red/1.png")));
    assertEquals(2, printed().lines().count());
    assertTrue(reported().contains("bad.jpg"));
  }

  @Test
  void mistakesAreOneLineAndExitWithTwo() throws IOException {
    Files.writeString(folder.resolve("empty.keras"), "");
    Object[][] lines = {
      {"train"},
      {"train", folder.resolve("nowhere")},
      {"train", pictures, "--out", classifier},
      {"train", pictures, "--epochs", "0"},
      {"train", pictures, "--base", "mobilenetv9"},
      {"train", pictures, "--base", "mobilenetv9", "--weights", "x.h5"},
      {"train", pictures, "--weights", "x.h5"},
      {"train", pictures, "--validation", "1.5"},
      {"train", pictures, "--policy", "float17"},
      {"predict", classifier},
      {"predict", classifier, folder.resolve("*.tiff")},
      {"predict", folder.resolve("nowhere"), pictures},
      {"predict", classifier, pictures, "--scale", "0..2"},
      {"predict", classifier, pictures, "--format", "xml"},
      {"summary", folder.resolve("nowhere.h5")},
      {"summary", folder.resolve("empty.keras")},
      {"inspect", folder.resolve("nowhere.h5")},
      {"convert", classifier, classifier.resolve("labels.txt")},
      {"convert", classifier, folder.resolve("model.xyz")},
      {"clean", folder.resolve("nowhere")},
      {"clean", pictures, "--model", classifier, "--sure", "0.1"},
      {"doctor", "now"},
      {"invent"},
    };
    for (Object[] line : lines) {
      assertEquals(2, markhor(line), List.of(line).toString());
      String report = reported();
      assertEquals("", printed(), List.of(line).toString());
      assertTrue(report.length() > 20, List.of(line) + ": " + report);
      assertFalse(report.contains("Exception") || report.contains("\tat "), report);
    }
  }

  @Test
  void inspectsAndConvertsModels() throws IOException {
    Path file = classifier.resolve("model.keras");
    assertEquals(0, markhor("inspect", file, "--json"));
    JsonNode facts = JSON.readTree(printed());
    assertTrue(facts.path("opens").asBoolean());
    assertEquals("blue, dark", facts.path("classes").path(0).asText());
    assertEquals(1, facts.path("layers").path("Dense").asInt());
    Path h5 = folder.resolve("new/model.h5");
    assertEquals(0, markhor("convert", classifier, h5));
    assertEquals(2, markhor("convert", classifier, h5));
    assertTrue(reported().contains("--overwrite"));
    assertEquals(0, markhor("convert", file, h5, "--overwrite", "--no-compile"));
    printed();
    assertEquals(0, markhor("inspect", h5));
    String text = printed();
    assertTrue(text.contains("Opens here  yes") && text.contains("Compiled    no"), text);
    Path weights = folder.resolve("m.weights.h5");
    assertEquals(0, markhor("convert", h5, weights));
    assertEquals(1, markhor("inspect", weights));
    assertTrue(printed().contains("Opens here  no"));
    assertEquals(0, markhor("summary", classifier, "--batch-size", 8));
    String summary = printed();
    assertTrue(summary.contains("classes (Dense)") && summary.contains("Classes: blue, dark, red"));
  }

  @Test
  void cleanListsAndMovesDuplicates() throws IOException {
    Path copies = folder.resolve("copies");
    Files.createDirectories(copies.resolve("a"));
    Files.createDirectories(copies.resolve("b"));
    Files.copy(pictures.resolve("red/0.png"), copies.resolve("a/0.png"));
    Files.copy(pictures.resolve("red/0.png"), copies.resolve("a/1.png"));
    Files.copy(pictures.resolve("blue, dark/9.png"), copies.resolve("b/2.png"));
    assertEquals(1, markhor("clean", copies));
    assertTrue(printed().contains("a/1.png: the same picture as a/0.png"));
    Path aside = folder.resolve("aside");
    assertEquals(1, markhor("clean", copies, "--move", aside));
    assertTrue(Files.exists(aside.resolve("a/1.png")));
    printed();
    assertEquals(0, markhor("clean", copies));
    assertTrue(printed().contains("Nothing was found."));
  }

  @Test
  void theDoctorFindsNothingWrongWhereTheTestsRun() throws IOException {
    assertEquals(0, markhor("doctor"));
    assertTrue(printed().contains("Everything works."));
    assertEquals(0, markhor("doctor", "--json"));
    JsonNode doctor = JSON.readTree(printed());
    assertTrue(doctor.path("checks").path("training").path("well").asBoolean());
  }

  @Test
  void everyCommandHasHelpWithAnExample() {
    var main = new Main().commandLine();
    for (var command : main.getSubcommands().values()) {
      String help = command.getUsageMessage();
      assertTrue(help.contains("Example"), help);
      assertTrue(help.lines().allMatch(line -> line.length() <= 80), help);
      assertTrue(help.contains("markhor " + command.getCommandName() + " "), help);
    }
    assertEquals(0, markhor("--version"));
    assertEquals(2, markhor());
  }
}
