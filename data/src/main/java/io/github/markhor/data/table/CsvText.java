package io.github.markhor.data.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads a table's characters, and refuses those that its encoding does not have, by their line. */
final class CsvText {
  /** A mark at a file's start that tells its encoding. */
  private record Mark(Charset encoding, int... bytes) {
    boolean begins(byte[] file) {
      boolean same = file.length >= bytes.length;
      for (int i = 0; same && i < bytes.length; i++) {
        same = (file[i] & 255) == bytes[i];
      }
      return same;
    }
  }

  /** The longer ones first: one of UTF-32 begins as one of UTF-16. */
  private static final List<Mark> MARKS =
      List.of(
          new Mark(Charset.forName("UTF-32LE"), 0xFF, 0xFE, 0, 0),
          new Mark(Charset.forName("UTF-32BE"), 0, 0, 0xFE, 0xFF),
          new Mark(StandardCharsets.UTF_8, 0xEF, 0xBB, 0xBF),
          new Mark(StandardCharsets.UTF_16LE, 0xFF, 0xFE),
          new Mark(StandardCharsets.UTF_16BE, 0xFE, 0xFF));

  private CsvText() {}

  /** The characters of a file without a byte order mark. */
  static CharSequence read(Path file, Charset encoding) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the table " + file + ": " + e, e);
    }
    Charset found = encoding;
    int start = 0;
    for (Mark mark : MARKS) {
      if (mark.begins(bytes)) {
        found = mark.encoding();
        start = mark.bytes().length;
        break;
      }
    }
    if (found.equals(StandardCharsets.UTF_16)) {
      // Without a mark, Java would read it as big-endian whatever it is.
      found = isLittleEndian(bytes) ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
    }
    if (bytes.length > 3 && bytes[0] == 'P' && bytes[1] == 'K' && bytes[2] == 3 && bytes[3] == 4) {
      throw new IllegalArgumentException(
          "Expected a table as text, such as CSV. Received: "
              + file
              + ", a ZIP archive or a workbook of Excel, which is to be saved as CSV");
    }
    if (!found.name().startsWith("UTF-16") && !found.name().startsWith("UTF-32")) {
      refuseZeros(file, found, bytes);
    }
    return decode(file, found, ByteBuffer.wrap(bytes, start, bytes.length - start));
  }

  /** In the commas, line ends and Latin letters of UTF-16 one byte of two is 0. */
  private static boolean isLittleEndian(byte[] bytes) {
    int balance = 0;
    for (int i = 0; i < bytes.length; i++) {
      balance += bytes[i] != 0 ? 0 : i % 2 == 0 ? -1 : 1;
    }
    return balance > 0;
  }

  private static void refuseZeros(Path file, Charset encoding, byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        throw new IllegalArgumentException(
            "Expected the table "
                + file
                + " in "
                + encoding
                + ". Received: a zero at byte "
                + i
                + ", which texts do not have; if it is in UTF-16, that is"
                + " readCsv(file, CsvOptions.defaults().encoding(\"UTF-16\"))");
      }
    }
  }

  private static CharSequence decode(Path file, Charset encoding, ByteBuffer bytes) {
    CharsetDecoder decoder =
        encoding
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer text =
        CharBuffer.allocate((int) (bytes.remaining() * (double) decoder.maxCharsPerByte()) + 2);
    CoderResult result = decoder.decode(bytes, text, true);
    if (result.isError()) {
      int at = bytes.position();
      throw new IllegalArgumentException(
          "Expected the table "
              + file
              + " in "
              + encoding
              + ". Received: the byte "
              + String.format("%02X", bytes.get(at))
              + " at byte "
              + at
              + ", in line "
              + line(text.flip())
              + ", which is none there; name the encoding that it was written in, for example"
              + " readCsv(file, CsvOptions.defaults().encoding(\"windows-1252\"))");
    }
    decoder.flush(text);
    return text.flip();
  }

  /** The line in which a text ends. */
  private static int line(CharSequence text) {
    int line = 1;
    for (int i = 0; i < text.length(); i++) {
      boolean lineFeed = text.charAt(i) == '\n';
      boolean lone =
          text.charAt(i) == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n');
      line += lineFeed || lone ? 1 : 0;
    }
    return line;
  }
}
