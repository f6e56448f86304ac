package io.github.markhor.data.decode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.data.Pictures;
import io.github.markhor.data.picture.ColorMode;
import io.github.markhor.data.picture.PictureException;
import io.github.markhor.data.picture.PictureFile;
import io.github.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small files that Pillow wrote, and the pixels that it reads from them. */
class FormatDecodersTest {
  /** Interlaced, of four colours, the second of them transparent. */
  private static final String GIF =
      "R0lGODlhAwAFAIEAAAoUHshkMgcHCf8AgCH5BAEAAAEALAAAAAADAAUAAAgQAAEEEDAgAAABAgwOKHgwIAA7";

  private static final String TIFF_LZW =
      "SUkqACYAAACAApkB4APcdOVAPoAAl/lMsFoBACJAd/v5+vWAgAAMAAABAwABAAAAAgAAAAEBAwABAAAAAwAAAAIBAwAE"
          + "AAAAvAAAAAMBAwABAAAABQAAAAYBAwABAAAAAgAAABEBBAABAAAACAAAABUBAwABAAAABAAAABYBAwABAAAAAwAAABcB"
          + "BAABAAAAHQAAABwBAwABAAAAAQAAAD0BAwABAAAAAgAAAFIBAwABAAAAAgAAAAAAAAAIAAgACAAIAA==";
  private static final String TIFF_DEFLATE =
      "SUkqACoAAAB4nOM6IcfAyMTc8IuB879vRDIjAwMD+/9/f/8AAFDvCH8ACwAAAQMAAQAAAAIAAAABAQMAAQAAAAMAAAAC"
          + "AQMABAAAALQAAAADAQMAAQAAAAgAAAAGAQMAAQAAAAIAAAARAQQAAQAAAAgAAAAVAQMAAQAAAAQAAAAWAQMAAQAAAAMA"
          + "AAAXAQQAAQAAACEAAAAcAQMAAQAAAAEAAABSAQMAAQAAAAIAAAAAAAAACAAIAAgACAA=";
  private static final String TIFF_PACK_BITS =
      "SUkqACIAAAAHCsgeAAECA4AH+gAJ/01YYwH+AAQH//79/AsAAAEDAAEAAAACAAAAAQEDAAEAAAADAAAAAgEDAAQAAACs"
          + "AAAAAwEDAAEAAAAFgAAABgEDAAEAAAACAAAAEQEEAAEAAAAIAAAAFQEDAAEAAAAEAAAAFgEDAAEAAAADAAAAFwEEAAEA"
          + "AAAaAAAAHAEDAAEAAAABAAAAUgEDAAEAAAACAAAAAAAAAAgACAAIAAgA";
  private static final String TIFF_GREY_ALPHA =
      "SUkqAAgAAAALAAABBAABAAAAAwAAAAEBBAABAAAAAQAAAAIBAwACAAAACAAIAAMBAwABAAAAAQAAAAYBAwABAAAAAQAA"
          + "ABEBBAABAAAAkgAAABUBAwABAAAAAgAAABYBBAABAAAAAQAAABcBBAABAAAABgAAABwBAwABAAAAAQAAAFIBAwABAAAA"
          + "AgAAAAAAAAAKAMj/Hgk=";
  private static final String TIFF_CMYK =
      "SUkqAAgAAAAKAAABBAABAAAAAgAAAAEBBAABAAAAAQAAAAIBAwAEAAAAhgAAAAMBAwABAAAAAQAAAAYBAwABAAAABQAA"
          + "ABEBBAABAAAAjgAAABUBAwABAAAABAAAABYBBAABAAAAAQAAABcBBAABAAAACAAAABwBAwABAAAAAQAAAAAAAAAIAAgA"
          + "CAAIAAAKFB7/AGQF";

