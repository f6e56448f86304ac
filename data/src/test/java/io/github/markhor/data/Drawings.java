package io.github.markhor.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * Pictures that the tests draw themselves: no two pixels, rows or channels are alike by symmetry.
 */
public final class Drawings {
  private Drawings() {}

  /** The level of a pixel: 0 to 255, different in every direction. */
  public static int level(int row, int column, int channel, int picture) {
    return (row * 29 + column * 13 + channel * 71 + picture * 97 + row * column) % 256;
  }

  /** A picture as levels (H, W, C). */
  public static float[] levels(int height, int width, int channels, int picture) {
    float[] levels = new float[height * width * channels];
    int at = 0;
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        for (int c = 0; c < channels; c++) {
          levels[at++] = level(row, column, c, picture);
        }
      }
    }
    return levels;
  }

  public static BufferedImage draw(int height, int width, int picture) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        int rgb = 0;
        for (int c = 0; c < 3; c++) {
          rgb = rgb << 8 | level(row, column, c, picture);
        }
        image.setRGB(column, row, rgb);
      }
    }
    return image;
  }

  /** Writes the picture as a file of the format that its ending names; its folders are made. */
  public static Path write(Path file, int height, int width, int picture) {
    return write(file, draw(height, width, picture));
  }

  public static Path write(Path file, BufferedImage image) {
    String name = file.getFileName().toString();
    try {
      Files.createDirectories(file.getParent());
      if (!ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile())) {
        throw new IllegalArgumentException("No writer for " + name);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A folder of classes "ant", "bee" and so on with so many PNGs each; sizes differ. */
  public static Path classes(Path root, int... counts) {
    String[] names = {"ant", "bee", "cat"};
    for (int c = 0; c < counts.length; c++) {
      for (int i = 0; i < counts[c]; i++) {
        write(root.resolve(names[c]).resolve("p" + i + ".png"), 9 + i % 3, 12 + c, c * 100 + i);
      }
    }
    return root;
  }
}
