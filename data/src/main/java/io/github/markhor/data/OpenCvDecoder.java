package io.github.markhor.data;

import static org.bytedeco.opencv.global.opencv_core.CV_16U;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR_RGB;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** Decodes by OpenCV. */
final class OpenCvDecoder implements PictureDecoder {
  private final Mat decoded;
  private BytePointer encoded;
  private byte[] pixels = new byte[0];

  OpenCvDecoder() {
    OpenCv.load();
    decoded = new Mat();
    encoded = new BytePointer(1 << 16);
  }

  @Override
  public void decode(byte[] file, int length, Path name, ColorMode mode, Picture into) {
    if (length == 0) {
      throw new PictureException(name, "the file is empty.");
    }
    boolean jpeg = JpegEnd.isJpeg(file, length);
    if (jpeg && !JpegEnd.isComplete(file, length)) {
      throw new PictureException(
          name, "the JPEG is cut off: the file ends before the end marker of the picture.");
    }
    // JPEGs come as red, green, blue at once; of all else the raw channels are needed, because
    // OpenCV's own conversions of alpha, 16 bits and grey are not Pillow's.
    int flags = jpeg ? IMREAD_COLOR_RGB | IMREAD_IGNORE_ORIENTATION : IMREAD_UNCHANGED;
    decodeNative(file, length, name, flags);
    copyPixels(name);
    int channels = decoded.channels();
    if (channels != 1 && channels != 3 && channels != 4) {
      throw new PictureException(name, "it has " + channels + " channels, not 1, 3 or 4.");
    }
    into.resize(decoded.rows(), decoded.cols(), mode.channels());
    PixelFormat.convert(pixels, channels, !jpeg, mode, into);
  }

  private void decodeNative(byte[] file, int length, Path name, int flags) {
    if (encoded.capacity() < length) {
      encoded.deallocate();
      encoded = new BytePointer(Math.max(length, 2L * encoded.capacity()));
    }
    encoded.put(file, 0, length);
    try (Mat bytes = new Mat(1, length, CV_8UC1, (Pointer) encoded)) {
      try (Mat result = imdecode(bytes, flags, decoded)) {
        if (result == null || result.empty()) {
          throw new PictureException(
              name,
              "it is not a picture of a known format (JPEG, PNG, BMP, TIFF, PPM, GIF, WebP),"
                  + " or broken.");
        }
      }
    } catch (PictureException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new PictureException(name, "OpenCV says: " + e.getMessage(), e);
    }
  }

  /** Copies the decoded levels to {@code pixels}, as bytes. */
  private void copyPixels(Path name) {
    int values = Math.toIntExact(decoded.total() * decoded.channels());
    if (pixels.length < values) {
      pixels = new byte[values];
    }
    BytePointer data = decoded.data();
    if (decoded.depth() == CV_8U) {
      data.get(pixels, 0, values);
    } else if (decoded.depth() == CV_16U) {
      byte[] wide = new byte[Math.multiplyExact(values, 2)];
      data.get(wide, 0, wide.length);
      PixelFormat.narrow(wide, values, decoded.channels() == 1, pixels);
    } else {
      throw new PictureException(
          name,
          "its levels are neither of 8 nor of 16 bits (OpenCV depth " + decoded.depth() + ").");
    }
  }

  @Override
  public void close() {
    decoded.close();
    encoded.deallocate();
  }
}