  /** Eight by eight pixels of one colour. */
  private static final String JPEG_CMYK =
      "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwACAQEBAQECAQEBAgICAgIEAwICAgIFBAQDBAYFBgYGBQYGBgcJCAYHCQcGBggL"
          + "CAkKCgoKCgYICwwLCgwJCgoK/8AAFAgACAAIBEMRAE0RAFkRAEsRAP/EAB8AAAEFAQEBAQEBAAAAAAAAAAABAgMEBQYH"
          + "CAkKC//EALUQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHwJDNicoIJChYXGBka"
          + "JSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeo"
          + "qaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/aAA4EQwBNAFkASwAAPwD9XK+l"
          + "K/Nuv2Er/9k=";

  private static final String PNG_GREY_CLEAR =
      "iVBORw0KGgoAAAANSUhEUgAAAAMAAAABCAAAAAA+i0toAAAAAnRSTlMACQ9PdZwAAAAMSURBVHicY2Rl+QMAARsBB0BhMSAA"
          + "AAAASUVORK5CYII=";

  @TempDir Path folder;

  private Tensor read(String base64, ColorMode mode) throws IOException {
    Path file = Files.write(folder.resolve("file"), Base64.getDecoder().decode(base64));
    return Pictures.load(file, mode);
  }

  private void assertPixels(String base64, ColorMode mode, float... pixels) throws IOException {
    assertArrayEquals(pixels, read(base64, mode).toArray());
  }

  @Test
  void aGifKeepsTheColourOfWhatIsTransparent() throws IOException {
    Tensor rgba = read(GIF, ColorMode.RGBA);
    assertArrayEquals(new int[] {5, 3, 4}, rgba.shape().toArray());
    float[] a = {10, 20, 30, 255};
    float[] b = {200, 100, 50, 0};
    float[] c = {7, 7, 9, 255};
    float[] d = {255, 0, 128, 255};
    float[][] expected = {a, b, c, d, b, a, c, c, b, a, d, d, b, a, c};
    float[] pixels = rgba.toArray();
    for (int i = 0; i < expected.length; i++) {
      assertArrayEquals(expected[i], Arrays.copyOfRange(pixels, i * 4, i * 4 + 4), "pixel " + i);
    }
    assertEquals(100, read(GIF, ColorMode.RGB).get(0, 1, 1));
  }

  @Test
  void aGifThatIsCutOffIsRefused() throws IOException {
    byte[] whole = Base64.getDecoder().decode(GIF);
    Path file = Files.write(folder.resolve("cut.gif"), Arrays.copyOf(whole, whole.length - 8));
    assertThrows(PictureException.class, () -> Pictures.load(file, ColorMode.RGB));
  }

  @ParameterizedTest
  @ValueSource(strings = {TIFF_LZW, TIFF_DEFLATE, TIFF_PACK_BITS})
  void aTiffIsNotMultipliedByItsAlpha(String file) throws IOException {
    assertPixels(
        file,
        ColorMode.RGBA,
        10,
        200,
        30,
        0,
        1,
        2,
        3,
        128,
        250,
        0,
        9,
        255,
        77,
        88,
        99,
        1,
        0,
        0,
        0,
        7,
        255,
        254,
        253,
        252);
  }

  @Test
  void aTiffOfGreyAndAlphaKeepsBoth() throws IOException {
    assertPixels(TIFF_GREY_ALPHA, ColorMode.GRAYSCALE, 10, 200, 30);
    assertPixels(TIFF_GREY_ALPHA, ColorMode.RGBA, 10, 10, 10, 0, 200, 200, 200, 255, 30, 30, 30, 9);
  }

  @Test
  void aTiffThatIsCutOffIsNotFilledUpWithTheFileBefore() throws IOException {
    for (String whole : new String[] {TIFF_GREY_ALPHA, TIFF_CMYK}) {
      byte[] tiff = Base64.getDecoder().decode(whole);
      Path before = Files.write(folder.resolve("before.tif"), tiff);
      Path cut = Files.write(folder.resolve("cut.tif"), Arrays.copyOf(tiff, tiff.length - 1));
      try (FileDecoder decoder = new FileDecoder(ColorMode.RGB, false, false)) {
        decoder.read(before, 99, 99);
        PictureException e = assertThrows(PictureException.class, () -> decoder.read(cut, 99, 99));
        assertTrue(e.getMessage().contains("cut off"), e.getMessage());
      }
    }
  }

