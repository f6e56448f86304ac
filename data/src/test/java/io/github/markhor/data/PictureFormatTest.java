package io.github.markhor.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.data.picture.ColorMode;
import io.github.markhor.data.picture.Picture;
import io.github.markhor.data.picture.PictureException;
import io.github.markhor.data.picture.ToyFormat;
import io.github.markhor.source.Batch;
import io.github.markhor.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A format of a user's own, found by its services file, goes wherever the library's own go. */
class PictureFormatTest {
  @TempDir Path folder;

  private Path toy(String name, int channels, int... levels) throws IOException {
    Picture picture = new Picture();
    picture.resize(2, levels.length / channels / 2, channels);
    for (int i = 0; i < levels.length; i++) {
      picture.levels()[i] = (byte) levels[i];
    }
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    new ToyFormat().write(picture, file);
    return file;
  }

  private void classes() throws IOException {
    toy("train/ant/a.toy", 3, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120);
    toy("train/bee/b.TOY", 2, 7, 255, 200, 0, 9, 255, 11, 255);
    Drawings.write(folder.resolve("train/bee/c.png"), 2, 2, 5);
  }

  @Test
  void aFolderIsReadWithIt() throws IOException {
    classes();
    Flow flow = Flow.defaults().targetSize(2, 2).shuffle(false);
    try (DirectoryImages images =
        ImageDataGenerator.builder().build().flowFromDirectory(folder.resolve("train"), flow)) {
      assertEquals(List.of("ant/a.toy", "bee/b.TOY", "bee/c.png"), images.filenames());
      Batch batch = images.batch(0);
      assertEquals(Shape.of(3, 2, 2, 3), batch.x().shape());
      float[] levels = Arrays.copyOf(batch.x().toArray(), 18);
      assertArrayEquals(
          new float[] {10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 7, 7, 7, 200, 200, 200},
          levels);
      assertEquals(Drawings.level(1, 1, 2, 5), batch.x().get(2, 1, 1, 2));
    }
    ImageDatasetOptions options = ImageDatasetOptions.defaults().targetSize(2, 2).shuffle(false);
    try (ImageDataset images = ImageDataset.fromDirectory(folder.resolve("train"), options)) {
      assertEquals(List.of("ant/a.toy", "bee/b.TOY", "bee/c.png"), images.filenames());
      assertEquals(200, images.batch(0).x().get(1, 0, 1, 0));
    }
  }

  @Test
  void itsColoursAreConvertedAndItsSizeIsCounted() throws IOException {
    classes();
    Path file = folder.resolve("train/bee/b.TOY");
    assertArrayEquals(
        new float[] {7, 7, 7, 255, 200, 200, 200, 0, 9, 9, 9, 255, 11, 11, 11, 255},
        Pictures.load(file, ColorMode.RGBA).toArray());
    assertArrayEquals(
        new float[] {7, 200, 9, 11}, Pictures.load(file, ColorMode.GRAYSCALE).toArray());
    assertEquals(
        new Folders.CommonSize(2, 2, 3, 3), Folders.commonestSize(folder.resolve("train")));
  }

  @Test
  void picturesAreSavedInIt() throws IOException {
    classes();
    Path saved = folder.resolve("saved");
    Flow flow = Flow.defaults().targetSize(2, 2).shuffle(false).saveToDir(saved, "seen", "toy");
    try (DirectoryImages images =
        ImageDataGenerator.builder().build().flowFromDirectory(folder.resolve("train"), flow)) {
      images.batch(0).close();
    }
    // Levels of 10 to 120, stretched to 0 to 255 and cut.
    assertArrayEquals(
        new float[] {0, 23, 46, 69, 92, 115, 139, 162, 185, 208, 231, 255},
        Pictures.load(saved.resolve("seen_0_0.toy"), ColorMode.RGB).toArray());
  }

  @Test
  void itsDamagedFilesAreBadPictures() throws IOException {
    Path file = toy("cut.toy", 3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 12));
    PictureException e =
        assertThrows(PictureException.class, () -> Pictures.load(file, ColorMode.RGB));
    assertTrue(e.getMessage().contains("cut.toy: as Toy it is damaged"), e.getMessage());
    Files.write(file, new byte[] {'T', 'O', 'Y'});
    assertThrows(PictureException.class, () -> Pictures.load(file, ColorMode.RGB));
    Files.write(file, new byte[] {'T', 'O', 'Y', 0, 2, 3});
    assertThrows(PictureException.class, () -> Pictures.load(file, ColorMode.RGB));
  }
}
