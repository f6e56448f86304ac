package io.github.markhor.data.decode;

import io.github.markhor.data.picture.Picture;
import io.github.markhor.data.picture.PictureFile;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Decodes JPEGs of four inks by the JDK's reader, which gives the inks as they are. */
final class CmykJpegDecoder {
  private static final int APP14 = 0xEE;
  private static final int YCCK = 2;

  private CmykJpegDecoder() {}

  /** Whether the frame of a JPEG has four components. */
  static boolean hasFourInks(PictureFile file) {
    int frame = JpegMarkers.frame(file);
    return frame >= 0 && frame + 9 < file.length() && file.bytes()[frame + 9] == 4;
  }

  static void decode(PictureFile file, Picture into) {
    int adobe = JpegMarkers.find(file, APP14);
    boolean isAdobe = adobe >= 0 && adobe + 16 <= file.length() && file.bytes()[adobe + 4] == 'A';
    boolean isYcck = isAdobe && file.bytes()[adobe + 15] == YCCK;
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    try (ImageInputStream in =
        ImageIO.createImageInputStream(new ByteArrayInputStream(file.bytes(), 0, file.length()))) {
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
      if (isYcck) {
        Inks.fromYcck(inks);
      }
      into.resize(raster.getHeight(), width, 3);
      Inks.convert(inks, isAdobe, into);
    } catch (IOException | RuntimeException e) {
      throw file.problem("the JDK says: " + e.getMessage(), e);
    } finally {
      reader.dispose();
    }
  }
}
