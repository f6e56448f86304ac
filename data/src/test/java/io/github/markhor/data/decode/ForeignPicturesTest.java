package io.github.markhor.data.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.data.Pictures;
import io.github.markhor.data.picture.ColorMode;
import io.github.markhor.data.picture.PictureException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are no pictures, or of formats that are not read, are named for what they are. */
class ForeignPicturesTest {
  @TempDir Path folder;

  private String refusal(byte[] content) throws IOException {
    Path file = Files.write(folder.resolve("x.jpg"), content);
    PictureException e =
        assertThrows(PictureException.class, () -> Pictures.load(file, ColorMode.RGB));
    assertEquals(file, e.file());
    assertTrue(e.getMessage().startsWith("Cannot read the picture " + file), e.getMessage());
    return e.getMessage();
  }

  private static byte[] text(String characters) {
    return characters.getBytes(StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource({
    "0000001c66747970617669660000000061766966, AVIF",
    "0000002066747970617669730000000061766973, AVIF",
    "00000018667479706865696300000000, HEIC",
    "00000018667479706d69663100000000, HEIC",
    "0000001866747970637278200000000, raw",
    "0000001866747970697366f6d0000000, video",
    "0000000c6a5020200d0a870a00000014, JPEG 2000",
    "ff4fff5100290000, JPEG 2000",
    "0000000c4a584c200d0a870a00000014, JPEG XL",
    "ff0a0a1003, JPEG XL",
    "49 49 bc 01 08 00, JPEG XR",
    "384250530001000000, PSD",
    "00051607000200004d6163, AppleDouble",
    "000000014275643100001000, DS_Store",
    "0000010001001010000001, ICO",
    "00000200000000000000000011000d00, TGA",
    "504b030414000000, ZIP",
    "255044462d312e37, PDF",
    "1f8b0800000000, gzip",
    "1a45dfa3a3428681, video",
    "0000000000000000000000, zeros",
    "0affd8ffe000104a46494600, 1 bytes before",
    "0000001c667479706d6966310000000061766966, AVIF",
    "49492a00100000004352020000, Canon CR2",
    "49491a00000048454150434344520200, Canon CRW",
    "ffd8fff7000b08, JPEG-LS",
    "89504e470a1a0a0000000d49484452, Line ends were changed",
    "ff, 1 byte: cut off",
    "ffd8, 2 bytes: cut off",
    "41, 1 byte: cut off",
    "0061736d01000000, 0061736d01000000",
    "deadbeef0123456789, deadbeef01234567"
  })
  void namesBytes(String hexadecimal, String expected) throws IOException {
    String digits = hexadecimal.replace(" ", "");
    byte[] content = new byte[digits.length() / 2];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) Integer.parseInt(digits.substring(2 * i, 2 * i + 2), 16);
    }
    String message = refusal(content);
    assertTrue(message.contains(expected), message);
  }

  @Test
  void namesTexts() throws IOException {
    String lfs = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n";
    assertTrue(refusal(text(lfs)).contains("git lfs pull"));
    assertTrue(refusal(text("../../.git/annex/objects/a/b")).contains("git annex get"));
    assertTrue(refusal(text("/9j/4AAQSkZJRgABAQEA")).contains("JPEG written as text"));
    assertTrue(refusal(text("data:image/png;base64,iVBO")).contains("data URI"));
    assertTrue(refusal(text("[.ShellClassInfo]\r\nA=b")).contains("desktop.ini"));
    assertTrue(refusal(text("HTTP/1.1 302 Found\r\n\r\n")).contains("answer of a server"));
    assertTrue(refusal(text("\n%PDF-1.4")).contains("a PDF"));
    String russian = "\u043f\u0440\u0438\u0432\u0435\u0442".repeat(99) + "x";
    for (Charset charset : new Charset[] {StandardCharsets.UTF_8, StandardCharsets.UTF_16}) {
      String message = refusal(russian.getBytes(charset));
      assertTrue(message.contains("begins with \"" + russian.substring(0, 40)), message);
    }
    assertTrue(refusal(text("/annex/objects/SHA256E-s5--ab.jpg\n")).contains("git annex get"));
    for (String page :
        new String[] {
          "<!DOCTYPE html><html>",
          "\n <HTML><head>",
          "<!-- moved --><html lang=de>",
          "\u00ef\u00bb\u00bf<!doctype HTML>",
          "<title>Not found</title>",
          "<!DOCTYPE html><title>\u00e9</title>",
          "<html>Not found</html>"
        }) {
      assertTrue(refusal(text(page)).contains("a page of the web"), page);
    }
    for (String svg :
        new String[] {
          "<svg xmlns='http://www.w3.org/2000/svg'/>",
          "<?xml version='1.0'?>\n<!-- made by hand -->\n<svg width='1'/>",
          "<?xml version='1.0'?><!DOCTYPE svg PUBLIC 'x'><svg/>"
        }) {
      assertTrue(refusal(text(svg)).contains("SVG"), svg);
    }
    Charset wide = StandardCharsets.UTF_16LE;
    assertTrue(refusal("\uFEFF<?xml version='1.0'?><svg/>".getBytes(wide)).contains("SVG"));
    String xml = refusal(text("<?xml version='1.0'?>\n<annotation>"));
    assertTrue(xml.contains("it is XML") && !xml.contains("page of the web"), xml);
    assertTrue(refusal(text("{\"error\": 404}")).contains("it is JSON"));
    String other = refusal(text("Too many requests\nTry later"));
    assertTrue(other.contains("begins with \"Too many requests\""), other);
  }

  @Test
  void namesTheCompressionOfATiff() throws IOException {
    // One directory entry: the tag 259, of one 16-bit number; the sizes come before it.
    for (int[] compression : new int[][] {{50000, 0}, {34925, 1}}) {
      byte[] tiff = new byte[8 + 2 + 3 * 12 + 4];
      int[] start = {'I', 'I', 42, 0, 8, 0, 0, 0, 3, 0};
      for (int i = 0; i < start.length; i++) {
        tiff[i] = (byte) start[i];
      }
      int[][] entries = {{256, 4}, {257, 5}, {259, compression[0]}};
      for (int i = 0; i < 3; i++) {
        int at = 10 + 12 * i;
        tiff[at] = (byte) entries[i][0];
        tiff[at + 1] = (byte) (entries[i][0] >> 8);
        tiff[at + 2] = 3;
        tiff[at + 4] = 1;
        tiff[at + 8] = (byte) entries[i][1];
        tiff[at + 9] = (byte) (entries[i][1] >> 8);
      }
      String message = refusal(tiff);
      assertTrue(message.contains(compression[1] == 0 ? "zstd" : "LZMA"), message);
    }
  }

  @Test
  void aPreviewOfACamerasPictureIsNotTakenForThePicture() throws IOException {
    byte[] tiff = new byte[8 + 2 + 4 * 12 + 4];
    int[] start = {'I', 'I', 42, 0, 8, 0, 0, 0, 4, 0};
    for (int i = 0; i < start.length; i++) {
      tiff[i] = (byte) start[i];
    }
    int[][] entries = {{254, 1}, {256, 4}, {257, 5}, {330, 8}};
    for (int i = 0; i < entries.length; i++) {
      int at = 10 + 12 * i;
      tiff[at] = (byte) entries[i][0];
      tiff[at + 1] = (byte) (entries[i][0] >> 8);
      tiff[at + 2] = 4;
      tiff[at + 4] = 1;
      tiff[at + 8] = (byte) entries[i][1];
    }
    String message = refusal(tiff);
    assertTrue(message.contains("raw picture"), message);
  }
}
