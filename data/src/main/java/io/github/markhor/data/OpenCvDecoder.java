package io.github.markhor.data;

import static org.bytedeco.opencv.global.opencv_core.CV_16U;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_32S;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR_RGB;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_2;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_8;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.ShortBuffer;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** Decodes by OpenCV. */
final class OpenCvDecoder implements PictureDecoder {
  private static final String UNKNOWN =
      "it is not a picture of a known format (JPEG, PNG, BMP, TIFF, PPM, GIF, WebP), or broken.";

  private final Mat decoded;
  private BytePointer encoded;
  private byte[] pixels = new byte[0];

  OpenCvDecoder() {
    OpenCv.load();
    decoded = new Mat();
    encoded = new BytePointer(1 << 16);
  }

  @Override
  public void decode(
      byte[] file, int length, Path name, ColorMode mode, int reduction, Picture into) {
    boolean jpeg = JpegEnd.isJpeg(file, length);
    refuseBroken(file, length, name);
    // JPEGs come as red, green, blue at once; of all else the raw channels are needed, because
    // OpenCV's own conversions of alpha, 16 bits and grey are not Pillow's.
    int flags =
        jpeg ? IMREAD_COLOR_RGB | IMREAD_IGNORE_ORIENTATION | reduced(reduction) : IMREAD_UNCHANGED;
    decodeNative(file, length, name, flags);
    int channels = decoded.channels();
    if (channels != 1 && channels != 3 && channels != 4) {
      throw new PictureException(name, "it has " + channels + " channels, not 1, 3 or 4.");
    }
    try {
      if (channels == 1 && mode == ColorMode.GRAYSCALE && isWide()) {
        copyWide(into);
      } else {
        into.resize(decoded.rows(), decoded.cols(), mode.channels());
        copy(name, channels, !jpeg, mode, into);
        if (channels == 1 && mode == ColorMode.RGBA && PngChunks.isPng(file, length)) {
          clear(PngChunks.transparentGrey(file, length), into);
        }
      }
    } catch (IllegalArgumentException e) {
      throw new PictureException(name, e.getMessage(), e);
    }
  }

  /** Of a grey picture, one level may stand for what is transparent. */
  private static void clear(int transparent, Picture picture) {
    byte[] levels = picture.levels();
    for (int i = 0; i < picture.height() * picture.width() * 4; i += 4) {
      if ((levels[i] & 255) == transparent) {
        levels[i + 3] = 0;
      }
    }
  }

  private static int reduced(int reduction) {
    switch (reduction) {
      case 2:
        return IMREAD_REDUCED_GRAYSCALE_2;
      case 4:
        return IMREAD_REDUCED_GRAYSCALE_4;
      case 8:
        return IMREAD_REDUCED_GRAYSCALE_8;
      default:
        return 0;
    }
  }

  /** Refuses what OpenCV would fill up in silence, or reserve too much memory for. */
  private static void refuseBroken(byte[] file, int length, Path name) {
    if (length == 0) {
      throw new PictureException(name, "the file is empty.");
    }
    PictureSize claimed = PictureSize.of(file, length);
    if (claimed == null) {
      throw new PictureException(name, UNKNOWN);
    }
    claimed.check(name);
    if (JpegEnd.isJpeg(file, length) && !JpegEnd.isComplete(file, length)) {
      throw new PictureException(name, JpegEnd.CUT_OFF);
    }
    if (PngChunks.isPng(file, length) && !PngChunks.areWhole(file, length)) {
      throw new PictureException(
          name, "the PNG is cut off or damaged: a part of it ends behind the file's end.");
    }
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
          throw new PictureException(name, UNKNOWN);
        }
      }
    } catch (PictureException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new PictureException(name, "OpenCV says: " + e.getMessage(), e);
    }
  }

  private boolean isWide() {
    return decoded.depth() == CV_16U || decoded.depth() == CV_32S;
  }

  private void copyWide(Picture into) {
    boolean bits16 = decoded.depth() == CV_16U;
    into.resizeWide(
        decoded.rows(), decoded.cols(), bits16 ? Picture.GREATEST_16 : Integer.MAX_VALUE);
    int count = decoded.rows() * decoded.cols();
    if (bits16) {
      ShortBuffer levels = decoded.createBuffer();
      for (int i = 0; i < count; i++) {
        into.wideLevels()[i] = levels.get(i) & 0xFFFF;
      }
    } else {
      IntBuffer levels = decoded.createBuffer();
      levels.get(0, into.wideLevels(), 0, count);
    }
  }

  private void copy(Path name, int channels, boolean blueFirst, ColorMode mode, Picture into) {
    int values = Math.multiplyExact(decoded.rows() * decoded.cols(), channels);
    boolean bytes = decoded.depth() == CV_8U;
    if (bytes && PixelFormat.fits(channels, blueFirst, mode)) {
      decoded.data().get(into.levels(), 0, values);
      return;
    }
    if (pixels.length < values) {
      pixels = new byte[values];
    }
    if (bytes) {
      decoded.data().get(pixels, 0, values);
    } else {
      narrow(name, values, channels == 1);
    }
    PixelFormat.convert(pixels, channels, blueFirst, mode, into);
  }

  /** Makes bytes of other levels: grey is clipped to 0..255, colours keep their high byte. */
  private void narrow(Path name, int values, boolean grey) {
    if (decoded.depth() == CV_16U) {
      ShortBuffer levels = decoded.createBuffer();
      for (int i = 0; i < values; i++) {
        int level = levels.get(i) & 0xFFFF;
        pixels[i] = (byte) (grey ? Math.min(level, 255) : level >> 8);
      }
    } else if (decoded.depth() == CV_32S && grey) {
      IntBuffer levels = decoded.createBuffer();
      for (int i = 0; i < values; i++) {
        pixels[i] = (byte) Math.max(0, Math.min(255, levels.get(i)));
      }
    } else if (decoded.depth() == CV_32F && grey) {
      FloatBuffer levels = decoded.createBuffer();
      for (int i = 0; i < values; i++) {
        pixels[i] = (byte) (int) Math.max(0, Math.min(255, levels.get(i)));
      }
    } else {
      throw new PictureException(
          name,
          "its levels are not of a kind that is known (OpenCV depth "
              + decoded.depth()
              + ", "
              + decoded.channels()
              + " channels).");
    }
  }

  @Override
  public void close() {
    decoded.close();
    encoded.deallocate();
  }
}
