package io.github.markhor.data.decode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.data.Drawings;
import io.github.markhor.data.Flow;
import io.github.markhor.data.Pictures;
import io.github.markhor.data.picture.ColorMode;
import io.github.markhor.data.picture.Interpolation;
import io.github.markhor.data.picture.PictureException;
import io.github.markhor.data.picture.PictureFile;
import io.github.markhor.data.picture.PictureSize;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads files that Java's own writers wrote. */
class FileDecoderTest {
  @TempDir Path folder;

  private static PictureFile file(byte[] bytes, int length) {
    return new PictureFile(Path.of("bytes"), bytes, length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "tif"})
  void readsLosslessFormatsExactly(String ending) {
    Path file = Drawings.write(folder.resolve("a." + ending), 7, 11, 3);
    Tensor read = Pictures.load(file, ColorMode.RGB);
    assertEquals(Shape.of(7, 11, 3), read.shape());
    assertArrayEquals(Drawings.levels(7, 11, 3, 3), read.toArray());
  }

  @Test
  void readsJpegsInTheOrderRedGreenBlue() {
    BufferedImage image = new BufferedImage(16, 8, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 16 * 8; i++) {
      image.setRGB(i % 16, i / 16, i % 16 < 8 ? 0xC83214 : 0x0A64F0);
    }
    Tensor read = Pictures.load(Drawings.write(folder.resolve("a.jpg"), image), ColorMode.RGB);
    float[] left = {read.get(3, 2, 0), read.get(3, 2, 1), read.get(3, 2, 2)};
    float[] right = {read.get(3, 13, 0), read.get(3, 13, 1), read.get(3, 13, 2)};
    assertArrayEquals(new float[] {200, 50, 20}, left, 4);
    assertArrayEquals(new float[] {10, 100, 240}, right, 4);
  }

