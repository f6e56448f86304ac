package io.github.markhor.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.data.ArrayFlow;
import io.github.markhor.data.ClassMode;
import io.github.markhor.data.Flow;
import io.github.markhor.data.Folders;
import io.github.markhor.data.ImageDataGenerator;
import io.github.markhor.tensor.Tensor;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleGridTest {
  @TempDir Path folder;

  private void drawClasses() throws IOException {
    for (int i = 0; i < 5; i++) {
      BufferedImage image = new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB);
      for (int x = 0; x < 20; x++) {
        for (int y = 0; y < 10; y++) {
          image.setRGB(x, y, new Color(i * 50, x * 12, y * 25).getRGB());
        }
      }
      Path file = folder.resolve("data").resolve(i < 3 ? "ant" : "bee").resolve(i + ".png");
      Files.createDirectories(file.getParent());
      ImageIO.write(image, "png", file.toFile());
    }
  }

  @Test
  void showsThePixelsThatTheNetworkGetsUnderTheirLabels() throws IOException {
    drawClasses();
    Flow flow = Flow.defaults().targetSize(10, 20).batchSize(2).shuffle(false);
    for (ClassMode mode : new ClassMode[] {ClassMode.CATEGORICAL, ClassMode.SPARSE}) {
      try (var source =
          ImageDataGenerator.rescaling(1 / 255.0)
              .flowFromDirectory(folder.resolve("data"), flow.classMode(mode))) {
        SampleGrid grid = SampleGrid.of(source, 2, 2);
        assertEquals(List.of("ant", "ant", "ant", "bee"), grid.labels());
        BufferedImage image = grid.image();
        // 5 times as large; the third picture begins the second row.
        assertEquals(10 + 2 * (100 + 10), image.getWidth());
        assertEquals(10 + 2 * (50 + 20 + 10), image.getHeight());
        assertEquals(new Color(100, 7 * 12, 3 * 25).getRGB(), image.getRGB(10 + 37, 90 + 17));
        assertEquals(new Color(50, 19 * 12, 0).getRGB(), image.getRGB(120 + 99, 10));
        assertTrue(isWritten(image, 120, 90 + 50, 100, 20), "no label below the fourth");
        grid.save(folder.resolve("deep/grid.png"));
        BufferedImage saved = ImageIO.read(folder.resolve("deep/grid.png").toFile());
        assertEquals(image.getRGB(47, 107), saved.getRGB(47, 107));
      }
    }
  }

  private static boolean isWritten(BufferedImage image, int left, int top, int width, int height) {
    for (int x = left; x < left + width; x++) {
      for (int y = top; y < top + height; y++) {
        if ((image.getRGB(x, y) & 0xFF) < 128) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void standardizedGreyIsStretched() {
    Tensor x = Tensor.of(new float[] {-2, 0, 1, 3, 7, 7, 7, 7}, 2, 2, 2, 1);
    Tensor y = Tensor.of(new float[] {0.25f, 4});
    var generator = ImageDataGenerator.builder().build();
    try (var source = generator.flow(x, y, ArrayFlow.defaults().batchSize(2).shuffle(false))) {
      SampleGrid grid = SampleGrid.of(source, 1, 3);
      assertEquals(List.of("0.2500", "4.000"), grid.labels());
      BufferedImage image = grid.image();
      assertEquals(new Color(0, 0, 0).getRGB(), image.getRGB(11, 11));
      assertEquals(new Color(102, 102, 102).getRGB(), image.getRGB(11 + 56, 11));
      assertEquals(new Color(255, 255, 255).getRGB(), image.getRGB(11 + 56, 11 + 56));
      assertThrows(IllegalArgumentException.class, () -> SampleGrid.of(source, 0, 3));
    }
  }

  @Test
  void countsClassesAsATableAndAChart() throws IOException {
    drawClasses();
    Files.createDirectories(folder.resolve("data/crow"));
    ClassCounts counts = ClassCounts.of(Folders.classCounts(folder.resolve("data")));
    assertEquals(
        List.of("ant   3   60.0 %", "bee   2   40.0 %", "crow  0    0.0 %", "all   5  100.0 %"),
        counts.table().lines().toList());
    counts.save(folder.resolve("deep/counts.png"));
    BufferedImage chart = ImageIO.read(folder.resolve("deep/counts.png").toFile());
    int few = bars(chart);
    int more = bars(ClassCounts.of(Map.of("ant", 3, "bee", 3, "crow", 3)).image());
    assertTrue(few > 0 && more > few, few + " pixels of bars, then " + more);
    assertThrows(IllegalArgumentException.class, () -> ClassCounts.of(Map.of()));
  }

  @Test
  void everyOfManyClassesHasItsRow() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (int i = 0; i < 100; i++) {
      counts.put("class " + i + " of a very, very long name that no row has the room for", 10);
    }
    BufferedImage chart = ClassCounts.of(counts).image();
    // Two columns of fifty rows, each with a bar of the same length.
    assertEquals(100 * bars(ClassCounts.of(Map.of("ant", 10)).image()), bars(chart));
    assertTrue(chart.getHeight() > 50 * 15 && chart.getWidth() < 1500, chart.toString());
  }

  private static int bars(BufferedImage chart) {
    int count = 0;
    for (int x = 0; x < chart.getWidth(); x++) {
      for (int y = 0; y < chart.getHeight(); y++) {
        count += (chart.getRGB(x, y) & 0xFFFFFF) == 0x1F77B4 ? 1 : 0;
      }
    }
    return count;
  }
}
