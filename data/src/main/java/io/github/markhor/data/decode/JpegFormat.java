package io.github.markhor.data.decode;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR_RGB;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_2;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_8;

import io.github.markhor.data.picture.Picture;
import io.github.markhor.data.picture.PictureDecoder;
import io.github.markhor.data.picture.PictureFile;
import io.github.markhor.data.picture.PictureSize;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** JPEG, decoded by OpenCV; those of four inks by the JDK, since OpenCV does not give the inks. */
final class JpegFormat extends OpenCvFormat {
  @Override
  public String name() {
    return "JPEG";
  }

  @Override
  public List<String> endings() {
    return List.of("jpg", "jpeg");
  }

  @Override
  public boolean recognizes(PictureFile file) {
    // JPEG-LS, which is named as a foreign format, differs in the next byte alone.
    return file.startsWith("\u00FF\u00D8\u00FF") && !file.holds(3, "\u00F7");
  }

  @Override
  public Optional<PictureSize> size(PictureFile file) {
    int frame = JpegMarkers.frame(file);
    if (frame < 0) {
      return Optional.empty();
    }
    ByteBuffer bytes = file.buffer();
    return Optional.of(
        new PictureSize(bytes.getShort(frame + 5) & 0xFFFF, bytes.getShort(frame + 7) & 0xFFFF));
  }

  @Override
  public PictureDecoder decoder() {
    return new Decoder();
  }

  private static final class Decoder implements PictureDecoder {
    private final OpenCvDecoder common = new OpenCvDecoder();

    @Override
    public void decode(PictureFile file, int reduction, Picture into) {
      if (!JpegMarkers.hasEnd(file)) {
        throw file.problem(
            "the JPEG is cut off: the file ends before the end marker of the picture.");
      }
      if (CmykJpegDecoder.hasFourInks(file)) {
        CmykJpegDecoder.decode(file, into);
      } else {
        int flags = IMREAD_COLOR_RGB | IMREAD_IGNORE_ORIENTATION | reduced(reduction);
        common.decode(file, into, flags, false);
      }
    }

    private static int reduced(int reduction) {
      return switch (reduction) {
        case 2 -> IMREAD_REDUCED_GRAYSCALE_2;
        case 4 -> IMREAD_REDUCED_GRAYSCALE_4;
        case 8 -> IMREAD_REDUCED_GRAYSCALE_8;
        default -> 0;
      };
    }

    @Override
    public void close() {
      common.close();
    }
  }
}
