package io.github.markhor.data;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Decodes JPEGs of four inks, whose inks OpenCV does not give away. They come from the JDK's own
 * reader, unconverted.
 */
final class CmykJpegDecoder implements PictureDecoder {
  private static final int APP14 = 0xEE;
  private static final int YCCK = 2;

  private CmykJpegDecoder() {}

  static PictureDecoder create() {
    return new CmykJpegDecoder();
  }

  /** Whether the bytes are a JPEG whose frame has four components. */
  static boolean isCmykJpeg(byte[] file, int length) {
    if (!JpegEnd.isJpeg(file, length)) {
      return false;
    }
    int frame = JpegSegments.frame(file, length);
    return frame >= 0 && frame + 9 < length && file[frame + 9] == 4;
  }

  @Override
  public void decode(
      byte[] file, int length, Path name, ColorMode mode, int reduction, Picture into) {
    if (!JpegEnd.isComplete(file, length)) {
      throw new PictureException(name, JpegEnd.CUT_OFF);
    }
    int adobe = JpegSegments.find(file, length, APP14);
    boolean isAdobe = adobe >= 0 && adobe + 16 <= length && file[adobe + 4] == 'A';
    boolean ycck = isAdobe && file[adobe + 15] == YCCK;
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    try (ImageInputStream in =
        ImageIO.createImageInputStream(new ByteArrayInputStream(file, 0, length))) {
      reader.setInput(in, true, true);
      Raster raster = reader.readRaster(0, null);
      int width = raster.getWidth();
      byte[] inks = new byte[raster.getHeight() * width * 4];
      int[] line = new int[width * 4];
      for (int row = 0; row < raster.getHeight(); row++) {
        raster.getPixels(0, row, width, 1, line);
        for (int i = 0; i < line.length; i++) {
          inks[row * line.length + i] = (byte) line[i];
        }
      }
      if (ycck) {
        Inks.fromYcck(inks);
      }
      into.resize(raster.getHeight(), width, mode.channels());
      Inks.convert(inks, isAdobe, mode, into);
    } catch (IOException | RuntimeException e) {
      throw new PictureException(name, "the JDK says: " + e.getMessage(), e);
    } finally {
      reader.dispose();
    }
  }

  @Override
  public void close() {}
}
