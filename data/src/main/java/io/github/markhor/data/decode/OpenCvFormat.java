package io.github.markhor.data.decode;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imwrite;

import io.github.markhor.data.natives.OpenCv;
import io.github.markhor.data.picture.Picture;
import io.github.markhor.data.picture.PictureDecoder;
import io.github.markhor.data.picture.PictureFormat;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.opencv.opencv_core.Mat;

/** A format that OpenCV decodes and, unless it says otherwise, writes. */
abstract class OpenCvFormat implements PictureFormat {
  @Override
  public PictureDecoder decoder() {
    return new OpenCvDecoder();
  }

  @Override
  public boolean isWritable() {
    return true;
  }

  @Override
  public void write(Picture picture, Path file) throws IOException {
    OpenCv.load();
    int channels = picture.channels();
    try (Mat mat = new Mat(picture.height(), picture.width(), CV_8UC(channels))) {
      mat.data().put(blueFirst(picture));
      if (!imwrite(file.toString(), mat)) {
        throw new IOException("OpenCV could not write it");
      }
    }
  }

  /** The levels in OpenCV's order: blue, green, red. */
  private static byte[] blueFirst(Picture picture) {
    int channels = picture.channels();
    byte[] levels = new byte[picture.height() * picture.width() * channels];
    System.arraycopy(picture.levels(), 0, levels, 0, levels.length);
    for (int i = 0; channels >= 3 && i < levels.length; i += channels) {
      byte red = levels[i];
      levels[i] = levels[i + 2];
      levels[i + 2] = red;
    }
    return levels;
  }
}
