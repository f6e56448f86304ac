package io.github.markhor.data.decode;

import io.github.markhor.data.picture.Picture;
import io.github.markhor.data.picture.PictureDecoder;
import io.github.markhor.data.picture.PictureFile;
import io.github.markhor.data.picture.PictureSize;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/** Windows bitmaps; those whose colours have bits of their own, by a decoder of our own. */
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

  @Override
  public PictureDecoder decoder() {
    return new Decoder();
  }

  private static final class Decoder implements PictureDecoder {
    private final OpenCvDecoder common = new OpenCvDecoder();

    @Override
    public void decode(PictureFile file, int reduction, Picture into) {
      PictureFile modern = OldBitmap.modern(file);
      if (BitFieldsDecoder.reads(modern)) {
        BitFieldsDecoder.decode(modern, into);
      } else {
        common.decode(modern, reduction, into);
      }
    }

    @Override
    public void close() {
      common.close();
    }
  }
}
