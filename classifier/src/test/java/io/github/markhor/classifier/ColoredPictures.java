package io.github.markhor.classifier;

import io.github.markhor.Model;
import io.github.markhor.ModelOptions;
import io.github.markhor.Sequential;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.GlobalAveragePooling2D;
import io.github.markhor.layers.Input;
import io.github.markhor.layers.Rescaling;
import io.github.markhor.tensor.Tensor;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/** Pictures in red, green and blue, and a model that tells these apart without being trained. */
final class ColoredPictures {
  static final List<String> NAMES = List.of("red", "green", "blue");

  private ColoredPictures() {}

  static BufferedImage picture(Color color, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, color.getRGB());
    }
    return image;
  }

  static Path write(BufferedImage image, Path file) {
    try {
      Files.createDirectories(file.getParent());
      String name = file.getFileName().toString();
      ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its logits are the means of the channels, from 0 to 1, times 10. */
  static Model model(String activation) {
    Sequential model =
        Sequential.of(
            ModelOptions.defaults().name("colours").seed(1),
            Input.of(4, 6, 3),
            Rescaling.of(1 / 255.0),
            GlobalAveragePooling2D.of(),
            Dense.of(3).activation(activation).name("classes"));
    model.setWeights(
        List.of(
            Tensor.of(new float[] {10, 0, 0, 0, 10, 0, 0, 0, 10}, 3, 3), Tensor.vector(0, 0, 0)));
    model.setClassNames(NAMES);
    return model;
  }

  /** Two classes that a small network learns: wide bars and high ones, in noise. */
  static void drawBars(Path folder, int each, long seed) {
    Random random = new Random(seed);
    for (String name : List.of("high", "wide")) {
      for (int i = 0; i < each; i++) {
        BufferedImage image = new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB);
        for (int k = 0; k < 400; k++) {
          image.setRGB(
              k % 20, k / 20, new Color(random.nextInt(60), 0, random.nextInt(60)).getRGB());
        }
        int at = 2 + random.nextInt(14);
        for (int k = 0; k < 60; k++) {
          int along = k % 20;
          int across = at + k / 20;
          image.setRGB(
              name.equals("high") ? across : along,
              name.equals("high") ? along : across,
              Color.YELLOW.getRGB());
        }
        write(image, folder.resolve(name).resolve(i + ".png"));
      }
    }
  }
}
