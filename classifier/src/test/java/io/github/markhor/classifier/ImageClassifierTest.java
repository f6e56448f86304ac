package io.github.markhor.classifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.Model;
import io.github.markhor.ModelOptions;
import io.github.markhor.Sequential;
import io.github.markhor.data.Pictures;
import io.github.markhor.data.picture.PictureException;
import io.github.markhor.layers.Add;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.GlobalAveragePooling2D;
import io.github.markhor.layers.Input;
import io.github.markhor.tensor.Tensor;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes of pictures, wherever the pictures come from and whatever the model's output is. */
final class ImageClassifierTest {
  private static final Color PURPLE = new Color(204, 0, 153);
  private static final PictureInput INPUT = PictureInput.of(4, 6);

  @TempDir Path folder;

  /** The softmax of 8, 0 and 6. */
  private static void assertPurple(Classification classified) {
    double all = Math.exp(8) + Math.exp(0) + Math.exp(6);
    List<String> names = classified.scores().stream().map(Classification.Score::name).toList();
    assertEquals(List.of("red", "blue", "green"), names);
    assertEquals(Math.exp(8) / all, classified.best().probability(), 1e-5);
    assertEquals(Math.exp(6) / all, classified.top(2).get(1).probability(), 1e-5);
    assertEquals(3, classified.top(9).size());
  }

  @Test
  void filesBytesImagesAndTensorsGiveTheSameClasses() throws IOException {
    BufferedImage image = ColoredPictures.picture(PURPLE, 30, 11);
    Path file = ColoredPictures.write(image, folder.resolve("purple.png"));
    for (String activation : List.of("softmax", "linear")) {
      try (ImageClassifier classifier =
          ImageClassifier.of(ColoredPictures.model(activation), INPUT)) {
        assertPurple(classifier.classify(file));
        assertPurple(classifier.classify(Files.readAllBytes(file)));
        assertPurple(classifier.classify(image));
        assertPurple(classifier.classify(Pictures.load(file, INPUT.flow())));
      }
    }
  }

  @Test
  void picturesOfAnotherShapeAreRefusedAlsoWithAsManyNumbers() {
    try (ImageClassifier classifier = ImageClassifier.of(ColoredPictures.model("softmax"), INPUT)) {
      int[] sizes = {INPUT.width(), 3, INPUT.height()};
      Tensor turned = Tensor.of(new float[sizes[0] * sizes[1] * sizes[2]], sizes);
      Tensor right = Pictures.load(ColoredPictures.picture(PURPLE, 9, 9), INPUT.flow());
      assertThrows(IllegalArgumentException.class, () -> classifier.classify(turned));
      assertThrows(
          IllegalArgumentException.class, () -> classifier.classifyAll(List.of(right, turned)));
      float[] broken = right.toArray();
      broken[4] = Float.NaN;
      assertThrows(
          IllegalStateException.class, () -> classifier.classify(Tensor.of(broken, right.shape())));
      PictureInput other = PictureInput.of(INPUT.height() + 1, INPUT.width());
      assertThrows(
          IllegalArgumentException.class, () -> ImageClassifier.of(classifier.model(), other));
      PictureInput grey = INPUT.colorMode(io.github.markhor.data.picture.ColorMode.GRAYSCALE);
      assertThrows(
          IllegalArgumentException.class, () -> ImageClassifier.of(classifier.model(), grey));
    }
  }

