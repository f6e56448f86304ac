package io.github.markhor.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * All formats of all catalogues.
 *
 * <p>A file is read by the format whose {@link ModelFormat.Claim} is the surest, whatever its name.
 * It is written by the format that has the longest ending of its name, so {@code .weights.h5} is
 * not taken for {@code .h5}; if that format does not hold what is to be written, a whole model or
 * weights alone, the name is refused. Where two formats would do, none is taken and both are named:
 * the order of the class path decides nothing.
 */
public final class ModelFormats {
  /** Enough to recognise every format. */
  private static final int START = 4096;

  private static final ModelFormats ALL =
      new ModelFormats(
          ServiceLoader.load(ModelFormatCatalogue.class).stream()
              .flatMap(catalogue -> catalogue.get().formats().stream())
              .toList());

  private final List<ModelFormat> formats;

  ModelFormats(List<ModelFormat> formats) {
    this.formats = List.copyOf(formats);
  }

  /** Opens a whole model, in whatever format it is. */
  public static SavedModel read(Path file) {
    return ALL.of(file).read(file);
  }

  /**
   * Opens weights, in whatever format they are.
   *
   * @param model the one that they are for
   */
  public static SavedWeights readWeights(Path file, Architecture model) {
    return ALL.of(file).readWeights(file, model);
  }

  /**
   * The format in which a whole model in a file of that name is written.
   *
   * @throws ModelFileException if the name has no ending of such a format
   */
  public static ModelFormat forWriting(Path file) {
    return ALL.forModel(file);
  }

  /**
   * The format in which weights alone in a file of that name are written.
   *
   * @throws ModelFileException if the name has no ending of such a format
   */
  public static ModelFormat forWritingWeights(Path file) {
    return ALL.forWeights(file);
  }

  /**
   * The format of a file, by its content.
   *
   * @throws ModelFileException if it is not a model's, saying what it seems to be
   */
  ModelFormat of(Path file) {
    byte[] start = start(file);
    ModelFormat.Claim surest = ModelFormat.Claim.NONE;
    List<ModelFormat> found = new ArrayList<>();
    for (ModelFormat format : formats) {
      ModelFormat.Claim claim = format.claim(file, start);
      if (claim.compareTo(surest) > 0) {
        surest = claim;
        found.clear();
      }
      if (claim == surest) {
        found.add(format);
      }
    }
    if (surest == ModelFormat.Claim.NONE) {
      throw new ModelFileException(
          "Expected a model in "
              + file
              + ", a file of "
              + listed(formats.stream().map(ModelFormats::described).toList())
              + ". Received: "
              + ForeignFiles.guess(start));
    }
    return single(found, file);
  }

  ModelFormat forModel(Path file) {
    return byName(file, ModelFormat::modelEndings, "a whole model", "weights alone");
  }

  ModelFormat forWeights(Path file) {
    return byName(file, ModelFormat::weightsEndings, "weights alone", "a whole model");
  }

  /**
   * The format of the longest ending that a name has.
   *
   * @param endings for what is to be written
   * @param wanted what is to be written, for messages
   * @param other what the name may be meant for instead
   */
  private ModelFormat byName(
      Path file, Function<ModelFormat, List<String>> endings, String wanted, String other) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    String longest =
        formats.stream()
            .flatMap(ModelFormats::allEndings)
            .filter(name::endsWith)
            .max(Comparator.comparing(String::length))
            .orElse(null);
    List<ModelFormat> found =
        formats.stream()
            .filter(format -> longest != null && endings.apply(format).contains(longest))
            .toList();
    if (found.isEmpty()) {
      throw new ModelFileException(
          "Expected a file name for "
              + wanted
              + ", which ends in "
              + listed(formats.stream().flatMap(each -> endings.apply(each).stream()).toList())
              + ". Received: "
              + file
              + (longest == null ? "" : ", a name for " + other));
    }
    return single(found, file);
  }

  private static Stream<String> allEndings(ModelFormat format) {
    return Stream.of(format.modelEndings(), format.weightsEndings()).flatMap(Collection::stream);
  }

  private static ModelFormat single(List<ModelFormat> found, Path file) {
    if (found.size() > 1) {
      throw new ModelFileException(
          "Expected one format for "
              + file
              + ". Received: "
              + String.join(" and ", found.stream().map(ModelFormats::described).toList()));
    }
    return found.get(0);
  }

  private static String described(ModelFormat format) {
    return format.name() + " (" + listed(allEndings(format).distinct().toList()) + ")";
  }

  /** One of several: {@code a, b or c}. */
  private static String listed(List<String> names) {
    int last = names.size() - 1;
    return last < 1
        ? String.join("", names)
        : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
  }

  /** What a folder in place of a file seems to be. */
  private static String received(Path folder) {
    if (Files.exists(folder.resolve("saved_model.pb"))) {
      return "Received a SavedModel of TensorFlow, which would have to be executed: "
          + folder
          + "; save it as .keras or .h5";
    }
    return Files.exists(folder.resolve("model.weights.h5"))
        ? "Received a folder with the parts of a .keras archive, which was unpacked: " + folder
        : "Received a folder: " + folder;
  }

  private static byte[] start(Path file) {
    if (!file.getFileSystem().isOpen()) {
      throw new ModelFileException(
          "Expected a file system that is open for " + file + ". Received: one that is closed");
    }
    if (Files.isDirectory(file)) {
      throw new ModelFileException("Expected a file of a model. " + received(file));
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(START);
    } catch (NoSuchFileException missing) {
      throw new ModelFileException("There is no file " + file + ".", missing);
    } catch (AccessDeniedException denied) {
      throw new ModelFileException(
          "The file " + file + " cannot be read: access is denied.", denied);
    } catch (IOException problem) {
      throw new ModelFileException(
          "The file " + file + " cannot be read: " + problem.getMessage(), problem);
    }
  }
}
