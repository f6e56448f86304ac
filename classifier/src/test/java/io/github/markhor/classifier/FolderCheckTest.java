package io.github.markhor.classifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.classifier.FolderCheck.Finding;
import io.github.markhor.classifier.FolderCheck.Kind;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a folder's pictures, of each kind, and that good pictures stay. */
final class FolderCheckTest {
  @TempDir Path root;
  private Path folder;

  /** A picture of its own for each number, mostly of one colour. */
  private static BufferedImage picture(Color color, int number, int scale) {
    BufferedImage image = ColoredPictures.picture(color, 32 * scale, 32 * scale);
    for (int y = 0; y < 8 * scale; y++) {
      for (int x = 0; x < 8 * scale; x++) {
        image.setRGB(x + number % 4 * 8 * scale, y + number / 4 * 8 * scale, 0xFFFFFF);
      }
    }
    return image;
  }

  @BeforeEach
  void draw() throws IOException {
    folder = root.resolve("pictures");
    for (int i = 0; i < 6; i++) {
      ColoredPictures.write(picture(Color.RED, i, 1), folder.resolve("red/" + i + ".png"));
      ColoredPictures.write(picture(Color.BLUE, i, 1), folder.resolve("blue/" + i + ".png"));
      ColoredPictures.write(picture(Color.GREEN, i, 1), folder.resolve("green/" + i + ".png"));
    }
    ColoredPictures.write(picture(Color.RED, 3, 2), folder.resolve("red/large.bmp"));
    ColoredPictures.write(picture(Color.GREEN, 5, 1), folder.resolve("red/wrong.png"));
    ColoredPictures.write(picture(Color.BLUE, 9, 1), folder.resolve("red/odd.png"));
    Files.writeString(folder.resolve("blue/text.jpg"), "no picture");
    Files.writeString(folder.resolve("blue/notes.txt"), "not looked at");
  }

  private Map<String, Kind> kinds(List<Finding> findings) {
    Map<String, Kind> kinds = new TreeMap<>();
    findings.forEach(
        finding -> kinds.put(folder.relativize(finding.picture()).toString(), finding.kind()));
    assertEquals(findings.size(), kinds.size());
    return kinds;
  }

  @Test
  void brokenAndDuplicatePicturesAreFoundInAnySizeAndFormat() throws IOException {
    Map<String, Kind> expected =
        Map.of(
            "blue/text.jpg", Kind.BROKEN,
            "red/large.bmp", Kind.DUPLICATE,
            "red/wrong.png", Kind.IN_TWO_CLASSES);
    List<Finding> findings = FolderCheck.of(folder).run();
    assertEquals(expected, kinds(findings));
    String all = findings.stream().map(finding -> finding.text(folder)).toList().toString();
    assertTrue(all.contains("red/large.bmp: the same picture as red/3.png"), all);
    assertTrue(all.contains("red/wrong.png: in two classes, the same picture as green/5.png"), all);
  }

  @Test
  void aClassifierSaysWhatLiesInTheWrongFolder() throws IOException {
    try (ImageClassifier classifier =
        ImageClassifier.of(ColoredPictures.model("softmax"), PictureInput.of(4, 6))) {
      Map<String, Kind> kinds =
          kinds(
              FolderCheck.of(folder).classifier(classifier, 0.9).run().stream()
                  .filter(finding -> finding.kind() == Kind.MISLABELLED)
                  .toList());
      assertEquals(
          Map.of("red/odd.png", Kind.MISLABELLED, "red/wrong.png", Kind.MISLABELLED), kinds);
      assertThrows(
          IllegalArgumentException.class, () -> FolderCheck.of(folder).classifier(classifier, 0.5));
    }
  }

  @Test
  void onlyWhatIsBrokenOrThereTwiceIsMoved() throws IOException {
    FolderCheck check = FolderCheck.of(folder);
    List<Finding> findings = check.run();
    Path aside = root.resolve("new/aside");
    assertThrows(
        IllegalArgumentException.class, () -> check.moveTo(folder.resolve("aside"), findings));
    assertEquals(2, check.moveTo(aside, findings));
    assertTrue(Files.exists(aside.resolve("red/large.bmp")));
    assertTrue(Files.exists(aside.resolve("blue/text.jpg")));
    assertFalse(Files.exists(folder.resolve("red/large.bmp")));
    assertTrue(Files.exists(folder.resolve("red/wrong.png")));
    assertTrue(Files.exists(folder.resolve("blue/notes.txt")));
    assertEquals(Map.of("red/wrong.png", Kind.IN_TWO_CLASSES), kinds(check.run()));
  }
}