  @Test
  void greyIsPillowsLuma() {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 0xC83214);
    image.setRGB(1, 0, 0x0A64F0);
    Path file = Drawings.write(folder.resolve("a.png"), image);
    // 0.299 R + 0.587 G + 0.114 B: 91.43 and 89.05.
    assertArrayEquals(new float[] {91, 89}, Pictures.load(file, ColorMode.GRAYSCALE).toArray());
  }

  @Test
  void dropsAlphaWithoutBlendingOrKeepsIt() {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x40C83214);
    image.setRGB(1, 0, 0xFF0A64F0);
    Path file = Drawings.write(folder.resolve("a.png"), image);
    assertArrayEquals(
        new float[] {200, 50, 20, 10, 100, 240}, Pictures.load(file, ColorMode.RGB).toArray());
    assertArrayEquals(
        new float[] {200, 50, 20, 64, 10, 100, 240, 255},
        Pictures.load(file, ColorMode.RGBA).toArray());
  }

  @Test
  void repeatsGreyAndFillsUpAlpha() {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(0, 0, 0, 17);
    image.getRaster().setSample(1, 0, 0, 230);
    Path file = Drawings.write(folder.resolve("a.png"), image);
    assertArrayEquals(
        new float[] {17, 17, 17, 255, 230, 230, 230, 255},
        Pictures.load(file, ColorMode.RGBA).toArray());
    assertArrayEquals(new float[] {17, 230}, Pictures.load(file, ColorMode.GRAYSCALE).toArray());
  }

  @Test
  void keepsThe16BitsOfGreyAndClipsThemInColour() {
    BufferedImage image = new BufferedImage(4, 1, BufferedImage.TYPE_USHORT_GRAY);
    int[] levels = {0, 200, 300, 65000};
    for (int i = 0; i < 4; i++) {
      image.getRaster().setSample(i, 0, 0, levels[i]);
    }
    Path file = Drawings.write(folder.resolve("a.png"), image);
    assertArrayEquals(
        new float[] {0, 200, 300, 65000}, Pictures.load(file, ColorMode.GRAYSCALE).toArray());
    assertArrayEquals(
        new float[] {0, 0, 0, 200, 200, 200, 255, 255, 255, 255, 255, 255},
        Pictures.load(file, ColorMode.RGB).toArray());
    Flow half = Flow.defaults().targetSize(1, 2).colorMode(ColorMode.GRAYSCALE);
    assertArrayEquals(new float[] {200, 65000}, Pictures.load(file, half).toArray());
    assertArrayEquals(
        new float[] {100, 32650},
        Pictures.load(file, half.interpolation(Interpolation.BOX)).toArray());
  }

  @Test
  void ignoresTheOrientationTag() throws IOException {
    byte[] plain = Files.readAllBytes(Drawings.write(folder.resolve("a.jpg"), 8, 24, 1));
    Path turned = folder.resolve("turned.jpg");
    Files.write(turned, withSegment(plain, 0xE1, orientation(6)));
    Tensor read = Pictures.load(turned, ColorMode.RGB);
    assertEquals(Shape.of(8, 24, 3), read.shape());
    assertArrayEquals(
        Pictures.load(folder.resolve("a.jpg"), ColorMode.RGB).toArray(), read.toArray());
  }

  /** An EXIF header whose only entry is the orientation. */
  private static byte[] orientation(int value) {
    return new byte[] {
      'E',
      'x',
      'i',
      'f',
      0,
      0,
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8,
      0,
      1,
      1,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      (byte) value,
      0,
      0,
      0,
      0,
      0,
      0
    };
  }

  private static byte[] withSegment(byte[] jpeg, int marker, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.write(0xFF);
    out.write(marker);
    out.write((content.length + 2) >> 8);
    out.write(content.length + 2);
    out.write(content, 0, content.length);
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "bmp"})
  void refusesAPictureThatIsCutOff(String ending) throws IOException {
    Path file = Drawings.write(folder.resolve("cut." + ending), 60, 80, 1);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    String message = refusal(file);
    assertTrue(message.contains("cut." + ending), message);
  }

  @Test
  void refusesAPreviewsEndForThePicturesOwn() throws IOException {
    byte[] whole = Files.readAllBytes(Drawings.write(folder.resolve("a.jpg"), 60, 80, 1));
    byte[] preview = Files.readAllBytes(Drawings.write(folder.resolve("b.jpg"), 8, 8, 2));
    byte[] both = withSegment(whole, 0xE2, preview);
    assertTrue(JpegMarkers.hasEnd(file(both, both.length)));
    int half = both.length - whole.length / 2;
    assertFalse(JpegMarkers.hasEnd(file(both, half)));
  }

  @Test
  void readsAJpegWithBytesBehindItsEnd() throws IOException {
    Path file = Drawings.write(folder.resolve("a.jpg"), 20, 30, 1);
    float[] plain = Pictures.load(file, ColorMode.RGB).toArray();
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length + 100));
    assertArrayEquals(plain, Pictures.load(file, ColorMode.RGB).toArray());
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "bmp", "gif"})
  void countsThePixelsThatAFileClaims(String ending) throws IOException {
    Path file = Drawings.write(folder.resolve("a." + ending), 60, 81, 1);
    byte[] bytes = Files.readAllBytes(file);
    PictureSize size = PictureFormats.size(file(bytes, bytes.length)).orElseThrow();
    assertEquals(new PictureSize(60, 81), size);
    assertEquals(Optional.empty(), PictureFormats.size(file(bytes, 7)));
  }

  @Test
  void refusesAPngWhoseChunkClaimsMoreThanTheFileHolds() throws IOException {
    Path file = Drawings.write(folder.resolve("a.png"), 6, 8, 1);
    byte[] bytes = Files.readAllBytes(file);
    assertEquals(8, Pictures.load(file, ColorMode.RGB).shape().size(1));
    // The chunk after the header, which takes 8 + 25 bytes.
    bytes[33] = 0x7F;
    Files.write(file, bytes);
    assertTrue(refusal(file).contains("a.png: the PNG is cut off or damaged"));
  }

  @ParameterizedTest
  @CsvSource({"20, IHDR", "-20, IDAT"})
  void aPngWithAWrongChecksumIsRefusedByThePartThatIsDamaged(int at, String part)
      throws IOException {
    Path file = Drawings.write(folder.resolve("a.png"), 6, 8, 1);
    byte[] bytes = Files.readAllBytes(file);
    bytes[at < 0 ? bytes.length + at : at] ^= 1;
    Files.write(file, bytes);
    String message = refusal(file);
    assertTrue(
        message.contains("a.png: the PNG is damaged: the checksum of its part \"" + part), message);
  }

  @Test
  void refusesASmallFileThatClaimsAHugePicture() throws IOException {
    Path file = Drawings.write(folder.resolve("bomb.png"), 6, 8, 1);
    byte[] bytes = Files.readAllBytes(file);
    bytes[18] = (byte) 0xEA;
    bytes[22] = (byte) 0xEA;
    Files.write(file, bytes);
    String message = refusal(file);
    assertTrue(
        message.contains("bomb.png") && message.contains(Long.toString(0xEA08L * 0xEA06L)),
        message);
  }

  @Test
  void namesTheFileThatIsEmptyMissingAFolderOrNoPicture() throws IOException {
    Path empty = Files.write(folder.resolve("empty.png"), new byte[0]);
    assertTrue(refusal(empty).contains("empty.png: the file is empty"));
    assertTrue(refusal(folder.resolve("gone.png")).contains("gone.png: the file does not exist"));
    Path inner = Files.createDirectory(folder.resolve("inner.png"));
    assertTrue(refusal(inner).contains("inner.png: it is a folder"));
  }

  private static String refusal(Path file) {
    PictureException e =
        assertThrows(PictureException.class, () -> Pictures.load(file, ColorMode.RGB));
    assertEquals(file, e.file());
    return e.getMessage();
  }
}
