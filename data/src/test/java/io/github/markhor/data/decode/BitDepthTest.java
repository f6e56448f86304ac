package io.github.markhor.data.decode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.data.Pictures;
import io.github.markhor.data.picture.ColorMode;
import io.github.markhor.data.picture.PictureException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Levels that a file keeps in other than 8 bits are scaled: what the file calls white is 255. */
class BitDepthTest {
  @TempDir Path folder;

  private float[] load(byte[] content, ColorMode mode) throws IOException {
    return Pictures.load(Files.write(folder.resolve("picture"), content), mode).toArray();
  }

  /** A bitmap of one row, or of several rows of the same pixels as many as one. */
  private static byte[] bitmap(
      int header, int height, int bits, int compression, int[] masks, int[] pixels) {
    int start = 14 + header + (header == 40 ? 4 * masks.length : 0);
    int line = (pixels.length / Math.abs(height) * bits / 8 + 3) / 4 * 4;
    ByteBuffer file = ByteBuffer.allocate(start + line * Math.abs(height));
    file.order(ByteOrder.LITTLE_ENDIAN).put((byte) 'B').put((byte) 'M').putInt(file.capacity());
    file.putInt(0).putInt(start).putInt(header).putInt(pixels.length / Math.abs(height));
    file.putInt(height).putShort((short) 1).putShort((short) bits).putInt(compression);
    file.position(54);
    for (int mask : masks) {
      file.putInt(mask);
    }
    for (int i = 0; i < pixels.length; i++) {
      int width = pixels.length / Math.abs(height);
      file.position(start + i / width * line + i % width * bits / 8);
      if (bits == 16) {
        file.putShort((short) pixels[i]);
      } else {
        file.putInt(pixels[i]);
      }
    }
    return file.array();
  }

  @Test
  void aBitmapOf555BitsIsWhite() throws IOException {
    int[] pixels = {0x7FFF, 0x7C00, 1 << 10 | 2 << 5 | 3};
    float[] expected = {255, 255, 255, 255, 0, 0, 8, 16, 24};
    assertArrayEquals(expected, load(bitmap(40, 1, 16, 0, new int[0], pixels), ColorMode.RGB));
    int[] masks = {0x7C00, 0x3E0, 0x1F};
    assertArrayEquals(expected, load(bitmap(40, -1, 16, 3, masks, pixels), ColorMode.RGB));
    int[] withAlpha = {0x7C00, 0x3E0, 0x1F, 0x8000};
    assertArrayEquals(expected, load(bitmap(108, 1, 16, 3, withAlpha, pixels), ColorMode.RGB));
  }

  @Test
  void rowsBeginAtTheBottomUnlessTheHeightIsNegative() throws IOException {
    int[] pixels = {0x7C00, 0x3E0, 0x1F, 0};
    byte[] up = bitmap(40, 2, 16, 0, new int[0], pixels);
    byte[] down = bitmap(40, -2, 16, 0, new int[0], pixels);
    assertArrayEquals(
        new float[] {0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255, 0}, load(up, ColorMode.RGB));
    assertArrayEquals(
        new float[] {255, 0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0}, load(down, ColorMode.RGB));
  }

  @Test
  void aBitmapSaysWhichBitsAreWhichColour() throws IOException {
    int[] green6 = {0xF800, 0x7E0, 0x1F};
    // 20 * 255 / 31 = 164.5, 37 * 255 / 63 = 149.8, 5 * 255 / 31 = 41.1
    int[] pixels = {0xFFFF, 20 << 11 | 37 << 5 | 5};
    float[] expected = {255, 255, 255, 164, 149, 41};
    for (int header : new int[] {40, 52, 56, 108, 124}) {
      byte[] file = bitmap(header, 1, 16, 3, green6, pixels);
      assertArrayEquals(expected, load(file, ColorMode.RGB), "header of " + header);
    }
    int[] four = {0xF00, 0xF0, 0xF};
    assertArrayEquals(
        new float[] {17, 34, 51},
        load(bitmap(40, 1, 16, 3, four, new int[] {0xF123}), ColorMode.RGB));
    int[] last = {0xFF000000, 0xFF0000, 0xFF00};
    assertArrayEquals(
        new float[] {0xA1, 0xB2, 0xC3, 255},
        load(bitmap(40, 1, 32, 3, last, new int[] {0xA1B2C3D4}), ColorMode.RGBA));
    int[] alpha = {0xFF, 0xFF00, 0xFF0000, 0xFF000000};
    assertArrayEquals(
        new float[] {0xD4, 0xC3, 0xB2, 0xA1},
        load(bitmap(108, 1, 32, 3, alpha, new int[] {0xA1B2C3D4}), ColorMode.RGBA));
    int[] ten = {0x3FF00000, 0xFFC00, 0x3FF};
    assertArrayEquals(
        new float[] {255, 127, 0},
        load(bitmap(40, 1, 32, 3, ten, new int[] {1023 << 20 | 511 << 10 | 3}), ColorMode.RGB));
  }

