package io.github.markhor.data.decode;

import static org.bytedeco.opencv.global.opencv_core.CV_16F;
import static org.bytedeco.opencv.global.opencv_core.CV_16S;
import static org.bytedeco.opencv.global.opencv_core.CV_16U;
import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_32S;
import static org.bytedeco.opencv.global.opencv_core.CV_64F;
import static org.bytedeco.opencv.global.opencv_core.CV_8S;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import io.github.markhor.data.natives.OpenCv;
import io.github.markhor.data.picture.Picture;
import io.github.markhor.data.picture.PictureDecoder;
import io.github.markhor.data.picture.PictureFile;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.ShortBuffer;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Decodes by OpenCV. It gives the raw channels of the file, because OpenCV's own conversions of
 * alpha, 16 bits and grey are not Pillow's.
 */
final class OpenCvDecoder implements PictureDecoder {
  /** What OpenCV's depths are, for messages. */
  private static final Map<Integer, String> KINDS =
      Map.of(
          CV_8S, "bytes with a sign",
          CV_16S, "numbers of 16 bits with a sign",
          CV_32S, "whole numbers of 32 bits",
          CV_32F, "floating-point numbers of 32 bits",
          CV_64F, "floating-point numbers of 64 bits",
          CV_16F, "floating-point numbers of 16 bits");

  private final Mat decoded;
  private BytePointer encoded;

  OpenCvDecoder() {
    OpenCv.load();
    decoded = new Mat();
    encoded = new BytePointer(1 << 16);
  }

  @Override
  public void decode(PictureFile file, int reduction, Picture into) {
    decode(file, into, IMREAD_UNCHANGED, true);
  }

  /**
   * Decodes as OpenCV's flags say.
   *
   * @param blueFirst whether these flags give colours in the order blue, green, red
   */
  void decode(PictureFile file, Picture into, int flags, boolean blueFirst) {
    decodeNative(file, flags);
    int channels = decoded.channels();
    if (channels != 1 && channels != 3 && channels != 4) {
      throw file.problem("it has " + channels + " channels, not 1, 3 or 4.");
    }
    boolean isGrey = channels == 1;
    if (decoded.depth() == CV_8U) {
      into.resize(decoded.rows(), decoded.cols(), channels);
      decoded.data().get(into.levels(), 0, values());
    } else if (isGrey && decoded.depth() == CV_16U) {
      copyGrey16(into);
    } else if (isGrey && decoded.depth() == CV_32S) {
      into.resizeWide(decoded.rows(), decoded.cols(), Integer.MAX_VALUE);
      IntBuffer levels = decoded.createBuffer();
      levels.get(0, into.wideLevels(), 0, values());
    } else if (isGrey && decoded.depth() == CV_16S) {
      copySigned16(into);
    } else if (isGrey && decoded.depth() == CV_32F) {
      copyFloats(into);
    } else if (decoded.depth() == CV_16U) {
      copyColour16(into);
    } else {
      throw file.problem(
          "its levels are "
              + KINDS.getOrDefault(decoded.depth(), "numbers of another kind")
              + " in "
              + channels
              + (isGrey ? " channel" : " channels")
              + ", which is not read; save it with levels of 8 bits.");
    }
    if (blueFirst && !isGrey) {
      into.markBlueFirst();
    }
  }

  private void decodeNative(PictureFile file, int flags) {
    int length = file.length();
    if (encoded.capacity() < length) {
      encoded.deallocate();
      encoded = new BytePointer(Math.max(length, 2L * encoded.capacity()));
    }
    encoded.put(file.bytes(), 0, length);
    boolean isEmpty;
    try (Mat bytes = new Mat(1, length, CV_8UC1, (Pointer) encoded);
        Mat result = imdecode(bytes, flags, decoded)) {
      isEmpty = result == null || result.empty();
    } catch (RuntimeException e) {
      throw file.problem("OpenCV says: " + e.getMessage(), e);
    }
    if (isEmpty) {
      throw file.problem("it is cut off or damaged: OpenCV finds no picture in it.");
    }
  }

  private int values() {
    return Math.multiplyExact(decoded.rows() * decoded.cols(), decoded.channels());
  }

  private void copyGrey16(Picture into) {
    into.resizeWide(decoded.rows(), decoded.cols(), Picture.GREATEST_16);
    ShortBuffer levels = decoded.createBuffer();
    int[] to = into.wideLevels();
    for (int i = 0; i < values(); i++) {
      to[i] = levels.get(i) & 0xFFFF;
    }
  }

  /** Pillow holds grey with a sign in 32 bits. */
  private void copySigned16(Picture into) {
    into.resizeWide(decoded.rows(), decoded.cols(), Integer.MAX_VALUE);
    ShortBuffer levels = decoded.createBuffer();
    int[] to = into.wideLevels();
    for (int i = 0; i < values(); i++) {
      to[i] = levels.get(i);
    }
  }

  /** Colours of 16 bits keep their high byte. */
  private void copyColour16(Picture into) {
    into.resize(decoded.rows(), decoded.cols(), decoded.channels());
    ShortBuffer levels = decoded.createBuffer();
    byte[] to = into.levels();
    int count = values();
    for (int i = 0; i < count; i++) {
      to[i] = (byte) (levels.get(i) >> 8);
    }
  }

  /** Grey of floating point is cut to whole levels of 0 to 255. */
  private void copyFloats(Picture into) {
    into.resize(decoded.rows(), decoded.cols(), 1);
    FloatBuffer levels = decoded.createBuffer();
    byte[] to = into.levels();
    int count = values();
    for (int i = 0; i < count; i++) {
      to[i] = (byte) (int) Math.max(0, Math.min(255, levels.get(i)));
    }
  }

  @Override
  public void close() {
    decoded.close();
    encoded.deallocate();
  }
}
