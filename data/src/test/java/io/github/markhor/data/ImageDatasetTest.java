package io.github.markhor.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.data.numpy.RandomState;
import io.github.markhor.data.picture.ColorMode;
import io.github.markhor.data.picture.ResizeMethod;
import io.github.markhor.source.Batch;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageDatasetTest {
  private static final ImageDatasetOptions OPTIONS =
      ImageDatasetOptions.defaults().targetSize(3, 4).batchSize(4).shuffle(false);

  @TempDir Path folder;

  @BeforeEach
  void draw() {
    Drawings.classes(folder, 3, 2);
    Drawings.write(folder.resolve(".hidden/p9.png"), 3, 3, 9);
  }

  @Test
  void theLastFilesOfAllClassesValidate() {
    ImageDatasetOptions split = OPTIONS.validationSplit(0.5);
    try (ImageDataset.Both both = ImageDataset.bothFromDirectory(folder, split)) {
      assertEquals(List.of("ant/p0.png", "ant/p1.png", "ant/p2.png"), both.training().filenames());
      assertEquals(List.of("bee/p0.png", "bee/p1.png"), both.validation().filenames());
      assertArrayEquals(new float[] {1, 1}, both.validation().batch(0).y().toArray());
    }
  }

  @Test
  void shufflesTheFilesAsNumPyBeforeTheSplit() {
    ImageDatasetOptions options =
        OPTIONS.shuffle(true).seed(3).validationSplit(0.4).subset(Subset.VALIDATION);
    List<String> all = new ArrayList<>(List.of("ant/p0.png", "ant/p1.png", "ant/p2.png"));
    all.addAll(List.of("bee/p0.png", "bee/p1.png"));
    RandomState.seeded(3).shuffle(all);
    try (ImageDataset part = ImageDataset.fromDirectory(folder, options)) {
      assertEquals(all.subList(3, 5), part.filenames());
    }
  }

  @Test
  void labelsHaveTheShapeOfTheirMode() {
    Batch binary = ImageDataset.fromDirectory(folder, OPTIONS.labelMode(LabelMode.BINARY)).batch(0);
    assertArrayEquals(new int[] {4, 1}, binary.y().shape().toArray());
    assertArrayEquals(new float[] {0, 0, 0, 1}, binary.y().toArray());
    Batch oneHot =
        ImageDataset.fromDirectory(
                folder, OPTIONS.labelMode(LabelMode.CATEGORICAL).classNames(List.of("bee", "ant")))
            .batch(0);
    assertArrayEquals(new float[] {1, 0, 1, 0, 0, 1, 0, 1}, oneHot.y().toArray());
  }

  @Test
  void withoutLabelsFoldersDoNotMatter() {
    try (ImageDataset all = ImageDataset.fromDirectory(folder, OPTIONS.noLabels())) {
      assertEquals(".hidden/p9.png", all.filenames().get(0));
      assertEquals(6, all.samples());
      assertEquals(List.of(), all.classNames());
      assertEquals(null, all.batch(0).y());
    }
  }

  @Test
  void blendsWithoutAveraging() {
    float[] x = ImageDataset.fromDirectory(folder, OPTIONS).batch(0).x().toArray();
    // The first picture has 9 by 12 pixels: the first point is at (1, 1), between no pixels.
    assertEquals(Drawings.level(1, 1, 0, 0), x[0], 1e-3);
    assertEquals(Drawings.level(4, 7, 2, 0), x[(4 + 2) * 3 + 2], 1e-3);
  }

  @Test
  void keepsTheUpperEightOfSixteenBits() {
    BufferedImage grey = new BufferedImage(4, 3, BufferedImage.TYPE_USHORT_GRAY);
    int[] levels = {53_700, 4_660, 32_000, 255, 256, 65_535, 0, 511, 12_345, 40_000, 999, 65_280};
    for (int i = 0; i < 12; i++) {
      grey.getRaster().setSample(i % 4, i / 4, 0, levels[i]);
    }
    Path sixteen = folder.resolve("sixteen");
    Drawings.write(sixteen.resolve("a/x.png"), grey);
    for (ColorMode mode : ColorMode.values()) {
      ImageDatasetOptions options = OPTIONS.colorMode(mode).interpolation(ResizeMethod.NEAREST);
      float[] x = ImageDataset.fromDirectory(sixteen, options).batch(0).x().toArray();
      float[] expected = new float[12 * mode.channels()];
      for (int i = 0; i < expected.length; i++) {
        boolean isAlpha = mode == ColorMode.RGBA && i % 4 == 3;
        expected[i] = isAlpha ? 255 : levels[i / mode.channels()] / 256;
      }
      assertArrayEquals(expected, x, mode.toString());
    }
  }

  @Test
  void refusesASplitThatIsNotSaidInFull() {
    assertThrows(
        IllegalArgumentException.class,
        () -> ImageDataset.fromDirectory(folder, OPTIONS.validationSplit(0.2)));
    IllegalArgumentException noSeed =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                ImageDataset.fromDirectory(
                    folder, OPTIONS.shuffle(true).validationSplit(0.4).subset(Subset.TRAINING)));
    assertTrue(noSeed.getMessage().contains("seed"), noSeed.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> ImageDataset.fromDirectory(folder, OPTIONS.labels(List.of(1, 2))));
  }
}
