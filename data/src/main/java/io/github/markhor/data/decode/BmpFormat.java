package io.github.markhor.data.decode;

import io.github.markhor.data.picture.PictureFile;
import io.github.markhor.data.picture.PictureSize;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/** Windows bitmaps. */
final class BmpFormat extends OpenCvFormat {
  /** The length of the first version's header, whose sizes have 16 bits. */
  private static final int OLD_HEADER = 12;

  @Override
  public String name() {
    return "BMP";
  }

  @Override
  public List<String> endings() {
    return List.of("bmp");
  }

  @Override
  public boolean recognizes(PictureFile file) {
    return file.startsWith("BM");
  }

  @Override
  public Optional<PictureSize> size(PictureFile file) {
    ByteBuffer bytes = file.buffer().order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.getInt(14) == OLD_HEADER) {
      return Optional.of(new PictureSize(bytes.getShort(20) & 0xFFFF, bytes.getShort(18) & 0xFFFF));
    }
    // A negative height says that the rows begin at the top.
    return Optional.of(
        new PictureSize(Math.abs((long) bytes.getInt(22)), Math.abs((long) bytes.getInt(18))));
  }
}
