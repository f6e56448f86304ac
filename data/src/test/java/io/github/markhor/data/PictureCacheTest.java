package io.github.markhor.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.data.picture.ColorMode;
import io.github.markhor.data.picture.PictureException;
import io.github.markhor.source.Batch;
import io.github.markhor.source.BatchSource;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureCacheTest {
  private static final ImageDataGenerator AUGMENT =
      ImageDataGenerator.builder().rescale(1 / 255.0).zoomRange(0.3).horizontalFlip(true).build();
  private static final Flow FLOW = Flow.defaults().targetSize(7, 9).batchSize(4).seed(3).workers(2);

  @TempDir Path folder;
  private Path pictures;
  private Path cache;

  @BeforeEach
  void draw() {
    pictures = Drawings.classes(folder.resolve("pictures"), 5, 4);
    cache = folder.resolve("deep/down/cache");
  }

  private DirectoryImages source(Flow flow) {
    return AUGMENT.flowFromDirectory(pictures, flow);
  }

  private static float[] epoch(BatchSource source, int number) {
    List<float[]> parts = new ArrayList<>();
    try (var epoch = source.epoch(number)) {
      while (epoch.hasNext()) {
        try (Batch batch = epoch.next()) {
          parts.add(batch.x().toArray());
        }
      }
    }
    int length = parts.stream().mapToInt(part -> part.length).sum();
    float[] joined = new float[length];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, joined, at, part.length);
      at += part.length;
    }
    return joined;
  }

  private void spoilFiles(DirectoryImages images) throws IOException {
    for (Path file : images.filepaths()) {
      FileTime time = Files.getLastModifiedTime(file);
      Files.write(file, new byte[(int) Files.size(file)]);
      Files.setLastModifiedTime(file, time);
    }
  }

  private void secondEpochNeedsNoFiles(UnaryOperator<Flow> caching) throws IOException {
    float[] first;
    float[] second;
    try (DirectoryImages plain = source(FLOW)) {
      first = epoch(plain, 0);
      second = epoch(plain, 1);
    }
    try (DirectoryImages cached = source(caching.apply(FLOW))) {
      assertArrayEquals(first, epoch(cached, 0));
      spoilFiles(cached);
      assertArrayEquals(second, epoch(cached, 1));
      assertArrayEquals(first, epoch(cached, 0));
    }
  }

  @Test
  void theSecondEpochComesFromMemory() throws IOException {
    secondEpochNeedsNoFiles(Flow::cacheInMemory);
  }

  @Test
  void theSecondEpochComesFromDisk() throws IOException {
    secondEpochNeedsNoFiles(flow -> flow.cacheOnDisk(cache));
  }

  @Test
  void theNextRunFindsTheCacheOnDisk() throws IOException {
    float[] first;
    try (DirectoryImages run = source(FLOW.cacheOnDisk(cache))) {
      first = epoch(run, 0);
      spoilFiles(run);
    }
    try (DirectoryImages next = source(FLOW.cacheOnDisk(cache))) {
      assertArrayEquals(first, epoch(next, 0));
    }
    // Another size is another cache, and the files are spoilt.
    try (DirectoryImages other = source(FLOW.targetSize(8, 9).cacheOnDisk(cache))) {
      assertThrows(PictureException.class, () -> epoch(other, 0));
    }
  }

  @Test
  void aChangedFileIsDecodedAnew() throws IOException {
    try (DirectoryImages run = source(FLOW.cacheOnDisk(cache))) {
      epoch(run, 0);
    }
    Path changed = pictures.resolve("ant/p1.png");
    Drawings.write(changed, 30, 20, 77);
    Files.setLastModifiedTime(changed, FileTime.fromMillis(1_000_000_000_000L));
    try (DirectoryImages plain = source(FLOW);
        DirectoryImages run = source(FLOW.cacheOnDisk(cache))) {
      assertArrayEquals(epoch(plain, 0), epoch(run, 0));
    }
  }

  @Test
  void damageIsNoticed() throws IOException {
    float[] first;
    try (DirectoryImages run = source(FLOW.cacheOnDisk(cache))) {
      first = epoch(run, 0);
    }
    byte[] bytes = Files.readAllBytes(cache);
    bytes[bytes.length / 2] ^= 64;
    Files.write(cache, bytes);
    try (DirectoryImages next = source(FLOW.cacheOnDisk(cache))) {
      assertArrayEquals(first, epoch(next, 0));
    }
  }

  @Test
  void twoSourcesCannotShareAFile() {
    try (DirectoryImages one = source(FLOW.cacheOnDisk(cache))) {
      assertEquals(9, one.samples());
      IllegalStateException e =
          assertThrows(IllegalStateException.class, () -> source(FLOW.cacheOnDisk(cache)));
      assertTrue(e.getMessage().contains(cache.toString()));
    }
    source(FLOW.cacheOnDisk(cache)).close();
  }

  @Test
  void aFileThatIsNoCacheStaysAsItIs() throws IOException {
    byte[] own =
        "Markhor pictures: my thesis, the only copy. It is longer than the header of a cache."
            .getBytes(UTF_8);
    for (int length : new int[] {own.length, 11, 1}) {
      Path file = folder.resolve("thesis" + length + ".txt");
      Files.write(file, Arrays.copyOf(own, length));
      Flow flow = FLOW.cacheOnDisk(file);
      for (int i = 0; i < 2; i++) {
        IllegalArgumentException e =
            assertThrows(IllegalArgumentException.class, () -> source(flow));
        assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
      }
      assertArrayEquals(Arrays.copyOf(own, length), Files.readAllBytes(file));
    }
    // An empty file has nothing to lose; temporary files are made so.
    Path empty = Files.createTempFile(folder, "cache", "");
    try (DirectoryImages plain = source(FLOW);
        DirectoryImages cached = source(FLOW.cacheOnDisk(empty))) {
      assertArrayEquals(epoch(plain, 0), epoch(cached, 0));
    }
  }

  @Test
  void aFileThatCannotBeMadeIsToldAtOnce() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Flow flow = FLOW.cacheOnDisk(file.resolve("cache"));
    assertThrows(UncheckedIOException.class, () -> source(flow));
  }

  @Test
  void greyOf16BitsIsReadAnewAndRight() {
    BufferedImage grey = new BufferedImage(9, 7, BufferedImage.TYPE_USHORT_GRAY);
    for (int i = 0; i < 63; i++) {
      grey.getRaster().setSample(i % 9, i / 9, 0, 1000 * i);
    }
    Path wide = folder.resolve("wide");
    Drawings.write(wide.resolve("a/x.png"), grey);
    Flow flow = FLOW.colorMode(ColorMode.GRAYSCALE).cacheInMemory();
    try (var images = ImageDataGenerator.builder().build().flowFromDirectory(wide, flow)) {
      for (int number = 0; number < 2; number++) {
        float[] values = epoch(images, number);
        assertEquals(62_000, values[62]);
        assertEquals(1000, values[1]);
      }
    }
  }
}
