package io.github.markhor.data.decode;

import io.github.markhor.data.picture.PictureFile;
import io.github.markhor.data.picture.PictureSize;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/** WebP, lossy or lossless; of an animation, the first frame. */
final class WebpFormat extends OpenCvFormat {
  @Override
  public String name() {
    return "WebP";
  }

  @Override
  public List<String> endings() {
    return List.of("webp");
  }

  @Override
  public boolean countsInFlows() {
    return false;
  }

  @Override
  public boolean countsInDatasets() {
    return false;
  }

  @Override
  public boolean recognizes(PictureFile file) {
    return file.startsWith("RIFF") && file.holds(8, "WEBP");
  }

  @Override
  public Optional<PictureSize> size(PictureFile file) {
    ByteBuffer bytes = file.buffer().order(ByteOrder.LITTLE_ENDIAN);
    if (file.holds(12, "VP8 ")) {
      return size((bytes.getShort(28) & 0x3FFF), bytes.getShort(26) & 0x3FFF);
    }
    if (file.holds(12, "VP8L")) {
      int sizes = bytes.getInt(21);
      return size((sizes >>> 14 & 0x3FFF) + 1, (sizes & 0x3FFF) + 1);
    }
    if (file.holds(12, "VP8X")) {
      // The size of the canvas, in 24 bits each.
      return size((bytes.getInt(26) >>> 8) + 1, (bytes.getInt(24) & 0xFFFFFF) + 1);
    }
    return Optional.empty();
  }

  private static Optional<PictureSize> size(int height, int width) {
    return Optional.of(new PictureSize(height, width));
  }

  @Override
  public boolean isWritable() {
    return false;
  }
}
