package io.github.markhor.data.decode;

import io.github.markhor.data.picture.PictureFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The chunks of a PNG that its pixels depend on, checked, so that OpenCV's libpng finds nothing to
 * complain of: it writes to the process's standard error, of damage as of wrong colour profiles,
 * which Pillow does not look at either.
 */
final class PngParts {
  private static final Set<String> KEPT = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");
  private static final byte[] END = {0, 0, 0, 0, 'I', 'E', 'N', 'D', -82, 66, 96, -126};

  /** The bytes of the signature at the file's start. */
  private static final int SIGNATURE = 8;

  /** The bytes of a chunk's length, name and checksum. */
  private static final int FRAME = 12;

  private static final int PALETTE = 3;

  private final PictureFile file;
  private final ByteBuffer bytes;
  private final Inflater inflater = new Inflater();
  private final byte[] inflated = new byte[1 << 13];
  private byte[] kept = new byte[0];
  private int length;
  private boolean hasPalette;
  private boolean hasPixels;

  private PngParts(PictureFile file) {
    this.file = file;
    this.bytes = file.buffer();
  }

  /**
   * The file, or a copy with the chunks that matter alone. The end chunk, if it alone is missing,
   * is added, as Pillow reads such files.
   *
   * @throws io.github.markhor.data.picture.PictureException if a chunk is damaged, or missing
   */
  static PictureFile of(PictureFile file) {
    PngParts parts = new PngParts(file);
    try {
      return parts.walk(parts.needsCopy());
    } finally {
      parts.inflater.end();
    }
  }

  /** Whether the file has a chunk to be left out, or no end. */
  private boolean needsCopy() {
    for (int at = SIGNATURE; at + FRAME <= file.length(); ) {
      String name = name(at);
      if (name.equals("IEND")) {
        return false;
      }
      if (!KEPT.contains(name)) {
        return true;
      }
      long next = next(at);
      if (next > file.length()) {
        return true;
      }
      at = (int) next;
    }
    return true;
  }

  private PictureFile walk(boolean copies) {
    if (copies) {
      kept = new byte[file.length() + END.length];
      keep(0, SIGNATURE);
    }
    int at = SIGNATURE;
    while (at < file.length()) {
      if (at + FRAME > file.length() || next(at) > file.length()) {
        throw file.problem(
            "the PNG is cut off or damaged: a part of it ends behind the file's end.");
      }
      int end = (int) next(at);
      String name = name(at);
      boolean matters = KEPT.contains(name);
      if (!matters && Character.isUpperCase(name.charAt(0))) {
        throw file.problem(
            name.equals("CgBI")
                ? "it is a PNG in Apple's own form for telephones (CgBI), which is not read."
                : "the PNG is damaged: it has a part \"" + name + "\" that is not known.");
      }
      if (matters) {
        check(name, at, end);
        if (copies) {
          keep(at, end);
        }
      }
      if (name.equals("IEND")) {
        return finish(copies);
      }
      at = end;
    }
    if (!isInflated()) {
      throw file.problem(
          "the PNG is cut off: it has no end (a part \"IEND\"), and some of its pixels are missing.");
    }
    System.arraycopy(END, 0, kept, length, END.length);
    length += END.length;
    return finish(true);
  }

  private PictureFile finish(boolean copies) {
    if (!hasPixels) {
      throw file.problem("the PNG is damaged: it has no pixels (a part \"IDAT\").");
    }
    return copies ? new PictureFile(file.path(), kept, length) : file;
  }

  private void check(String name, int at, int end) {
    CRC32 crc = new CRC32();
    crc.update(file.bytes(), at + 4, end - at - 8);
    if ((int) crc.getValue() != bytes.getInt(end - 4)) {
      throw file.problem("the PNG is damaged: the checksum of its part \"" + name + "\" is wrong.");
    }
    switch (name) {
      case "IHDR" -> checkHeader(at + 8, end - at - FRAME);
      case "PLTE" -> hasPalette = true;
      case "IDAT" -> {
        if (bytes.get(25) == PALETTE && !hasPalette) {
          throw file.problem("the PNG is damaged: it has no palette (a part \"PLTE\").");
        }
        hasPixels = true;
      }
      default -> {}
    }
  }

  /** Depth, kind of colours, compression, filter and interlacing, as the standard allows them. */
  private void checkHeader(int at, int size) {
    int depth = size == 13 ? bytes.get(at + 8) : 0;
    int kind = size == 13 ? bytes.get(at + 9) : 0;
    boolean fits =
        switch (kind) {
          case 0 -> Set.of(1, 2, 4, 8, 16).contains(depth);
          case PALETTE -> Set.of(1, 2, 4, 8).contains(depth);
          case 2, 4, 6 -> depth == 8 || depth == 16;
          default -> false;
        };
    boolean usual =
        size == 13
            && at == SIGNATURE + 8
            && bytes.get(at + 10) == 0
            && bytes.get(at + 11) == 0
            && (bytes.get(at + 12) & ~1) == 0;
    if (!fits || !usual) {
      throw file.problem("the PNG is damaged: its header states what a PNG cannot be.");
    }
  }

  /** Whether the pixels are all there, of a file without an end. */
  private boolean isInflated() {
    try {
      for (int at = SIGNATURE; at + FRAME <= file.length(); at = (int) next(at)) {
        if (name(at).equals("IDAT")) {
          inflater.setInput(file.bytes(), at + 8, bytes.getInt(at));
          while (!inflater.finished() && !inflater.needsInput() && !inflater.needsDictionary()) {
            inflater.inflate(inflated);
          }
        }
      }
      return inflater.finished();
    } catch (DataFormatException damaged) {
      return false;
    }
  }

  private void keep(int from, int to) {
    System.arraycopy(file.bytes(), from, kept, length, to - from);
    length += to - from;
  }

  private String name(int at) {
    return new String(file.bytes(), at + 4, 4, StandardCharsets.ISO_8859_1);
  }

  private long next(int at) {
    return at + FRAME + Integer.toUnsignedLong(bytes.getInt(at));
  }
}
