package io.github.markhor.architecture;

import io.github.markhor.CompileOptions;
import io.github.markhor.ModelOptions;
import io.github.markhor.Sequential;
import io.github.markhor.classifier.ImageClassifier;
import io.github.markhor.classifier.PictureInput;
import io.github.markhor.classifier.PixelScale;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.GlobalAveragePooling2D;
import io.github.markhor.layers.Input;
import io.github.markhor.layers.MaxPooling2D;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * The files that the programs of the documents find in their folder: {@code pictures} with a folder
 * of drawn pictures for each of two classes, {@code photo.jpg}, {@code model.keras}, a small
 * network for them, and {@code classifier}, the same with its preprocessing.
 */
final class DrawnFiles {
  private static final int EACH = 20;

  private DrawnFiles() {}

  static Path in(Path folder) throws IOException {
    Random random = new Random(5);
    for (String name : List.of("circles", "squares")) {
      Path pictures = Files.createDirectories(folder.resolve("pictures").resolve(name));
      for (int i = 0; i < EACH; i++) {
        Path file = pictures.resolve(String.format("%s%02d.jpg", name, i));
        ImageIO.write(picture(name.equals("circles"), random), "jpg", file.toFile());
      }
    }
    ImageIO.write(picture(true, random), "jpg", folder.resolve("photo.jpg").toFile());
    try (Sequential model = model()) {
      model.save(folder.resolve("model.keras"));
      ImageClassifier classifier =
          ImageClassifier.of(model, PictureInput.of(32, 32).scale(PixelScale.ZERO_TO_ONE));
      Files.createDirectories(folder.resolve("classifier"));
      classifier.save(folder.resolve("classifier"));
    }
    return folder;
  }

  private static Sequential model() {
    Sequential model =
        Sequential.of(
            ModelOptions.defaults().seed(3),
            Input.of(32, 32, 3),
            Conv2D.of(8, 3).activation("relu").name("edges"),
            MaxPooling2D.of(2),
            Conv2D.of(8, 3).activation("relu").name("shapes"),
            GlobalAveragePooling2D.of(),
            Dense.of(2).activation("softmax"));
    model.compile(
        "adam", "categorical_crossentropy", CompileOptions.defaults().metrics("accuracy"));
    model.setClassNames(List.of("circles", "squares"));
    return model;
  }

  private static BufferedImage picture(boolean circle, Random random) {
    BufferedImage image = new BufferedImage(48, 40, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(new Color(200 + random.nextInt(56), 200 + random.nextInt(56), 200));
    g.fillRect(0, 0, 48, 40);
    g.setColor(new Color(random.nextInt(120), random.nextInt(120), random.nextInt(120)));
    int side = 14 + random.nextInt(10);
    int x = random.nextInt(48 - side);
    int y = random.nextInt(40 - side);
    if (circle) {
      g.fillOval(x, y, side, side);
    } else {
      g.fillRect(x, y, side, side);
    }
    g.dispose();
    return image;
  }
}
