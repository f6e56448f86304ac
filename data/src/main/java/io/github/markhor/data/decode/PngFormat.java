package io.github.markhor.data.decode;

import io.github.markhor.data.picture.Picture;
import io.github.markhor.data.picture.PictureDecoder;
import io.github.markhor.data.picture.PictureFile;
import io.github.markhor.data.picture.PictureSize;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * PNG, decoded by OpenCV after a look at the chunks: OpenCV fills up a file that is cut off without
 * an error, would reserve gigabytes for a chunk whose length is damaged, complains on standard
 * error of what Pillow overlooks, and drops the grey level that stands for transparency.
 */
final class PngFormat extends OpenCvFormat {
  @Override
  public String name() {
    return "PNG";
  }

  @Override
  public List<String> endings() {
    return List.of("png");
  }

  @Override
  public boolean recognizes(PictureFile file) {
    return file.startsWith("\u0089PNG");
  }

  @Override
  public Optional<PictureSize> size(PictureFile file) {
    if (!file.startsWith("\u0089PNG\r\n\u001A\n") && file.length() >= 8) {
      throw file.problem(
          "the PNG is damaged: its first bytes are not those of a PNG any more. Line ends were"
              + " changed in it, as by a transfer as text.");
    }
    ByteBuffer bytes = file.buffer();
    return Optional.of(
        new PictureSize(
            Integer.toUnsignedLong(bytes.getInt(20)), Integer.toUnsignedLong(bytes.getInt(16))));
  }

  @Override
  public PictureDecoder decoder() {
    return new Decoder();
  }

  private static final class Decoder implements PictureDecoder {
    private final OpenCvDecoder common = new OpenCvDecoder();

    @Override
    public void decode(PictureFile file, int reduction, Picture into) {
      common.decode(PngParts.of(file), reduction, into);
      int transparent = PngChunks.transparentGrey(file);
      if (into.channels() != 1 || transparent < 0) {
        return;
      }
      if (into.isWide()) {
        into.markTransparent(transparent);
      } else {
        addAlpha(into, transparent);
      }
    }

    /** Makes grey and alpha of grey, one level of which is transparent. */
    private static void addAlpha(Picture picture, int transparent) {
      byte[] grey = picture.levels().clone();
      picture.resize(picture.height(), picture.width(), 2);
      byte[] levels = picture.levels();
      for (int i = 0; i < picture.height() * picture.width(); i++) {
        levels[2 * i] = grey[i];
        levels[2 * i + 1] = (byte) ((grey[i] & 255) == transparent ? 0 : 255);
      }
    }

    @Override
    public void close() {
      common.close();
    }
  }
}
