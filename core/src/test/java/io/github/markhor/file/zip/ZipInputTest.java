package io.github.markhor.file.zip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.file.ModelFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives that the JDK wrote, as they are and changed. */
final class ZipInputTest {
  private static final int ENTRY = 0x02014b50;
  private static final int END = 0x06054b50;

  @TempDir Path folder;

  /** Changes bytes of the archive. */
  private interface Change {
    void apply(ByteBuffer archive);
  }

  private static byte[] zip(String... namesAndTexts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
        zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return bytes.toByteArray();
  }

  private Path file(byte[] content) {
    try {
      return Files.write(folder.resolve("a.zip"), content);
    } catch (IOException problem) {
      throw new AssertionError(problem);
    }
  }

  private static int find(ByteBuffer archive, int signature) {
    int at = 0;
    while (archive.getInt(at) != signature) {
      at++;
    }
    return at;
  }

  private void refused(byte[] archive, Change change, String word) {
    change.apply(ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN));
    Path file = file(archive);
    ModelFileException refused =
        assertThrows(
            ModelFileException.class,
            () -> {
              try (ZipInput zip = new ZipInput(file)) {
                zip.content("a.txt");
              }
            });
    assertTrue(refused.getMessage().contains(word), refused.getMessage());
  }

  @Test
  void entriesAreRead() {
    byte[] large = new byte[5000];
    new Random(3).nextBytes(large);
    String text = "é" + new String(large, StandardCharsets.ISO_8859_1);
    try (ZipInput zip =
        new ZipInput(
            file(zip("b/c.txt", "short", "a.txt", text, "empty", "", "d\\e.txt", "of Windows")))) {
      assertEquals(text, zip.text("a.txt"));
      assertEquals("short", zip.text("b/c.txt"));
      assertEquals("of Windows", zip.text("d/e.txt"));
      assertEquals("", zip.text("empty"));
      assertTrue(zip.has("empty"));
      assertFalse(zip.has("b"));
    }
  }

  @Test
  void namesThatLeaveTheArchiveAreRefused() {
    for (String name :
        new String[] {
          "../x", "b/../../x", "/etc/x", "\\x", "..\\x", "b\\..\\..\\x", "C:x", "..", "b/..", "x\0y"
        }) {
      refused(zip("a.txt", "a", name, "x"), archive -> {}, name);
    }
  }

  @Test
  void linksAreRefused() {
    int link = 0120777 << 16;
    refused(
        zip("a.txt", "target"),
        archive -> {
          archive.put(find(archive, ENTRY) + 5, (byte) 3);
          archive.putInt(find(archive, ENTRY) + 38, link);
        },
        "link");
  }

  @Test
  void encryptedEntriesAreRefused() {
    refused(
        zip("a.txt", "x"),
        archive -> archive.putShort(find(archive, ENTRY) + 8, (short) 1),
        "encrypted");
  }

  @Test
  void unknownMethodsAreRefused() {
    refused(
        zip("a.txt", "x"),
        archive -> archive.putShort(find(archive, ENTRY) + 10, (short) 12),
        "deflated");
  }

  @Test
  void namesThatComeTwiceAreRefused() {
    byte[] archive = zip("a.txt", "first", "b.txt", "second");
    String text = new String(archive, StandardCharsets.ISO_8859_1).replace("b.txt", "a.txt");
    refused(text.getBytes(StandardCharsets.ISO_8859_1), unchanged -> {}, "a second time");
  }

  @Test
  void headersOfAnotherNameAreRefused() {
    byte[] archive = zip("b.txt", "text");
    refused(
        archive,
        bytes -> bytes.put(find(bytes, ENTRY) + 46, (byte) 'a'),
        "another name in its header");
  }

  @Test
  void whatIsInflatedTooFarIsRefusedWithoutMemory() {
    refused(zip("a.txt", " ".repeat(9 << 20)), archive -> {}, "packed into");
  }

  @Test
  void sizesThatAreNotTrueAreRefused() {
    for (int size : new int[] {4, 6}) {
      refused(
          zip("a.txt", "text!"),
          archive -> archive.putInt(find(archive, ENTRY) + 24, size),
          "not as large");
    }
    refused(
        zip("a.txt", "text!"), archive -> archive.putInt(find(archive, ENTRY) + 20, 1000), "sizes");
    refused(
        zip("a.txt", "text!"), archive -> archive.putInt(find(archive, ENTRY) + 42, 17), "where");
  }

  @Test
  void changedBytesAreNoticed() {
    refused(
        zip("a.txt", "text!"), archive -> archive.put(36, (byte) (archive.get(36) ^ 2)), "a.txt");
    refused(
        zip("a.txt", "text!"), archive -> archive.putInt(find(archive, ENTRY) + 16, 7), "checksum");
  }

  @Test
  void brokenDirectoriesAreRefused() {
    byte[] whole = zip("a.txt", "text!");
    refused(Arrays.copyOf(whole, whole.length - 3), archive -> {}, "no directory");
    refused(new byte[] {'P', 'K', 3, 4}, archive -> {}, "no directory");
    refused(
        zip("a.txt", "text!"), archive -> archive.putShort(find(archive, END) + 10, (short) 2), "");
    refused(
        zip("a.txt", "text!"), archive -> archive.putInt(find(archive, END) + 16, 90), "directory");
    refused(
        zip("a.txt", "text!"),
        archive -> archive.putInt(find(archive, END) + 12, Integer.MAX_VALUE),
        "does not fit");
    refused(zip("b.txt", "text!"), archive -> {}, "[b.txt]");
  }
}
