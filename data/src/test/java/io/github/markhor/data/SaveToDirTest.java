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
  void refusesAFormatThatItCannotWrite() {
    assertThrows(
        IllegalArgumentException.class, () -> ArrayFlow.defaults().saveToDir(folder, "", "xyz"));
  }
}
