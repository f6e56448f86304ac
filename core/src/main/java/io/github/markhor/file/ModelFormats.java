package io.github.markhor.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** All formats: which one a file is of, and in which one it is to be written. */
final class ModelFormats {
  /** Enough to recognise every format. */
  private static final int START = 4096;

  private static final List<ModelFormat> ALL =
      List.of(new KerasZip(), new KerasWeightsH5(), new KerasH5());

  private ModelFormats() {}

  /**
   * The format of a file, by its content.
   *
   * @throws ModelFileException if it is not a model's, saying what it seems to be
   */
  static ModelFormat of(Path file) {
    byte[] start = start(file);
    return ALL.stream()
        .filter(format -> format.recognizes(file, start))
        .findFirst()
        .orElseThrow(
            () ->
                new ModelFileException(
                    "Expected a model in "
                        + file
                        + ", a file of "
                        + String.join(" or ", ALL.stream().map(ModelFormat::name).toList())
                        + ". Received: "
                        + guess(start)));
  }

  /** The format in which a whole model in a file of that name is written. */
  static ModelFormat forWriting(Path file) {
    return ALL.stream()
        .filter(format -> format.writes(file))
        .findFirst()
        .orElseThrow(
            () ->
                wrongName(
                    file,
                    ".keras or .h5, but not in .weights.h5, to save a model and not weights alone"));
  }

  /** The format in which weights alone in a file of that name are written. */
  static ModelFormat forWritingWeights(Path file) {
    return ALL.stream()
        .filter(format -> format.writesWeights(file))
        .findFirst()
        .orElseThrow(() -> wrongName(file, ".weights.h5 or .h5 to save weights"));
  }

  private static ModelFileException wrongName(Path file, String expected) {
    return new ModelFileException(
        "Expected a file name that ends in " + expected + ". Received: " + file);
  }

  private static byte[] start(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(START);
    } catch (NoSuchFileException missing) {
      throw new ModelFileException("There is no file " + file + ".", missing);
    } catch (IOException problem) {
      throw new ModelFileException(
          "The file " + file + " cannot be read: " + problem.getMessage(), problem);
    }
  }

  private static String guess(byte[] start) {
    String text = new String(start, StandardCharsets.ISO_8859_1);
    if (start.length == 0) {
      return "an empty file";
    }
    if (text.startsWith("version https://git-lfs")) {
      return "a Git LFS pointer in place of the file: \"git lfs pull\" fetches the file itself";
    }
    return "a file that begins with "
        + java.util.HexFormat.of().formatHex(start, 0, Math.min(start.length, 8));
  }
}
