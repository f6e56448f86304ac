package io.github.markhor.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** All formats: which one a file is of, and in which one it is to be written. */
public final class ModelFormats {
  private static final String PICKLE = "a pickle of Python, which would have to be executed";

  /** Enough to recognise every format. */
  private static final int START = 4096;

  private static final List<ModelFormat> ALL =
      List.of(new KerasZip(), new KerasWeightsH5(), new KerasH5());

  /** What people's files hold instead of a model, by how they begin. */
  private static final Map<String, String> OTHERS = new LinkedHashMap<>();

  static {
    OTHERS.put(
        "version https://git-lfs",
        "a Git LFS pointer in place of the file: \"git lfs pull\" fetches the file itself");
    OTHERS.put(
        "<", "a page of the web in place of the file: it was downloaded from a wrong address");
    OTHERS.put("\u0080\u0002", PICKLE);
    OTHERS.put("\u0080\u0003", PICKLE);
    OTHERS.put("\u0080\u0004", PICKLE);
    OTHERS.put("\u0080\u0005", PICKLE);
    OTHERS.put("\u001f\u008b", "a file packed by gzip, which is to be unpacked first");
    OTHERS.put("PK", "a ZIP archive that holds no model, or is to be unpacked first");
    OTHERS.put(
        "{", "JSON: an architecture without weights, which Sequential.fromJson builds, or a stub");
    OTHERS.put("\u0089HDF", "an HDF5 file that is cut off or damaged at its beginning");
  }

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

  /** Opens a whole model, in whatever format it is. */
  public static SavedModel read(Path file) {
    ModelFormat format = of(file);
    return understood(file, () -> format.read(file));
  }

  /**
   * Opens weights, in whatever format they are.
   *
   * @param layers of the model that they are for
   */
  public static SavedWeights readWeights(Path file, List<Map<String, Object>> layers) {
    ModelFormat format = of(file);
    return understood(file, () -> format.readWeights(file, layers));
  }

  /** Refuses what stands where something of another kind belongs, wherever that shows. */
  private static <T> T understood(Path file, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (ClassCastException | NullPointerException | IndexOutOfBoundsException wrong) {
      throw new ModelFileException(
          "The file " + file + " is damaged, or not as Keras writes it: " + wrong, wrong);
    }
  }

  /** The format in which a whole model in a file of that name is written. */
  public static ModelFormat forWriting(Path file) {
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
  public static ModelFormat forWritingWeights(Path file) {
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
    for (Map.Entry<String, String> known : OTHERS.entrySet()) {
      if (text.stripLeading().startsWith(known.getKey())) {
        return known.getValue();
      }
    }
    if (text.chars().allMatch(c -> c == 0)) {
      return "a file of zeros: it was never filled, or its download was broken off";
    }
    return "a file that begins with "
        + java.util.HexFormat.of().formatHex(start, 0, Math.min(start.length, 8));
  }
}
