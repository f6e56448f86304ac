package io.github.markhor.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.data.picture.ColorMode;
import io.github.markhor.data.picture.Interpolation;
import io.github.markhor.data.picture.PictureException;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A picture in memory has the pixels that the same picture has in a file. */
class PicturesInMemoryTest {
  @TempDir Path folder;

  private static final Flow SMALL =
      Flow.defaults().targetSize(20, 30).interpolation(Interpolation.BICUBIC).keepAspectRatio(true);

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "bmp", "gif", "tif"})
  void bytesAndStreamsHaveTheFilesPixels(String ending) throws IOException {
    Path file = Drawings.write(folder.resolve("a." + ending), 61, 83, 2);
    byte[] bytes = Files.readAllBytes(file);
    Files.delete(Drawings.write(folder.resolve("b.png"), 3, 4, 0));
    for (ColorMode mode : ColorMode.values()) {
      float[] whole = Pictures.load(file, mode).toArray();
      assertArrayEquals(whole, Pictures.load(bytes, mode).toArray());
      assertArrayEquals(whole, Pictures.load(slow(bytes), mode).toArray());
      String kerasName = mode.name().toLowerCase(Locale.ROOT);
      assertArrayEquals(whole, Pictures.load(bytes, kerasName).toArray());
      Flow flow = SMALL.colorMode(mode);
      float[] small = Pictures.load(file, flow).toArray();
      assertArrayEquals(small, Pictures.load(bytes, flow).toArray());
      assertArrayEquals(small, Pictures.load(slow(bytes), flow).toArray());
    }
    try (var files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  /** A stream that gives few bytes at a time, as one of a network does. */
  private static InputStream slow(byte[] bytes) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] into, int from, int length) {
        return super.read(into, from, Math.min(7, length));
      }
    };
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_INT_ARGB,
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_4BYTE_ABGR,
        BufferedImage.TYPE_BYTE_GRAY,
        BufferedImage.TYPE_USHORT_GRAY,
        BufferedImage.TYPE_BYTE_INDEXED,
        BufferedImage.TYPE_BYTE_BINARY
      })
  void imagesOfTheJdkHaveThePixelsOfTheirFiles(int type) {
    BufferedImage image = new BufferedImage(13, 9, type);
    int[] pixel = new int[4];
    for (int i = 0; i < 13 * 9; i++) {
      for (int c = 0; c < 4; c++) {
        int level = Drawings.level(i / 13, i % 13, c, 5);
        pixel[c] = type == BufferedImage.TYPE_USHORT_GRAY ? level * 251 : level;
      }
      if (type == BufferedImage.TYPE_BYTE_BINARY) {
        pixel[0] &= 1;
      }
      image.getRaster().setPixel(i % 13, i / 13, pixel);
    }
    Path file = Drawings.write(folder.resolve("a.png"), image);
    // A part of a larger image begins in the midst of the larger one's rows.
    BufferedImage part = image.getSubimage(2, 1, 10, 7);
    Path partFile = Drawings.write(folder.resolve("part.png"), part);
    for (ColorMode mode : ColorMode.values()) {
      assertArrayEquals(
          Pictures.load(file, mode).toArray(), Pictures.load(image, mode).toArray(), mode.name());
      assertArrayEquals(
          Pictures.load(partFile, mode).toArray(), Pictures.load(part, mode).toArray());
      Flow flow = SMALL.colorMode(mode);
      assertArrayEquals(Pictures.load(file, flow).toArray(), Pictures.load(image, flow).toArray());
    }
  }

  @Test
  void severalFilesAreABatch() {
    List<Path> files =
        List.of(
            Drawings.write(folder.resolve("a.png"), 11, 14, 1),
            Drawings.write(folder.resolve("b.jpg"), 40, 33, 2));
    Tensor batch = Pictures.load(files, SMALL);
    assertEquals(Shape.of(2, 20, 30, 3), batch.shape());
    for (int i = 0; i < 2; i++) {
      assertArrayEquals(
          Pictures.load(files.get(i), SMALL).toArray(), batch.slice(i, i + 1).toArray());
    }
  }

  @Test
  void aPictureOfTooManyPixelsIsRefusedBeforeItIsDecoded() throws IOException {
    byte[] bomb = Files.readAllBytes(Drawings.write(folder.resolve("a.png"), 6, 8, 1));
    bomb[18] = (byte) 0xEA;
    bomb[22] = (byte) 0xEA;
    PictureException e =
        assertThrows(PictureException.class, () -> Pictures.load(bomb, ColorMode.RGB));
    assertTrue(e.getMessage().contains("of " + bomb.length + " bytes in memory"), e.getMessage());
    assertTrue(e.getMessage().contains(Long.toString(0xEA08L * 0xEA06L)), e.getMessage());
    assertNull(e.file());
    // The bound is the user's, for files as well, and the last picture within it is read.
    Path file = Drawings.write(folder.resolve("b.png"), 6, 8, 1);
    byte[] bytes = Files.readAllBytes(file);
    BufferedImage image = Drawings.draw(6, 8, 1);
    Flow bound = SMALL.maxPixels(48);
    assertEquals(Shape.of(20, 30, 3), Pictures.load(bytes, bound).shape());
    assertThrows(PictureException.class, () -> Pictures.load(file, bound.maxPixels(47)));
    assertThrows(PictureException.class, () -> Pictures.load(bytes, bound.maxPixels(47)));
    e = assertThrows(PictureException.class, () -> Pictures.load(image, bound.maxPixels(47)));
    assertTrue(
        e.getMessage().startsWith("Cannot read the picture of 6 x 8 pixels in memory: "),
        e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> SMALL.maxPixels(0));
  }

  @Test
  void whatIsNoPictureIsSaidToBeNone() {
    assertEquals(
        "Cannot read the picture of 0 bytes in memory: the file is empty.",
        assertThrows(PictureException.class, () -> Pictures.load(new byte[0], SMALL)).getMessage());
    byte[] page = "<!DOCTYPE html><html></html>".getBytes(StandardCharsets.UTF_8);
    String message =
        assertThrows(PictureException.class, () -> Pictures.load(page, SMALL)).getMessage();
    assertTrue(message.startsWith("Cannot read the picture of 28 bytes in memory: "), message);
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the line is dead");
          }

          @Override
          public int read(byte[] into, int from, int length) throws IOException {
            return read();
          }
        };
    message = assertThrows(PictureException.class, () -> Pictures.load(broken, SMALL)).getMessage();
    assertTrue(message.contains("the line is dead"), message);
  }

  @Test
  void numbersAreStretchedAsKerasStretchesThem() {
    // keras.utils.array_to_img of the same numbers, Keras 3.15.
    Tensor x = Tensor.of(new float[] {-1.5f, 0.25f, 2, 3.7f, 0.1f, -0.3f}, 1, 2, 3);
    BufferedImage image = Pictures.toBufferedImage(x);
    assertEquals(0xFF0055AB, image.getRGB(0, 0));
    assertEquals(0xFFFF4E3A, image.getRGB(1, 0));
    assertEquals(
        0xFF000000, Pictures.toBufferedImage(Tensor.of(new float[] {7}, 1, 1)).getRGB(0, 0));
  }

  @Test
  void levelsStayWithoutScale() throws IOException {
    float[] levels = Drawings.levels(5, 7, 4, 3);
    Tensor rgba = Tensor.of(levels, 1, 5, 7, 4);
    assertArrayEquals(
        levels, Pictures.load(Pictures.toBufferedImage(rgba, false), ColorMode.RGBA).toArray());
    for (String name : List.of("new/a.png", "new/a.tif")) {
      Path file = folder.resolve(name);
      Pictures.save(file, rgba, false);
      assertArrayEquals(levels, Pictures.load(file, ColorMode.RGBA).toArray());
    }
    Tensor grey = Tensor.of(new float[] {0, 17.9f, 255.4f, -3, 1e9f, 230}, 2, 3);
    assertArrayEquals(
        new float[] {0, 17, 255, 0, 255, 230},
        Pictures.load(Pictures.toBufferedImage(grey, false), ColorMode.GRAYSCALE).toArray());
    Path jpeg = folder.resolve("a.jpg");
    Pictures.save(jpeg, Tensor.of(Drawings.levels(16, 16, 3, 0), 16, 16, 3));
    assertEquals(16, ImageIO.read(jpeg.toFile()).getWidth());
  }

  @Test
  void aFileThatCannotBeReplacedIsKept() throws IOException {
    Path file = folder.resolve("a.png");
    Pictures.save(file, Tensor.of(new float[] {0, 9, 200, 255}, 2, 2, 1), false);
    byte[] before = Files.readAllBytes(file);
    Tensor nan = Tensor.of(new float[] {0, Float.NaN, 1, 2}, 2, 2, 1);
    assertThrows(IllegalArgumentException.class, () -> Pictures.save(file, nan));
    assertThrows(
        IllegalArgumentException.class, () -> Pictures.save(file, Tensor.zeros(2, 2, 2), false));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Pictures.save(folder.resolve("a.psd"), Tensor.zeros(2, 2, 3)))
            .getMessage();
    assertTrue(message.startsWith("Expected a file name ending in ["), message);
    assertArrayEquals(before, Files.readAllBytes(file));
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }
}
