package io.github.markhor.data.decode;

import io.github.markhor.data.picture.Picture;
import io.github.markhor.data.picture.PictureDecoder;
import io.github.markhor.data.picture.PictureFile;

/**
 * Decodes PBM, PGM and PPM to Pillow's levels: the number that a file says is white becomes 255, or
 * 65535 in grey of more than 8 bits. OpenCV takes the numbers as they are, so that pictures whose
 * white is 100 are dark.
 */
final class PpmDecoder implements PictureDecoder {
  private static final int MOST = 65535;

  @Override
  public void decode(PictureFile file, int reduction, Picture into) {
    PpmHeader header =
        PpmHeader.read(file).orElseThrow(() -> file.problem("it has no header of a PPM."));
    if (header.greatest() < 1 || header.greatest() > MOST) {
      throw file.problem(
          "it says that white is " + header.greatest() + ", and 1 to " + MOST + " can be.");
    }
    int values = Math.multiplyExact(header.height() * header.width(), header.channels());
    // What the file claims is compared with what is there before memory is reserved.
    long least =
        header.isText()
            ? values
            : header.isBits()
                ? (header.width() + 7L) / 8 * header.height()
                : (header.greatest() > 255 ? 2L : 1L) * values;
    if (file.length() - (long) header.end() < least) {
      throw cutOff(file);
    }
    boolean wide = header.channels() == 1 && header.greatest() > 255;
    if (wide) {
      into.resizeWide(header.height(), header.width(), Picture.GREATEST_16);
      into.markHeldIn32Bits();
    } else {
      into.resize(header.height(), header.width(), header.channels());
    }
    int[] levels = levels(header.greatest(), wide ? Picture.GREATEST_16 : 255);
    Numbers numbers = new Numbers(file, header);
    for (int i = 0; i < values; i++) {
      int level = levels[Math.min(numbers.next(), header.greatest())];
      if (wide) {
        into.wideLevels()[i] = level;
      } else {
        into.levels()[i] = (byte) level;
      }
    }
  }

  private static RuntimeException cutOff(PictureFile file) {
    return file.problem("the PPM is cut off: it holds fewer pixels than it says.");
  }

  /** The level of each number. A half is rounded to the even number, as by Python. */
  private static int[] levels(int greatest, int white) {
    int[] levels = new int[greatest + 1];
    for (int i = 0; i <= greatest; i++) {
      levels[i] = (int) Math.rint((double) i / greatest * white);
    }
    return levels;
  }

  /** The numbers behind the header, one after the other. */
  private static final class Numbers {
    private final PictureFile file;
    private final PpmHeader header;
    private int at;
    private int column;

    Numbers(PictureFile file, PpmHeader header) {
      this.file = file;
      this.header = header;
      this.at = header.end() - (header.isText() ? 1 : 0);
    }

    int next() {
      if (header.isText()) {
        return text();
      }
      if (header.isBits()) {
        return bit();
      }
      int number = file.bytes()[at++] & 255;
      return header.greatest() > 255 ? number << 8 | file.bytes()[at++] & 255 : number;
    }

    /** Rows begin with a byte of their own; 1 is black. */
    private int bit() {
      int bit = file.bytes()[at] >> (7 - column % 8) & 1;
      column++;
      if (column == header.width()) {
        column = 0;
        at++;
      } else if (column % 8 == 0) {
        at++;
      }
      return 1 - bit;
    }

    private int text() {
      skipSpace();
      int number = 0;
      int digits = 0;
      while (at < file.length() && isDigit(file.bytes()[at])) {
        number = Math.min(number * 10 + file.bytes()[at++] - '0', MOST + 1);
        digits++;
        if (header.isBits()) {
          // Bits need no space between.
          break;
        }
      }
      if (digits == 0 && at >= file.length()) {
        throw cutOff(file);
      }
      if (digits == 0 || number > header.greatest()) {
        throw file.problem(
            "as PPM it is damaged: at byte "
                + at
                + " a number of 0 to "
                + header.greatest()
                + " was expected.");
      }
      return header.isBits() ? 1 - number : number;
    }

    private void skipSpace() {
      byte[] bytes = file.bytes();
      while (at < file.length()) {
        if (bytes[at] == '#') {
          while (at < file.length() && bytes[at] != '\n') {
            at++;
          }
        } else if (bytes[at] > ' ') {
          return;
        } else {
          at++;
        }
      }
    }

    private static boolean isDigit(byte character) {
      return character >= '0' && character <= '9';
    }
  }
}