  @Test
  void manyFilesKeepTheirOrder() {
    Color[] colors = {Color.BLUE, Color.RED, Color.GREEN};
    List<Path> files = new java.util.ArrayList<>();
    for (int i = 0; i < 70; i++) {
      BufferedImage image = ColoredPictures.picture(colors[i % 3], 5 + i, 7);
      files.add(ColoredPictures.write(image, folder.resolve(i + ".png")));
    }
    try (ImageClassifier classifier = ImageClassifier.of(ColoredPictures.model("softmax"), INPUT)) {
      List<Classification> all = classifier.classify(files);
      String[] expected = {"blue", "red", "green"};
      for (int i = 0; i < 70; i++) {
        assertEquals(expected[i % 3], all.get(i).best().name(), "picture " + i);
      }
      assertEquals(List.of(), classifier.classify(List.<Path>of()));
      Path text = Files.writeString(folder.resolve("text.png"), "no picture");
      assertThrows(PictureException.class, () -> classifier.classify(text));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void whatIsSavedIsLoadedWithItsInputAndItsClasses() {
    Path file =
        ColoredPictures.write(ColoredPictures.picture(PURPLE, 9, 9), folder.resolve("p.png"));
    PictureInput input =
        INPUT
            .keepAspectRatio(true)
            .interpolation(io.github.markhor.data.picture.Interpolation.LANCZOS);
    Path saved = folder.resolve("new/classifier");
    try (ImageClassifier classifier = ImageClassifier.of(ColoredPictures.model("softmax"), input)) {
      classifier.save(saved);
    }
    try (ImageClassifier folderOf = ImageClassifier.load(saved);
        ImageClassifier fileOf = ImageClassifier.load(saved.resolve("model.keras"))) {
      assertPurple(folderOf.classify(file));
      assertPurple(fileOf.classify(file));
      assertEquals(input.toString(), folderOf.input().toString());
      assertTrue(folderOf.toString().contains("lanczos, cut"), folderOf.toString());
      assertEquals(ColoredPictures.NAMES, folderOf.classNames());
    }
  }

  /** Its picture is the middle, and its pixels are from -1 to 1. */
  @Test
  void anExportOfTeachableMachineOpensWithItsLabels() throws IOException {
    Sequential model =
        Sequential.of(
            ModelOptions.defaults().seed(1),
            Input.of(4, 4, 3),
            GlobalAveragePooling2D.of(),
            Dense.of(2).activation("softmax"));
    // The first class is likelier where the mean of red is above 0: above level 127.5.
    model.setWeights(
        List.of(Tensor.of(new float[] {5, -5, 0, 0, 0, 0}, 3, 2), Tensor.vector(0, 0)));
    try (model) {
      model.save(folder.resolve("keras_model.h5"));
    }
    Files.writeString(folder.resolve("labels.txt"), "0 bright one\n1 dark one\n\n");
    BufferedImage image = ColoredPictures.picture(new Color(140, 0, 0), 12, 4);
    for (int i = 0; i < 16; i++) {
      // Beside the middle square; the mean of the whole picture is dark.
      image.setRGB(i % 4, i / 4, 0);
      image.setRGB(8 + i % 4, i / 4, 0);
    }
    Path file = ColoredPictures.write(image, folder.resolve("p.png"));
    double red = 140 / 127.5 - 1;
    try (ImageClassifier classifier = ImageClassifier.load(folder)) {
      Classification classified = classifier.classify(file);
      assertEquals("bright one", classified.best().name());
      double expected = 1 / (1 + Math.exp(-10 * red));
      assertEquals(expected, classified.best().probability(), 1e-4);
    }
    try (ImageClassifier other =
        ImageClassifier.load(folder, input -> input.scale(PixelScale.LEVELS))) {
      assertEquals(1, other.classify(file).best().probability(), 1e-6);
    }
  }

  @Test
  void oneUnitIsTheProbabilityOfTheSecondClass() {
    for (String activation : List.of("sigmoid", "linear")) {
      Sequential model =
          Sequential.of(
              ModelOptions.defaults().seed(1),
              Input.of(2, 2, 1),
              Flatten.of(),
              Dense.of(1).activation(activation));
      model.setWeights(List.of(Tensor.of(new float[] {0, 0, 0, 0}, 4, 1), Tensor.vector(2)));
      model.setClassNames(List.of("no", "yes"));
      try (ImageClassifier classifier =
          ImageClassifier.of(model, PictureInput.of(model.inputShape()))) {
        Classification classified = classifier.classify(Tensor.zeros(2, 2, 1));
        assertEquals("yes", classified.best().name());
        assertEquals(1 / (1 + Math.exp(-2)), classified.best().probability(), 1e-6);
        assertEquals(1 / (1 + Math.exp(2)), classified.scores().get(1).probability(), 1e-6);
      }
    }
  }

  @Test
  void modelsThatClassifyNoPicturesAreRefused() {
    Input a = Input.of(4, 6, 3);
    Input b = Input.of(4, 6, 3);
    try (Model two = Model.of(List.of(a, b), List.of(Flatten.of().apply(Add.of().apply(a, b))));
        Model maps = Model.of(a, Add.of().apply(a, a));
        Model flat = Sequential.of(Input.of(5), Dense.of(2));
        Model colours = ColoredPictures.model("softmax")) {
      for (Model wrong : List.of(two, maps)) {
        assertThrows(IllegalArgumentException.class, () -> ImageClassifier.of(wrong, INPUT));
      }
      assertThrows(IllegalArgumentException.class, () -> PictureInput.of(flat.inputShape()));
      ImageClassifier classifier = ImageClassifier.of(colours, INPUT);
      assertThrows(
          IllegalArgumentException.class, () -> classifier.classify(Tensor.zeros(4, 5, 3)));
    }
    assertThrows(IllegalArgumentException.class, () -> ImageClassifier.load(folder));
    assertThrows(IllegalArgumentException.class, () -> PixelScale.of("0..2"));
  }

  @Test
  void labelsThatDoNotFitAreRefusedWithTheirNumber() throws IOException {
    try (Model model = Sequential.of(Input.of(4, 4, 3), Flatten.of(), Dense.of(3))) {
      model.save(folder.resolve("m.keras"));
    }
    Files.writeString(folder.resolve("labels.txt"), "cat\ndog\n");
    String refused =
        assertThrows(IllegalArgumentException.class, () -> ImageClassifier.load(folder))
            .getMessage();
    assertTrue(refused.contains("3 classes. Received: 2 names"), refused);
  }

  @Test
  void choicesAreNamedAsInKeras() {
    PictureInput named = PictureInput.of(4, 5).colorMode("grayscale").scale("-1..1");
    assertEquals(PixelScale.MINUS_ONE_TO_ONE, named.scale());
    assertEquals(1, named.flow().colorMode().channels());
  }
}