  @Test
  void inksLetThroughWhatBlackDoes() throws IOException {
    assertPixels(TIFF_CMYK, ColorMode.RGB, 225, 216, 207, 0, 250, 152);
  }

  @Test
  void aJpegOfAdobesInksIsInverted() throws IOException {
    Tensor rgb = read(JPEG_CMYK, ColorMode.RGB);
    assertArrayEquals(new int[] {8, 8, 3}, rgb.shape().toArray());
    assertArrayEquals(new float[] {190, 146, 49}, Arrays.copyOf(rgb.toArray(), 3));
  }

  @Test
  void aGreyPngMayHaveATransparentLevel() throws IOException {
    assertPixels(PNG_GREY_CLEAR, ColorMode.RGBA, 5, 5, 5, 255, 9, 9, 9, 0, 5, 5, 5, 255);
    assertPixels(PNG_GREY_CLEAR, ColorMode.GRAYSCALE, 5, 9, 5);
  }

  @Test
  void damagedFilesAreReadOrRefusedAndNothingElse() throws IOException {
    String[] files = {GIF, TIFF_LZW, TIFF_DEFLATE, TIFF_PACK_BITS, TIFF_GREY_ALPHA, TIFF_CMYK};
    Random random = new Random(7);
    int read = 0;
    int refused = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] bytes = Base64.getDecoder().decode(files[i % files.length]);
      for (int change = random.nextInt(3); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      int length = i % 5 == 0 ? random.nextInt(bytes.length) : bytes.length;
      Path file = Files.write(folder.resolve("file"), Arrays.copyOf(bytes, length));
      PictureFile picture = new PictureFile(file, bytes, length);
      boolean isOpenCvs =
          i % files.length > 0 && TiffTags.read(picture).filter(AlphaTiffDecoder::reads).isEmpty();
      if (isOpenCvs
          || PictureFormats.size(picture).filter(size -> size.pixels() > 1 << 20).isPresent()) {
        // A large size is allowed, and takes the memory that it says.
        continue;
      }
      try {
        Pictures.load(file, ColorMode.RGBA);
        read++;
      } catch (PictureException e) {
        refused++;
      }
    }
    assertTrue(read > 200 && refused > 200, read + " read, " + refused + " refused");
  }

  @Test
  void aTiffWhoseTileClaimsGigabytesIsRefused() throws IOException {
    byte[] tiff = Base64.getDecoder().decode(TIFF_CMYK);
    ByteBuffer bytes = ByteBuffer.wrap(tiff).order(ByteOrder.LITTLE_ENDIAN);
    // The entries for the strip become those of one tile, which must stay in the order of tags.
    int count = bytes.getShort(8);
    for (int entry = 10; entry < 10 + 12 * count; entry += 12) {
      switch (bytes.getShort(entry)) {
        case 273 -> bytes.putShort(entry, (short) 324);
        case 279 -> bytes.putShort(entry, (short) 325);
        case 278 -> putLong(bytes, entry, 322, 30_000);
        case 284 -> putLong(bytes, entry, 323, 17_000);
        default -> {}
      }
    }
    Path file = Files.write(folder.resolve("tile.tif"), tiff);
    PictureException e =
        assertThrows(PictureException.class, () -> Pictures.load(file, ColorMode.RGB));
    assertTrue(e.getMessage().contains("parts of 17000x30000"), e.getMessage());
  }

  private static void putLong(ByteBuffer bytes, int entry, int tag, int value) {
    bytes.putShort(entry, (short) tag).putShort(entry + 2, (short) 4);
    bytes.putInt(entry + 4, 1).putInt(entry + 8, value);
  }
}
