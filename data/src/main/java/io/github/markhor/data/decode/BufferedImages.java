package io.github.markhor.data.decode;

import io.github.markhor.data.picture.Picture;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.util.Arrays;

/**
 * Pictures as the JDK holds them, and back. Levels stay as they are, as those of a file do: what
 * the JDK itself gives for a grey pixel is another level, because it takes grey for linear light.
 */
public final class BufferedImages {
  private BufferedImages() {}

  /** Copies the levels of an image, whose alpha is not multiplied in afterwards. */
  static void read(BufferedImage image, Picture into) {
    ColorModel model = image.getColorModel();
    int type = model.getColorSpace().getType();
    int bits = model.getComponentSize(0);
    boolean isPlain =
        model instanceof ComponentColorModel
            && (bits == 8 || bits == 16)
            && model.getTransferType() != DataBuffer.TYPE_SHORT
            && !(model.hasAlpha() && model.isAlphaPremultiplied());
    if (isPlain && type == ColorSpace.TYPE_GRAY && bits == 16 && !model.hasAlpha()) {
      readWide(image.getRaster(), into);
    } else if (isPlain && (type == ColorSpace.TYPE_GRAY || type == ColorSpace.TYPE_RGB)) {
      readRaster(image.getRaster(), bits - 8, into);
    } else {
      readColours(image, into);
    }
  }

  private static void readWide(Raster raster, Picture into) {
    into.resizeWide(raster.getHeight(), raster.getWidth(), Picture.GREATEST_16);
    int width = raster.getWidth();
    int[] row = new int[width];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      System.arraycopy(row, 0, into.wideLevels(), y * width, width);
    }
  }

  /** Levels of 16 bits keep their high byte, as those of a file in colour do. */
  private static void readRaster(Raster raster, int shift, Picture into) {
    int width = raster.getWidth();
    int channels = raster.getNumBands();
    into.resize(raster.getHeight(), width, channels);
    int[] row = new int[width * channels];
    int at = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int level : row) {
        into.levels()[at++] = (byte) (level >> shift);
      }
    }
  }

  /** Palettes, packed pixels and rarer kinds, as the JDK turns them into sRGB. */
  private static void readColours(BufferedImage image, Picture into) {
    int width = image.getWidth();
    int channels = image.getColorModel().hasAlpha() ? 4 : 3;
    into.resize(image.getHeight(), width, channels);
    int[] row = new int[width];
    int at = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int argb : row) {
        into.levels()[at++] = (byte) (argb >> 16);
        into.levels()[at++] = (byte) (argb >> 8);
        into.levels()[at++] = (byte) argb;
        if (channels == 4) {
          into.levels()[at++] = (byte) (argb >> 24);
        }
      }
    }
  }

  /** An image of a picture of bytes, in the order red, green, blue: grey, RGB or ARGB. */
  public static BufferedImage of(Picture picture) {
    int height = picture.height();
    int width = picture.width();
    int channels = picture.channels();
    byte[] levels = picture.levels();
    if (channels == 1) {
      BufferedImage grey = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
      grey.getRaster().setDataElements(0, 0, width, height, trimmed(levels, height * width));
      return grey;
    }
    int type = channels == 4 ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
    BufferedImage image = new BufferedImage(width, height, type);
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = (y * width + x) * channels;
        int alpha = channels == 4 ? levels[at + 3] & 255 : 255;
        row[x] =
            alpha << 24
                | (levels[at] & 255) << 16
                | (levels[at + 1] & 255) << 8
                | (levels[at + 2] & 255);
      }
      image.setRGB(0, y, width, 1, row, 0, width);
    }
    return image;
  }

  private static byte[] trimmed(byte[] levels, int count) {
    return levels.length == count ? levels : Arrays.copyOf(levels, count);
  }
}
