package io.github.markhor.data.decode;

import io.github.markhor.data.picture.PictureFile;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The start of a PBM, PGM or PPM.
 *
 * @param kind the digit behind the P: 1 to 3 as text, 4 to 6 binary; bits, grey, colour
 * @param greatest the number that stands for white; 1 of bits
 * @param end the place of the first byte behind the header
 * @see <a href="https://netpbm.sourceforge.net/doc/ppm.html">Netpbm: PPM</a>
 */
record PpmHeader(int kind, int width, int height, int greatest, int end) {
  private static final int LONGEST = 4096;
  private static final String SPACE = "(?:\\s|#[^\\n]*\\n)+";

  /** Numbers with comments and white space between. */
  private static final Pattern SIZE =
      Pattern.compile("P([1-6])" + SPACE + "(\\d{1,9})" + SPACE + "(\\d{1,9})");

  private static final Pattern GREATEST = Pattern.compile(SPACE + "(\\d{1,5})");

  /** Reads the header; empty where there is none. */
  static Optional<PpmHeader> read(PictureFile file) {
    int length = Math.min(file.length(), LONGEST);
    String start = new String(file.bytes(), 0, length, StandardCharsets.ISO_8859_1);
    Matcher size = SIZE.matcher(start);
    if (!size.lookingAt()) {
      return Optional.empty();
    }
    int kind = Integer.parseInt(size.group(1));
    int end = size.end();
    int greatest = 1;
    if (kind != 1 && kind != 4) {
      Matcher white = GREATEST.matcher(start).region(end, length);
      if (!white.lookingAt()) {
        return Optional.empty();
      }
      greatest = Integer.parseInt(white.group(1));
      end = white.end();
    }
    int width = Integer.parseInt(size.group(2));
    int height = Integer.parseInt(size.group(3));
    // One character of white space ends it.
    return Optional.of(new PpmHeader(kind, width, height, greatest, end + 1));
  }

  boolean isText() {
    return kind <= 3;
  }

  boolean isBits() {
    return kind == 1 || kind == 4;
  }

  int channels() {
    return kind == 3 || kind == 6 ? 3 : 1;
  }
}
