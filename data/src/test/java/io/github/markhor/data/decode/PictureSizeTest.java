package io.github.markhor.data.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.data.Pictures;
import io.github.markhor.data.picture.ColorMode;
import io.github.markhor.data.picture.PictureException;
import io.github.markhor.data.picture.PictureFile;
import io.github.markhor.data.picture.PictureSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sizes read from headers that are written here by hand. */
class PictureSizeTest {
  @TempDir Path folder;

  private static PictureSize of(byte[] file) {
    return PictureFormats.size(new PictureFile(Path.of("header"), file, file.length)).orElse(null);
  }

  private static byte[] tiff(ByteOrder order, int width, int height) {
    ByteBuffer b = ByteBuffer.allocate(80).order(order);
    b.put((order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM").getBytes(StandardCharsets.UTF_8));
    b.putShort((short) 42).putInt(20).position(20);
    b.putShort((short) 3);
    b.putShort((short) 254).putShort((short) 4).putInt(1).putInt(0);
    b.putShort((short) 256).putShort((short) 4).putInt(1).putInt(width);
    b.putShort((short) 257).putShort((short) 3).putInt(1).putShort((short) height);
    return b.array();
  }

  private static byte[] bigTiff(int width, int height) {
    ByteBuffer b = ByteBuffer.allocate(90).order(ByteOrder.LITTLE_ENDIAN);
    b.put("II".getBytes(StandardCharsets.UTF_8)).putShort((short) 43).putShort((short) 8);
    b.putLong(8, 24).position(24);
    b.putLong(2);
    b.putShort((short) 256).putShort((short) 4).putLong(1).putInt(width).putInt(0);
    b.putShort((short) 257).putShort((short) 4).putLong(1).putInt(height).putInt(0);
    return b.array();
  }

  private static ByteBuffer webp(String kind) {
    ByteBuffer b = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
    return b.put("RIFF....WEBP".getBytes(StandardCharsets.UTF_8))
        .put(kind.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void tiffsOfBothOrdersAndTheBigKind() {
    assertEquals(new PictureSize(700, 90_000), of(tiff(ByteOrder.LITTLE_ENDIAN, 90_000, 700)));
    assertEquals(new PictureSize(700, 90_000), of(tiff(ByteOrder.BIG_ENDIAN, 90_000, 700)));
    assertEquals(new PictureSize(70_001, 90_000), of(bigTiff(90_000, 70_001)));
  }

  @Test
  void webpsOfThreeKinds() {
    byte[] lossy =
        webp("VP8 ").putShort(26, (short) (16_000 | 0x4000)).putShort(28, (short) 301).array();
    assertEquals(new PictureSize(301, 16_000), of(lossy));
    byte[] lossless = webp("VP8L").putInt(21, 15_999 | 300 << 14).array();
    assertEquals(new PictureSize(301, 16_000), of(lossless));
    byte[] extended = webp("VP8X").putInt(24, 0x00FFFFFF).putInt(26, 0x0100_00FF).array();
    extended[26] = (byte) 0xFF;
    extended[27] = 0x2C;
    extended[28] = 0x01;
    extended[29] = 0;
    assertEquals(new PictureSize(0x012C + 1, 0xFFFFFF + 1), of(extended));
  }

  @Test
  void ppmsWithComments() {
    String header = "P6 # by hand\n# twice\n 70000\n#\n4000 255\n";
    assertEquals(new PictureSize(4000, 70_000), of(header.getBytes(StandardCharsets.UTF_8)));
    assertNull(of("P9 7 7 255\n".getBytes(StandardCharsets.UTF_8)));
    assertNull(of("no picture at all".getBytes(StandardCharsets.UTF_8)));
    assertNull(of(new byte[] {'I', 'I'}));
  }

  @Test
  void bombsAreRefusedByTheirHeaders() throws IOException {
    byte[][] bombs = {
      tiff(ByteOrder.LITTLE_ENDIAN, 100_000, 60_000),
      bigTiff(100_000, 100_000),
      "P6 100000 100000 255\n".getBytes(StandardCharsets.UTF_8)
    };
    for (int i = 0; i < bombs.length; i++) {
      Path file = Files.write(folder.resolve(i + ".tif"), bombs[i]);
      PictureException e =
          assertThrows(PictureException.class, () -> Pictures.load(file, ColorMode.RGB));
      assertTrue(e.getMessage().contains("pixels"), e.getMessage());
      assertEquals(file, e.file());
    }
  }
}
