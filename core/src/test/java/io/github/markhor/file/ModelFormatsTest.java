package io.github.markhor.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The format of a file, by its content when it is read and by its name when it is written. */
final class ModelFormatsTest {
  private static final Named BOX =
      new Named("box", List.of(".box"), List.of(".w.box"), ModelFormat.Claim.CONTAINER);
  private static final Named RED =
      new Named("red", List.of(".red", ".r.box"), List.of(), ModelFormat.Claim.CERTAIN);
  private static final Named BLUE =
      new Named("blue", List.of(".box"), List.of(".blue"), ModelFormat.Claim.CERTAIN);
  private static final Named NONE =
      new Named("none", List.of(".none"), List.of(".none"), ModelFormat.Claim.NONE);

  @TempDir Path folder;

  /** A format that claims every file in the same way. */
  private record Named(
      String name, List<String> modelEndings, List<String> weightsEndings, Claim always)
      implements ModelFormat {
    @Override
    public Claim claim(Path file, byte[] start) {
      return always;
    }

    @Override
    public SavedModel read(Path file) {
      throw new AssertionError("not read");
    }

    @Override
    public SavedWeights readWeights(Path file, Architecture model) {
      throw new AssertionError("not read");
    }

    @Override
    public void write(SavedModel model, Path file) {
      throw new AssertionError("not written");
    }

    @Override
    public void writeWeights(SavedModel model, Path file) {
      throw new AssertionError("not written");
    }
  }

  private static ModelFormats formats(ModelFormat... formats) {
    return new ModelFormats(List.of(formats));
  }

  private static void assertRefused(Executable action, String... words) {
    String message = assertThrows(ModelFileException.class, action).getMessage();
    for (String word : words) {
      assertTrue(message.contains(word), word + " in " + message);
    }
  }

  private Path file(String content) {
    try {
      return Files.write(folder.resolve("model.h5"), content.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException problem) {
      throw new AssertionError(problem);
    }
  }

  @Test
  void theSurestClaimReads() {
    Path file = file("any");
    assertSame(RED, formats(BOX, RED, NONE).of(file));
    assertSame(RED, formats(RED, NONE, BOX).of(file));
    assertSame(BOX, formats(NONE, BOX).of(file));
  }

  @Test
  void twoClaimsThatAreEquallySureAreRefusedWithBothNames() {
    Path file = file("any");
    assertRefused(() -> formats(RED, BLUE, BOX).of(file), "red (.red", "blue (.box or .blue)");
    assertRefused(() -> formats(BLUE, BOX, RED).of(file), "red", "blue");
  }

  @Test
  void theLongestEndingDecides() {
    ModelFormats formats = formats(BOX, RED, NONE);
    assertSame(BOX, formats.forModel(Path.of("a.box")));
    assertSame(RED, formats.forModel(Path.of("A.R.BOX")));
    assertSame(BOX, formats.forWeights(Path.of("a.w.box")));
    assertSame(NONE, formats.forWeights(Path.of("a.none")));
  }

  @Test
  void anEndingForTheOtherPurposeIsRefused() {
    ModelFormats formats = formats(BOX, RED, NONE);
    assertRefused(
        () -> formats.forModel(Path.of("a.w.box")),
        "a whole model",
        ".box, .red, .r.box or .none",
        "a.w.box, a name for weights alone");
    assertRefused(
        () -> formats.forWeights(Path.of("a.r.box")),
        "weights alone",
        ".w.box or .none",
        "a.r.box, a name for a whole model");
    assertRefused(() -> formats.forModel(Path.of("a.txt")), "Received: a.txt");
  }

  @Test
  void oneEndingOfTwoFormatsIsRefusedWithBothNames() {
    assertRefused(() -> formats(BOX, BLUE).forModel(Path.of("a.box")), "box", "blue", "a.box");
  }

  @Test
  void kerasFormatsAreFoundByTheirEndings() {
    assertEquals("KerasZip", className(ModelFormats.forWriting(Path.of("a.keras"))));
    assertEquals("KerasH5", className(ModelFormats.forWriting(Path.of("a.h5"))));
    assertEquals("KerasH5", className(ModelFormats.forWriting(Path.of("a.HDF5"))));
    assertEquals("KerasH5", className(ModelFormats.forWritingWeights(Path.of("a.h5"))));
    assertEquals(
        "KerasWeightsH5", className(ModelFormats.forWritingWeights(Path.of("a.weights.h5"))));
    assertRefused(
        () -> ModelFormats.forWriting(Path.of("a.weights.h5")), ".keras", ".h5", "weights alone");
    assertRefused(() -> ModelFormats.forWritingWeights(Path.of("a.keras")), ".weights.h5", ".h5");
  }

  private static String className(ModelFormat format) {
    return format.getClass().getSimpleName();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version https://git-lfs.github.com/spec/v1 | git lfs pull",
        "<!DOCTYPE html><html> | page of the web",
        "\u00ef\u00bb\u00bf <?xml version='1.0'?><!-- - --><HTML> | page of the web",
        "<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error> | XML",
        "<PMML version='4.4'> | XML",
        "{\"class_name\": \"Sequential\"} | fromJson",
        "PK\u0003\u0004... | damaged",
        "GIF89a | 474946383961",
        "hello | begins with 68656c6c6f",
        "Not Found | a text: Not Found",
        "\u0089HDF | cut off",
      })
  void whatIsNoModelIsToldByItsContent(String content, String expected) {
    Path file = file(content);
    assertRefused(() -> ModelFormats.read(file), expected, file.toString());
  }

  @Test
  void emptyAndZeroAndMissingFilesAndPicklesAreTold() {
    assertRefused(() -> ModelFormats.read(file("\u0080\u0004\u0001")), "pickle");
    assertRefused(() -> ModelFormats.read(file("")), "empty file");
    assertRefused(() -> ModelFormats.read(file("\0".repeat(100))), "zeros");
    assertRefused(() -> ModelFormats.read(folder.resolve("missing.h5")), "no file", "missing.h5");
  }

  @Test
  void foldersAreToldByWhatTheyHold() throws IOException {
    assertRefused(() -> ModelFormats.read(folder), "Received a folder");
    Files.createFile(folder.resolve("model.weights.h5"));
    assertRefused(() -> ModelFormats.read(folder), "unpacked", folder.toString());
    Files.createFile(folder.resolve("saved_model.pb"));
    assertRefused(() -> ModelFormats.read(folder), "SavedModel of TensorFlow");
  }

  @Test
  void aFileSystemThatIsClosedIsNamed() throws IOException {
    Path inside;
    try (FileSystem zip =
        FileSystems.newFileSystem(folder.resolve("a.zip"), Map.of("create", "true"))) {
      inside = zip.getPath("/m.keras");
    }
    assertRefused(() -> ModelFormats.read(inside), "closed", "m.keras");
    assertRefused(() -> AtomicFile.write(inside, temporary -> {}), "closed", "m.keras");
  }

  @Test
  void theFormatsAreListedForAFileThatIsNone() {
    assertRefused(
        () -> ModelFormats.read(file("hello")),
        "Keras's ZIP format (.keras)",
        "Keras's HDF5 format (.h5 or .hdf5)",
        "Keras's weights alone (.weights.h5)");
  }
}
