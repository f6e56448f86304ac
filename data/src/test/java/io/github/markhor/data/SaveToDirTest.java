package io.github.markhor.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.markhor.data.picture.ColorMode;
import io.github.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SaveToDirTest {
  @TempDir Path folder;

  @Test
  void savesEveryPictureStretchedToLevels() throws IOException {
    float[] x = {-1, 0, 3, 0, 1, 0.5f, 0.25f, 0, 0, 0, 0, 0};
    Path saved = folder.resolve("new/folder");
    ArrayFlow flow =
        ArrayFlow.defaults().batchSize(2).shuffle(false).saveToDir(saved, "aug", "png");
    ImageDataGenerator.rescaling(2).flow(Tensor.of(x, 2, 1, 2, 3), flow).batch(3, 0).close();
    try (Stream<Path> files = Files.list(saved)) {
      assertEquals(
          List.of("aug_0_3.png", "aug_1_3.png"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
    assertArrayEquals(
        new float[] {0, 63, 255, 63, 127, 95},
        Pictures.load(saved.resolve("aug_0_3.png"), ColorMode.RGB).toArray());
  }

  @Test
  void replacesNothingButItsOwn() throws IOException {
    Files.writeString(folder.resolve("_0_0.png"), "of someone else");
    float[] values = {5, 0, 3, 0, 1, 255, 10, 20, 30, 40, 50, 60};
    ArrayFlow flow = ArrayFlow.defaults().batchSize(2).shuffle(false).saveToDir(folder);
    Tensor x = Tensor.of(values, 2, 1, 2, 3);
    for (int run = 0; run < 2; run++) {
      try (ArrayImages source = ImageDataGenerator.rescaling(1).flow(x, flow)) {
        // The same epoch twice, as in a validation after each epoch: its own files are replaced.
        source.batch(0, 0).close();
        source.batch(0, 0).close();
      }
    }
    assertEquals("of someone else", Files.readString(folder.resolve("_0_0.png")));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          List.of("_0_0-2.png", "_0_0-3.png", "_0_0.png", "_1_0-2.png", "_1_0.png"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
    assertArrayEquals(
        new float[] {5, 0, 3, 0, 1, 255},
        Pictures.load(folder.resolve("_0_0-3.png"), ColorMode.RGB).toArray());
  }

  @Test
  void refusesAFormatThatItCannotWrite() {
    assertThrows(
        IllegalArgumentException.class, () -> ArrayFlow.defaults().saveToDir(folder, "", "xyz"));
  }
}
