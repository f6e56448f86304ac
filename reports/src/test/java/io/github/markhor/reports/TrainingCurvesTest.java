package io.github.markhor.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainingCurvesTest {
  private static final List<Integer> EPOCHS = List.of(0, 1, 2, 3);

  @TempDir Path folder;

  private static Map<String, List<Double>> logs() {
    Map<String, List<Double>> logs = new LinkedHashMap<>();
    logs.put("loss", List.of(0.9, 0.6, 0.4, 0.3));
    logs.put("accuracy", List.of(0.5, 0.7, 0.8, 0.85));
    logs.put("val_loss", List.of(0.8, 0.7, 0.65, 0.7));
    logs.put("val_accuracy", List.of(0.55, 0.62, 0.71, 0.69));
    logs.put("learning_rate", List.of(0.1, 0.1, 0.1, 0.1));
    return logs;
  }

  /** The number of pixels of a colour from {@code left} to {@code right}, above the legend. */
  private static int count(BufferedImage picture, Color colour, int left, int right) {
    int found = 0;
    for (int y = 0; y < picture.getHeight() * 3 / 4; y++) {
      for (int x = left; x < right; x++) {
        if ((picture.getRGB(x, y) & 0xFFFFFF) == (colour.getRGB() & 0xFFFFFF)) {
          found++;
        }
      }
    }
    return found;
  }

  /** The mean height in pixels, from the top, of a colour in a stripe; NaN where there is none. */
  private static double height(BufferedImage picture, Color colour, int left, int right) {
    double sum = 0;
    int found = 0;
    for (int y = 0; y < picture.getHeight() * 3 / 4; y++) {
      for (int x = left; x < right; x++) {
        if ((picture.getRGB(x, y) & 0xFFFFFF) == (colour.getRGB() & 0xFFFFFF)) {
          sum += y;
          found++;
        }
      }
    }
    return sum / found;
  }

  @Test
  void writesAPngWithBothCurvesInEachPanel() throws IOException {
    Path file = folder.resolve("new/curves.png");
    TrainingCurves.of(EPOCHS, logs()).size(901, 400).save(file);

    BufferedImage picture = ImageIO.read(file.toFile());
    assertEquals(901, picture.getWidth());
    assertEquals(400, picture.getHeight());
    for (Color colour : List.of(TrainingCurves.TRAINING, TrainingCurves.VALIDATION)) {
      assertTrue(count(picture, colour, 0, 450) > 200, "loss panel lacks " + colour);
      assertTrue(count(picture, colour, 450, 901) > 200, "accuracy panel lacks " + colour);
    }
    byte[] head = Files.readAllBytes(file);
    assertEquals("PNG", new String(head, 1, 3, java.nio.charset.StandardCharsets.US_ASCII));
  }

  @Test
  void aCurveFollowsItsNumbers() {
    BufferedImage picture =
        TrainingCurves.of(EPOCHS, logs()).metrics("loss").size(600, 400).image();
    assertTrue(
        height(picture, TrainingCurves.TRAINING, 60, 200)
            < height(picture, TrainingCurves.TRAINING, 400, 600),
        "a falling loss must fall from left to right");
    BufferedImage rising =
        TrainingCurves.of(EPOCHS, logs()).metrics("accuracy").size(600, 400).image();
    assertTrue(
        height(rising, TrainingCurves.TRAINING, 60, 200)
            > height(rising, TrainingCurves.TRAINING, 400, 600),
        "a rising accuracy must rise from left to right");
  }

  private static final Color BEST = new Color(0x7F7F7F);

  @Test
  void marksTheEpochOfTheLeastValidationLoss() {
    TrainingCurves curves = TrainingCurves.of(EPOCHS, logs()).metrics("loss").size(600, 400);
    BufferedImage third = curves.image();
    assertTrue(count(third, BEST, 350, 450) > 50, "no line at the third of four epochs");
    // The edges of letters may have the colour by chance.
    assertTrue(count(third, BEST, 100, 350) < 10);
    BufferedImage second = curves.bestEpoch(1).image();
    assertTrue(count(second, BEST, 150, 300) > 50, "no line at the second of four epochs");
    assertTrue(count(second, BEST, 350, 600) < 10);
    assertThrows(IllegalArgumentException.class, () -> curves.bestEpoch(4));
  }

  @Test
  void panelsWrap() {
    TrainingCurves curves = TrainingCurves.of(EPOCHS, logs()).columns(1);
    BufferedImage picture = curves.image();
    assertEquals(600, picture.getWidth());
    assertEquals(900, picture.getHeight());
    assertTrue(count(picture.getSubimage(0, 450, 600, 450), TrainingCurves.TRAINING, 0, 600) > 200);
    Map<String, List<Double>> four = logs();
    four.put("auc", List.of(0.5, 0.5, 0.5, 0.5));
    four.put("recall", List.of(0.5, 0.5, 0.5, 0.5));
    BufferedImage wrapped = TrainingCurves.of(EPOCHS, four).image();
    assertEquals(1800, wrapped.getWidth());
    assertEquals(900, wrapped.getHeight());
    assertThrows(IllegalArgumentException.class, () -> curves.columns(0));
  }

  @Test
  void onALogarithmicScaleEqualFactorsAreEqualSteps() {
    Map<String, List<Double>> tenths = Map.of("loss", List.of(1.0, 0.1, 0.01, 0.001));
    TrainingCurves curves = TrainingCurves.of(EPOCHS, tenths).size(600, 400);
    BufferedImage logarithmic = curves.logScale("loss").image();
    double begin = height(logarithmic, TrainingCurves.TRAINING, 200, 210);
    double middle = height(logarithmic, TrainingCurves.TRAINING, 310, 320);
    double end = height(logarithmic, TrainingCurves.TRAINING, 420, 430);
    assertEquals((begin + end) / 2, middle, 5, begin + " " + middle + " " + end);
    double linear = height(curves.image(), TrainingCurves.TRAINING, 310, 320);
    assertTrue(linear > middle + 60, linear + " is not below " + middle);
    // Zeros and below have no logarithm; where nothing has one, the scale stays linear.
    assertTrue(
        count(
                TrainingCurves.of(EPOCHS, Map.of("loss", List.of(0.0, -1.0, -2.0, -1.0)))
                    .logScale()
                    .size(600, 400)
                    .image(),
                TrainingCurves.TRAINING,
                0,
                600)
            > 5);
    assertThrows(IllegalArgumentException.class, () -> curves.logScale("lost"));
  }

  @Test
  void drawsWhatThereIsWithoutValidationAndForOneEpoch() {
    BufferedImage picture =
        TrainingCurves.of(List.of(4), Map.of("loss", List.of(0.25))).size(300, 200).image();
    assertTrue(count(picture, TrainingCurves.TRAINING, 0, 300) > 5, "the only point is missing");
    assertEquals(0, count(picture, TrainingCurves.VALIDATION, 0, 300));
  }

  @Test
  void numbersThatAreNotFiniteLeaveAGap() {
    List<Double> broken = List.of(0.9, Double.NaN, Double.POSITIVE_INFINITY, 0.3);
    BufferedImage picture =
        TrainingCurves.of(EPOCHS, Map.of("loss", broken)).size(600, 400).image();
    assertTrue(count(picture, TrainingCurves.TRAINING, 0, 600) > 5);
    assertEquals(0, count(picture, TrainingCurves.TRAINING, 250, 400));
  }

  @Test
  void drawsWhereEveryNumberIsNaN() {
    List<Double> lost = List.of(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    BufferedImage picture = TrainingCurves.of(EPOCHS, Map.of("loss", lost)).image();
    assertEquals(600, picture.getWidth());
    assertEquals(0, count(picture, TrainingCurves.TRAINING, 0, 600));
  }

  @Test
  void wordsAndColoursAreOptions() {
    TrainingCurves plain = TrainingCurves.of(EPOCHS, logs()).metrics("loss").size(600, 400);
    TrainingCurves other = plain.colors(Color.GREEN, Color.RED);
    assertEquals(0, count(other.image(), TrainingCurves.TRAINING, 0, 600));
    assertTrue(count(other.image(), Color.GREEN, 0, 600) > 200);
    assertTrue(count(other.image(), Color.RED, 0, 600) > 200);
    Color line = gridColour(plain);
    assertTrue(
        count(plain.grid(false).image(), line, 100, 500) * 4
            < count(plain.image(), line, 100, 500));
    for (TrainingCurves changed :
        List.of(
            plain.title("loss", "Training and validation"),
            plain.axisNames("Epochs", "Loss"),
            plain.legend("train", "valid"))) {
      assertTrue(differs(plain.image(), changed.image()), "an option without effect");
    }
    assertThrows(IllegalArgumentException.class, () -> plain.legend("both", "both"));
    assertThrows(IllegalArgumentException.class, () -> plain.title("lost", "x"));
  }

  /** The commonest colour of a stripe beside the curves that is not white. */
  private static Color gridColour(TrainingCurves curves) {
    BufferedImage picture = curves.image();
    Map<Integer, Integer> counts = new LinkedHashMap<>();
    for (int x = 100; x < 500; x++) {
      for (int y = 50; y < 300; y++) {
        counts.merge(picture.getRGB(x, y) & 0xFFFFFF, 1, Integer::sum);
      }
    }
    counts.remove(0xFFFFFF);
    counts.remove(TrainingCurves.TRAINING.getRGB() & 0xFFFFFF);
    counts.remove(TrainingCurves.VALIDATION.getRGB() & 0xFFFFFF);
    counts.remove(BEST.getRGB() & 0xFFFFFF);
    return new Color(
        counts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey());
  }

  private static boolean differs(BufferedImage a, BufferedImage b) {
    for (int y = 0; y < a.getHeight(); y++) {
      for (int x = 0; x < a.getWidth(); x++) {
        if (a.getRGB(x, y) != b.getRGB(x, y)) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void rangesAreOfFiniteNumbersAndTheLast() {
    Map<String, List<Double>> logs = logs();
    logs.put("auc", List.of(0.25, Double.POSITIVE_INFINITY, 0.125, Double.NaN));
    TrainingCurves curves = TrainingCurves.of(EPOCHS, logs).metrics("loss", "auc");
    assertEquals(
        List.of(
            new TrainingCurves.Range("loss", 0.3, 0.9, 0.3),
            new TrainingCurves.Range("val_loss", 0.65, 0.8, 0.7),
            new TrainingCurves.Range("auc", 0.125, 0.25, Double.NaN)),
        curves.ranges());
    assertEquals(
        List.of(
            "metric           min         max         cur",
            "loss          0.3000      0.9000      0.3000",
            "val_loss      0.6500      0.8000      0.7000",
            "auc           0.1250      0.2500         nan"),
        curves.table().lines().toList());
  }

  @Test
  void comparesTrainingsOfDifferentLength() {
    Map<String, TrainingCurves> runs = new LinkedHashMap<>();
    runs.put("plain", TrainingCurves.of(EPOCHS, logs()));
    runs.put("augmented", TrainingCurves.of(List.of(0, 1), Map.of("loss", List.of(0.7, 0.2))));
    TrainingCurves both = TrainingCurves.compare(runs);
    assertEquals(List.of("loss", "accuracy"), both.metricNames());
    assertEquals("augmented loss", both.metrics("loss").ranges().get(2).name());
    BufferedImage picture = both.metrics("loss").size(600, 400).image();
    assertTrue(count(picture, Palette.series(0), 0, 600) > 200);
    assertTrue(count(picture, Palette.series(1), 0, 600) > 50);
    assertEquals(0, count(picture, Palette.series(1), 300, 600), "beyond its two epochs");
    assertEquals(0, count(picture, BEST, 100, 500) / 100, "a best epoch of two trainings");
    assertThrows(IllegalArgumentException.class, () -> TrainingCurves.compare(Map.of()));
    assertThrows(
        IllegalArgumentException.class, () -> TrainingCurves.compare(Map.of("both", both)));
  }

  @Test
  void refusesWhatCannotBeDrawn() {
    Map<String, List<Double>> uneven = Map.of("loss", List.of(0.5, 0.25, 0.125));
    var few = assertThrows(IllegalArgumentException.class, () -> TrainingCurves.of(EPOCHS, uneven));
    assertTrue(few.getMessage().contains("Received: 3 for loss"), few.getMessage());
    assertThrows(IllegalArgumentException.class, () -> TrainingCurves.of(List.of(), Map.of()));
    assertThrows(IllegalArgumentException.class, () -> TrainingCurves.of(EPOCHS, Map.of()));
    TrainingCurves curves = TrainingCurves.of(EPOCHS, logs());
    var unknown = assertThrows(IllegalArgumentException.class, () -> curves.metrics("auc"));
    assertTrue(unknown.getMessage().endsWith("Received: auc"), unknown.getMessage());
    assertThrows(IllegalArgumentException.class, () -> curves.size(150, 400));
  }

  @Test
  void namesTheFileThatCannotBeWritten() throws IOException {
    Path blocked = Files.createFile(folder.resolve("file")).resolve("curves.png");
    TrainingCurves curves = TrainingCurves.of(EPOCHS, logs());
    var error = assertThrows(UncheckedIOException.class, () -> curves.save(blocked));
    assertTrue(error.getMessage().contains(blocked.toString()), error.getMessage());
  }

  @Test
  void aFileOfCsvLoggerIsReadWithItsGapsAndWhatIsNoNumber() throws IOException {
    Path file = folder.resolve("history.csv");
    Files.writeString(
        file,
        """
        epoch,loss,val_loss,accuracy
        0,0.9,NA,0.5
        1,0.75,0.8,0.625
        2,nan,inf,0.75
        """);
    TrainingCurves curves = TrainingCurves.of(file);
    assertEquals(3, curves.epochs());
    assertEquals(List.of("loss", "accuracy"), curves.metricNames());
    assertTrue(
        curves.ranges().toString().contains("0.625")
            || curves.ranges().toString().contains("0.75"));
    assertTrue(count(curves.metrics("accuracy").image(), TrainingCurves.TRAINING, 0, 600) > 50);
    for (String wrong : new String[] {"", "loss\n1\n", "epoch,loss\n0,much\n", "epoch,loss\n0\n"}) {
      Files.writeString(file, wrong);
      assertThrows(IllegalArgumentException.class, () -> TrainingCurves.of(file), wrong);
    }
  }
}
