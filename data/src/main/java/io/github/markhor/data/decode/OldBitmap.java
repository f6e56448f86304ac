package io.github.markhor.data.decode;

import io.github.markhor.data.picture.PictureFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Gives bitmaps with the first version's header, that of OS/2, the header of today, in which they
 * say the same: OpenCV makes grey of the colours of old ones.
 */
final class OldBitmap {
  private static final int FILE_HEADER = 14;
  private static final int OLD_HEADER = 12;
  private static final int HEADER = 40;

  private OldBitmap() {}

  /** A copy with today's header; the file itself if that is no old one, or is cut off. */
  static PictureFile modern(PictureFile file) {
    ByteBuffer old = file.buffer().order(ByteOrder.LITTLE_ENDIAN);
    int behind = FILE_HEADER + OLD_HEADER;
    if (file.length() < behind || old.getInt(FILE_HEADER) != OLD_HEADER) {
      return file;
    }
    int bits = old.getShort(24);
    int start = old.getInt(10);
    if (start < behind || start > file.length()) {
      return file;
    }
    // Colours of three bytes lie between the header and the pixels.
    int colours = bits <= 8 ? Math.min(1 << Math.max(0, bits), (start - behind) / 3) : 0;
    int newStart = FILE_HEADER + HEADER + 4 * colours;
    byte[] bytes = new byte[newStart + file.length() - start];
    ByteBuffer now = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    now.put((byte) 'B').put((byte) 'M').putInt(bytes.length).putInt(0).putInt(newStart);
    now.putInt(HEADER).putInt(old.getShort(18) & 0xFFFF).putInt(old.getShort(20) & 0xFFFF);
    now.putShort((short) 1).putShort((short) bits);
    now.position(FILE_HEADER + 32);
    now.putInt(colours);
    now.position(FILE_HEADER + HEADER);
    for (int i = 0; i < colours; i++) {
      now.put(file.bytes(), behind + 3 * i, 3).put((byte) 0);
    }
    now.put(file.bytes(), start, file.length() - start);
    return new PictureFile(file.path(), bytes, bytes.length);
  }
}
