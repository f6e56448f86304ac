package io.github.markhor.reports;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The numbers are those of scikit-learn's confusion_matrix with labels=range(5). */
final class ConfusionMatrixTest {
  private static final ConfusionMatrix MATRIX = ConfusionMatrix.of(Samples.five());

  @Test
  void rowsAreTrueAndColumnsPredicted() {
    assertArrayEquals(
        new int[][] {
          {4, 1, 0, 1, 0}, {1, 2, 0, 0, 0}, {2, 2, 0, 0, 0}, {0, 0, 0, 0, 0}, {0, 0, 0, 0, 0}
        },
        MATRIX.counts());
    assertArrayEquals(
        new double[] {0.6666666666666666, 0.16666666666666666, 0, 0.16666666666666666, 0},
        MATRIX.normalize("true").values()[0]);
    assertArrayEquals(new double[5], MATRIX.normalize("true").values()[3]);
    assertArrayEquals(
        new double[] {0.5714285714285714, 0.2, 0, 1, 0}, MATRIX.normalize("pred").values()[0]);
    assertArrayEquals(
        new double[] {0.15384615384615385, 0.15384615384615385, 0, 0, 0},
        MATRIX.normalize("all").values()[2]);
    assertThrows(IllegalArgumentException.class, () -> MATRIX.normalize("rows"));
  }

  @Test
  void listsWhatIsTakenForWhat() {
    assertEquals(
        List.of("crow ant 2", "crow bee 2", "ant bee 1", "ant dog 1", "bee ant 1"),
        MATRIX.confusions().stream()
            .map(c -> c.truth() + " " + c.predicted() + " " + c.count())
            .toList());
  }

  @Test
  void theTableFitsTheTerminalOrNamesTheMostFrequentConfusions() {
    assertEquals(
        List.of(
            "true   ant   bee  crow   dog   eel",
            "ant      4     1     0     1     0",
            "bee      1     2     0     0     0"),
        MATRIX.table().lines().limit(3).toList());
    String many = ConfusionMatrix.of(Samples.drawn(900, Samples.names(101), 5)).table();
    assertTrue(many.startsWith("true "), many);
    assertEquals(21, many.lines().count());
    assertTrue(many.lines().allMatch(line -> line.length() <= 80), many);
  }

  @Test
  void theMoreTheDarker() {
    BufferedImage image = MATRIX.image();
    int left = image.getWidth() - 90 - 5 * 52;
    int corner = 0xFF & image.getRGB(left + 3, 33) >> 16;
    int beside = 0xFF & image.getRGB(left + 52 + 3, 33) >> 16;
    int none = 0xFF & image.getRGB(left + 104 + 3, 33) >> 16;
    assertTrue(corner < beside && beside < none, corner + " " + beside + " " + none);
    assertEquals(255, none);
  }
}
