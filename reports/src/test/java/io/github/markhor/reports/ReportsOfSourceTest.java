package io.github.markhor.reports;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.CompileOptions;
import io.github.markhor.ModelOptions;
import io.github.markhor.Sequential;
import io.github.markhor.data.ClassMode;
import io.github.markhor.data.DirectoryImages;
import io.github.markhor.data.Flow;
import io.github.markhor.data.ImageDataGenerator;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.Input;
import io.github.markhor.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Truths, predictions, names and pictures of a source belong together, whatever its order. */
final class ReportsOfSourceTest {
  private static final int FILES = 11;

  @TempDir Path folder;

  /** Files of noise: 4 of ants, 7 of bees. */
  @BeforeEach
  void draw() throws IOException {
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < FILES; i++) {
      BufferedImage image = new BufferedImage(6, 4, BufferedImage.TYPE_INT_RGB);
      for (int p = 0; p < 24; p++) {
        image.setRGB(p % 6, p / 6, random.nextInt());
      }
      Path file = folder.resolve(i < 4 ? "ant" : "bee").resolve(i + ".png");
      Files.createDirectories(file.getParent());
      ImageIO.write(image, "png", file.toFile());
    }
  }

  private DirectoryImages source(ClassMode mode, boolean shuffle) {
    return ImageDataGenerator.rescaling(1 / 255.0)
        .flowFromDirectory(
            folder,
            Flow.defaults().targetSize(4, 6).batchSize(3).seed(9).classMode(mode).shuffle(shuffle));
  }

  private static Sequential model(int units, String activation, String loss) {
    Sequential model =
        Sequential.of(
            ModelOptions.defaults().seed(5),
            Input.of(4, 6, 3),
            Flatten.of(),
            Dense.of(units).activation(activation));
    model.compile("adam", loss, CompileOptions.defaults().metrics("accuracy"));
    return model;
  }

  @Test
  void aShuffledSourceGivesWhatAnOrderedOneDoes() {
    try (Sequential model = model(2, "softmax", "categorical_crossentropy");
        DirectoryImages ordered = source(ClassMode.CATEGORICAL, false);
        DirectoryImages shuffled = source(ClassMode.CATEGORICAL, true)) {
      Evaluation evaluation = Evaluation.of(model, shuffled);
      assertEquals(FILES, evaluation.size());
      assertEquals(List.of("ant", "bee"), evaluation.classNames());
      assertArrayEquals(ordered.classes(), evaluation.truths());
      Tensor one = ordered.toArrays().x();
      Set<Boolean> right =
          IntStream.range(0, FILES).mapToObj(evaluation::isRight).collect(Collectors.toSet());
      assertEquals(Set.of(true, false), right, "a test of one answer alone shows no order");
      for (int i = 0; i < FILES; i++) {
        assertEquals(model.predict(one.slice(i, i + 1)).get(0, 1), evaluation.score(i, 1), 1e-6);
        String name = evaluation.sampleName(i);
        assertTrue(
            name.contains(evaluation.classNames().get(evaluation.truth(i))), name + " is no such");
      }
      assertEquals(model.evaluate(shuffled).get("accuracy"), evaluation.accuracy(), 1e-6);
    }
  }

  @Test
  void oneUnitAndClassNumbers() {
    try (Sequential model = model(1, "sigmoid", "binary_crossentropy");
        DirectoryImages shuffled = source(ClassMode.BINARY, true)) {
      Evaluation evaluation = Evaluation.of(model, shuffled);
      assertEquals(model.evaluate(shuffled).get("accuracy"), evaluation.accuracy(), 1e-6);
      assertArrayEquals(shuffled.classes(), evaluation.truths());
    }
  }

  @Test
  void aPictureLiesOverItsOwnPrediction() {
    try (Sequential model = model(2, "softmax", "categorical_crossentropy");
        DirectoryImages shuffled = source(ClassMode.CATEGORICAL, true)) {
      Evaluation evaluation = Evaluation.of(model, shuffled);
      PredictionGrid grid = PredictionGrid.mistakes(evaluation, shuffled, 2, 3);
      PredictionGrid.Prediction first = grid.predictions().get(0);
      assertFalse(first.isRight());
      assertEquals(evaluation.mistakes().get(0), first.sample());
      BufferedImage drawn = grid.image();
      Tensor all = shuffled.toArrays().x();
      BufferedImage own = TensorImage.of(all.slice(first.sample(), first.sample() + 1));
      // Six pixels become 108.
      assertEquals(own.getRGB(0, 0), drawn.getRGB(10 + 9, 10 + 9));
      assertEquals(own.getRGB(4, 2), drawn.getRGB(10 + 4 * 18 + 9, 10 + 2 * 18 + 9));
      PredictionGrid plain = PredictionGrid.of(evaluation, shuffled, 4, 4);
      assertEquals(FILES, plain.predictions().size());
      PredictionGrid array = PredictionGrid.of(evaluation, all, 4);
      assertEquals(plain.predictions(), array.predictions());
      assertTrue(count(plain.image(), Palette.RIGHT.getRGB()) > 10);
      assertTrue(count(plain.image(), Palette.WRONG.getRGB()) > 10);
    }
  }

  private static int count(BufferedImage image, int rgb) {
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        count += image.getRGB(x, y) == rgb ? 1 : 0;
      }
    }
    return count;
  }

  @Test
  void refusesSourcesWithoutClassesOrWithOthers() {
    try (Sequential model = model(2, "softmax", "categorical_crossentropy");
        DirectoryImages none = source(ClassMode.NONE, true);
        DirectoryImages pictures = source(ClassMode.INPUT, true);
        DirectoryImages good = source(ClassMode.CATEGORICAL, true)) {
      assertThrows(IllegalArgumentException.class, () -> Evaluation.of(model, none));
      assertThrows(IllegalArgumentException.class, () -> Evaluation.of(model, pictures));
      model.setClassNames(List.of("bee", "ant"));
      String message =
          assertThrows(IllegalArgumentException.class, () -> Evaluation.of(model, good))
              .getMessage();
      assertTrue(message.endsWith("Received: [ant, bee]"), message);
    }
  }
}
