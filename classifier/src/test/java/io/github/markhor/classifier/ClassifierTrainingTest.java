package io.github.markhor.classifier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.Model;
import io.github.markhor.ModelOptions;
import io.github.markhor.Sequential;
import io.github.markhor.callbacks.Callback;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.Input;
import io.github.markhor.layers.MaxPooling2D;
import io.github.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a folder of pictures to a classifier, also after an interruption, also on a base. */
final class ClassifierTrainingTest {
  @TempDir Path root;
  private Path pictures;

  @BeforeEach
  void draw() {
    pictures = root.resolve("pictures");
    ColoredPictures.drawBars(pictures, 40, 5);
  }

  private ClassifierTraining training(String out) {
    return ClassifierTraining.of(pictures, root.resolve(out))
        .epochs(4)
        .batchSize(8)
        .seed(3)
        .verbose(0);
  }

  private static Callback failingAfter(int epoch) {
    return new Callback() {
      @Override
      public void onEpochBegin(int begun) {
        if (begun == epoch) {
          throw new IllegalStateException("the power went off");
        }
      }
    };
  }

  private static void assertSameWeights(ImageClassifier expected, ImageClassifier actual) {
    List<Tensor> weights = expected.model().getWeights();
    for (int i = 0; i < weights.size(); i++) {
      assertArrayEquals(
          weights.get(i).toArray(), actual.model().getWeights().get(i).toArray(), "weight " + i);
    }
  }

  private double accuracy(ImageClassifier classifier) {
    Path others = root.resolve("others");
    ColoredPictures.drawBars(others, 25, 77);
    int right = 0;
    for (String name : List.of("high", "wide")) {
      for (int i = 0; i < 25; i++) {
        Path file = others.resolve(name).resolve(i + ".png");
        right += classifier.classify(file).best().name().equals(name) ? 1 : 0;
      }
    }
    return right / 50.0;
  }

  @Test
  void learnsAndLeavesAFolderThatCanBeAsked() throws IOException {
    List<String> lines = new ArrayList<>();
    try (ImageClassifier classifier = training("out").log(lines::add).run()) {
      assertEquals(List.of("high", "wide"), classifier.classNames());
      assertTrue(accuracy(classifier) > 0.9, "accuracy " + accuracy(classifier));
    }
    try (ImageClassifier classifier = ImageClassifier.load(root.resolve("out"))) {
      assertTrue(accuracy(classifier) > 0.9);
      assertEquals("20x20 rgb, bilinear, pixels 0..255", classifier.input().toString());
    }
    assertEquals(5, Files.readAllLines(root.resolve("out/history.csv")).size());
    assertFalse(Files.exists(root.resolve("out/backup")));
    assertEquals("80 pictures of 2 classes: 40 high, 40 wide", lines.get(0));
  }

  @Test
  void aTrainingThatWasBrokenOffEndsAsIfItHadNotBeen() throws IOException {
    try (ImageClassifier whole = training("whole").run()) {
      ClassifierTraining broken = training("broken");
      assertThrows(IllegalStateException.class, () -> broken.callbacks(failingAfter(2)).run());
      String refused = assertThrows(IllegalArgumentException.class, broken::run).getMessage();
      assertTrue(refused.contains("was broken off: resume it"), refused);
      String other =
          assertThrows(IllegalArgumentException.class, () -> broken.resume(true).batchSize(4).run())
              .getMessage();
      assertTrue(other.contains("batch-size was 8 and is 4"), other);
      try (ImageClassifier resumed = broken.resume(true).run()) {
        assertSameWeights(whole, resumed);
      }
      assertEquals(
          Files.readString(root.resolve("whole/history.csv")),
          Files.readString(root.resolve("broken/history.csv")));
      assertThrows(IllegalArgumentException.class, () -> broken.resume(true).run());
      assertThrows(IllegalArgumentException.class, () -> training("none").resume(true).run());
    }
  }

  @Test
  void resultsAreReplacedOnlyOnRequest() {
    ClassifierTraining training = training("out").epochs(1);
    training.run().close();
    String refused = assertThrows(IllegalArgumentException.class, training::run).getMessage();
    assertTrue(refused.contains("has ended"), refused);
    training.overwrite(true).run().close();
  }

  private Path base() {
    Path file = root.resolve("base.keras");
    try (Model base =
        Sequential.of(
            ModelOptions.defaults().seed(8),
            Input.of(24, 24, 3),
            Conv2D.of(24, 5).activation("relu").name("first"),
            MaxPooling2D.of(2),
            Conv2D.of(24, 5).activation("relu").name("second"),
            Flatten.of(),
            Dense.of(7).activation("softmax"))) {
      base.save(file);
    }
    return file;
  }

  private ClassifierTraining onBase(String out) {
    return training(out)
        .base(base(), PixelScale.MINUS_ONE_TO_ONE)
        .epochs(60)
        .fineEpochs(3)
        .fineLayers(2);
  }

  @Test
  void aBaseIsFrozenFirstAndItsLastLayersAreTrainedThen() {
    try (ImageClassifier classifier = onBase("out").run();
        Model base = Model.load(base())) {
      assertEquals(24, classifier.input().height());
      assertTrue(accuracy(classifier) > 0.8, "accuracy " + accuracy(classifier));
      List<Tensor> weights = classifier.model().getWeights();
      float[] first = base.getWeights().get(0).toArray();
      float[] second = base.getWeights().get(2).toArray();
      assertArrayEquals(first, weights.get(0).toArray());
      double changed = 0;
      for (int i = 0; i < second.length; i++) {
        changed = Math.max(changed, Math.abs(second[i] - weights.get(2).toArray()[i]));
      }
      assertTrue(changed > 1e-6, "the last layers of the base have not been trained");
      assertEquals(2, classifier.model().outputShape().size(0));
    }
  }

  @Test
  void aBrokenOffSecondPhaseGoesOnWithTheTrainedHead() {
    try (ImageClassifier whole = onBase("whole").run()) {
      ClassifierTraining broken = onBase("broken");
      assertThrows(IllegalStateException.class, () -> broken.callbacks(failingAfter(61)).run());
      List<String> lines = new ArrayList<>();
      try (ImageClassifier resumed = broken.resume(true).log(lines::add).run()) {
        assertTrue(lines.contains("The head was trained before"), lines.toString());
        assertSameWeights(whole, resumed);
      }
    }
  }

  @Test
  void foldersThatAreNoneOfClassesAreRefusedBeforeAnythingIsWritten() throws IOException {
    Path one = root.resolve("one");
    Files.createDirectories(one.resolve("only"));
    Files.copy(pictures.resolve("high/0.png"), one.resolve("only/0.png"));
    Path out = root.resolve("out");
    String refused =
        assertThrows(IllegalArgumentException.class, () -> ClassifierTraining.of(one, out).run())
            .getMessage();
    assertTrue(refused.contains("at least two classes. Received: "), refused);
    assertFalse(Files.exists(out));
  }
}