  @Test
  void aBitmapWithTheOldestHeaderIsInColour() throws IOException {
    // Two rows of one pixel, the lower one first; each row takes four bytes.
    ByteBuffer file = ByteBuffer.allocate(34).order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 'B').put((byte) 'M').putInt(34).putInt(0).putInt(26).putInt(12);
    file.putShort((short) 1).putShort((short) 2).putShort((short) 1).putShort((short) 24);
    file.put(new byte[] {1, 2, 3, 0, 40, 50, 60, 0});
    assertArrayEquals(new float[] {60, 50, 40, 3, 2, 1}, load(file.array(), ColorMode.RGB));
    // Two colours, and a row of two pixels of one bit.
    ByteBuffer bits = ByteBuffer.allocate(36).order(ByteOrder.LITTLE_ENDIAN);
    bits.put((byte) 'B').put((byte) 'M').putInt(36).putInt(0).putInt(32).putInt(12);
    bits.putShort((short) 2).putShort((short) 1).putShort((short) 1).putShort((short) 1);
    bits.put(new byte[] {10, 20, 30, 40, 50, 60, 0b0100_0000, 0, 0, 0});
    assertArrayEquals(new float[] {30, 20, 10, 60, 50, 40}, load(bits.array(), ColorMode.RGB));
  }

  @Test
  void aBitmapThatIsCutOffIsRefused() throws IOException {
    byte[] whole = bitmap(40, 2, 16, 0, new int[0], new int[] {1, 2, 3, 4});
    byte[] cut = Arrays.copyOf(whole, whole.length - 1);
    PictureException e = assertThrows(PictureException.class, () -> load(cut, ColorMode.RGB));
    assertTrue(e.getMessage().contains("cut off"), e.getMessage());
  }

  private static byte[] portable(String header, int... bytes) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
    for (int b : bytes) {
      file.write(b);
    }
    return file.toByteArray();
  }

  @Test
  void thePortableFormatsSayWhatIsWhite() throws IOException {
    // n / 100 * 255, halves to even: 127.5 is 128, 2.55 is 3.
    assertArrayEquals(
        new float[] {255, 128, 3}, load(portable("P6\n1 1\n100\n", 100, 50, 1), ColorMode.RGB));
    assertArrayEquals(
        new float[] {0, 255, 128},
        load(portable("P5 3 1 # grey\n 100\n", 0, 100, 50), ColorMode.GRAYSCALE));
    assertArrayEquals(
        new float[] {17, 34, 51, 255},
        load(portable("P2\n4 1\n15\n1 2 # two\n3 15\n"), ColorMode.GRAYSCALE));
    assertArrayEquals(new float[] {8, 16, 25}, load(portable("P3 1 1 31\n1 2\n3"), ColorMode.RGB));
    // Bits: 1 is black. Rows of the binary form begin with a byte of their own.
    float[] bits = {0, 255, 255, 0, 255, 0, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255, 0, 255};
    assertArrayEquals(
        bits, load(portable("P4\n9 2\n", 0b10010110, 0x80, 0b01010101, 0), ColorMode.GRAYSCALE));
    assertArrayEquals(
        bits, load(portable("P1\n9 2\n100101101\n0 1 0 1 01010"), ColorMode.GRAYSCALE));
  }

  @Test
  void thePortableFormatsOfTwoBytes() throws IOException {
    assertArrayEquals(
        new float[] {258, 65535},
        load(portable("P5\n2 1\n65535\n", 1, 2, 255, 255), ColorMode.GRAYSCALE));
    // 500 of 1000 is half of 65535, 32767.5, to the even number.
    assertArrayEquals(
        new float[] {32768, 65535},
        load(portable("P5\n2 1\n1000\n", 1, 244, 3, 232), ColorMode.GRAYSCALE));
    // 384 / 65535 * 255 is 1.49, 385 is 1.498; 500 / 1000 * 255 is 127.5.
    assertArrayEquals(
        new float[] {1, 2, 255},
        load(portable("P6\n1 1\n65535\n", 1, 129, 1, 130, 255, 255), ColorMode.RGB));
  }

  @Test
  void thePortableFormatsRefuseWhatIsMissingOrTooGreat() throws IOException {
    for (byte[] file :
        new byte[][] {
          portable("P6\n9999 9999\n255\n", 1, 2),
          portable("P3\n1 1\n255\n1 2"),
          portable("P2\n2 1\n15\n3 16\n"),
          portable("P5\n1 1\n0\n", 1),
          portable("P5\n1 1\n70000\n", 1, 1),
          portable("P4\n9 2\n", 1, 2, 3)
        }) {
      assertThrows(PictureException.class, () -> load(file, ColorMode.RGB));
    }
  }

  /** A TIFF of 16 bits without compression, 2 x 1 pixels, in planes of one row each. */
  private static byte[] planes(ByteOrder order, int predictor, int[][] samples) {
    int[][] entries = {
      {256, 3, 1, 2}, {257, 3, 1, 1}, {258, 3, 3, 148}, {259, 3, 1, 1}, {262, 3, 1, 2},
      {273, 4, 3, 154}, {277, 3, 1, 3}, {278, 3, 1, 1}, {279, 4, 3, 166}, {284, 3, 1, 2},
      {317, 3, 1, predictor}
    };
    ByteBuffer file = ByteBuffer.allocate(192).order(order);
    file.putShort((short) (order == ByteOrder.LITTLE_ENDIAN ? 0x4949 : 0x4D4D));
    file.putShort((short) 42).putInt(8).putShort((short) entries.length);
    for (int[] entry : entries) {
      int from = file.position();
      file.putShort((short) entry[0]).putShort((short) entry[1]).putInt(entry[2]);
      if (entry[1] == 3 && entry[2] == 1) {
        file.putShort((short) entry[3]);
      } else {
        file.putInt(entry[3]);
      }
      file.position(from + 12);
    }
    file.position(148);
    file.putShort((short) 16).putShort((short) 16).putShort((short) 16);
    file.position(154);
    file.putInt(180).putInt(184).putInt(188).putInt(4).putInt(4).putInt(4);
    file.position(180);
    for (int[] plane : samples) {
      file.putShort((short) plane[0]).putShort((short) plane[1]);
    }
    return file.array();
  }

  @Test
  void aTiffOfSixteenBitsInPlanes() throws IOException {
    int[][] samples = {{0x1234, 0xAB00}, {0x5678, 0x00FF}, {0x9ABC, 0xFFFF}};
    float[] expected = {0x12, 0x56, 0x9A, 0xAB, 0x00, 0xFF};
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      assertArrayEquals(expected, load(planes(order, 1, samples), ColorMode.RGB), "" + order);
      int[][] differences = new int[3][];
      for (int c = 0; c < 3; c++) {
        differences[c] = new int[] {samples[c][0], samples[c][1] - samples[c][0]};
      }
      assertArrayEquals(expected, load(planes(order, 2, differences), ColorMode.RGB), "" + order);
    }
    assertEquals(2, Pictures.load(folder.resolve("picture"), ColorMode.RGB).shape().size(1));
  }

  /** A TIFF of two pixels, one beside the other, of grey in so many bits. */
  private static byte[] grey(ByteOrder order, int bits, int kind, long... samples) {
    int[][] entries = {
      {256, 2},
      {257, 1},
      {258, bits},
      {259, 1},
      {262, 1},
      {273, 130},
      {277, 1},
      {278, 1},
      {279, bits / 4},
      {339, kind}
    };
    ByteBuffer file = ByteBuffer.allocate(130 + bits / 4).order(order);
    file.putShort((short) (order == ByteOrder.LITTLE_ENDIAN ? 0x4949 : 0x4D4D));
    file.putShort((short) 42).putInt(8).putShort((short) entries.length);
    for (int[] entry : entries) {
      file.putShort((short) entry[0]).putShort((short) 3).putInt(1);
      file.putShort((short) entry[1]).putShort((short) 0);
    }
    file.position(130);
    for (long sample : samples) {
      if (bits == 16) {
        file.putShort((short) sample);
      } else if (bits == 32) {
        file.putInt((int) sample);
      } else {
        file.putLong(sample);
      }
    }
    return file.array();
  }

  @Test
  void aTiffOfNumbersWithASign() throws IOException {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      float[] expected = {-300, 32_000};
      assertArrayEquals(
          expected, load(grey(order, 16, 2, -300, 32_000), ColorMode.GRAYSCALE), "" + order);
      // As Pillow does: cut to 0 to 255.
      assertArrayEquals(
          new float[] {0, 0, 0, 255, 255, 255},
          load(grey(order, 16, 2, -300, 32_000), ColorMode.RGB),
          "" + order);
    }
  }

  @Test
  void levelsThatAreNotReadAreNamed() {
    for (int[] kind : new int[][] {{32, 1}, {64, 3}}) {
      byte[] tiff = grey(ByteOrder.LITTLE_ENDIAN, kind[0], kind[1], 5, 6);
      PictureException e =
          assertThrows(PictureException.class, () -> load(tiff, ColorMode.GRAYSCALE));
      assertTrue(e.getMessage().contains("of " + kind[0] + " bits"), e.getMessage());
    }
  }

  private static void chunk(ByteBuffer png, String name, byte... content) {
    int start = png.putInt(content.length).position();
    png.put(name.getBytes(StandardCharsets.ISO_8859_1)).put(content);
    CRC32 crc = new CRC32();
    crc.update(png.array(), start, png.position() - start);
    png.putInt((int) crc.getValue());
  }

  /** A grey PNG of one row, one level of which is transparent. */
  private static byte[] clear(int bits, int width, int transparent, int... row) {
    ByteBuffer png = ByteBuffer.allocate(300);
    png.putLong(0x89504E470D0A1A0AL);
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(1).put((byte) bits);
    chunk(png, "IHDR", header.array());
    chunk(png, "tRNS", (byte) (transparent >> 8), (byte) transparent);
    // A filter of none, and the row's bytes.
    byte[] line = new byte[row.length + 1];
    for (int i = 0; i < row.length; i++) {
      line[i + 1] = (byte) row[i];
    }
    Deflater deflater = new Deflater();
    deflater.setInput(line);
    deflater.finish();
    byte[] packed = new byte[100];
    int length = deflater.deflate(packed);
    deflater.end();
    chunk(png, "IDAT", Arrays.copyOf(packed, length));
    chunk(png, "IEND");
    return Arrays.copyOf(png.array(), png.position());
  }

  @Test
  void aTransparentLevelIsTakenExactly() throws IOException {
    // 255, 256 and 44,800 of 16 bits; 0 to 3 of 2 bits.
    byte[] wide = clear(16, 3, 256, 0, 255, 1, 0, 0xAF, 0);
    assertArrayEquals(
        new float[] {255, 255, 255, 255, 255, 255, 255, 0, 255, 255, 255, 255},
        load(wide, ColorMode.RGBA));
    assertArrayEquals(new float[] {255, 256, 44_800}, load(wide, ColorMode.GRAYSCALE));
    byte[] narrow = clear(2, 4, 2, 0b00_01_10_11);
    assertArrayEquals(
        new float[] {0, 0, 0, 255, 85, 85, 85, 255, 170, 170, 170, 0, 255, 255, 255, 255},
        load(narrow, ColorMode.RGBA));
    Path file = Files.write(folder.resolve("wide.png"), wide);
    try (FileDecoder decoder = new FileDecoder(ColorMode.RGBA, false, true)) {
      assertArrayEquals(
          new byte[] {0, 0, 0, -1, 1, 1, 1, 0, (byte) 0xAF, (byte) 0xAF, (byte) 0xAF, -1},
          Arrays.copyOf(decoder.read(file, 99, 99).levels(), 12));
    }
    try (FileDecoder decoder = new FileDecoder(ColorMode.GRAYSCALE, false, true)) {
      assertArrayEquals(
          new byte[] {0, 1, (byte) 0xAF}, Arrays.copyOf(decoder.read(file, 99, 99).levels(), 3));
    }
  }
}
