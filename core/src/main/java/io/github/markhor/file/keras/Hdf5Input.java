package io.github.markhor.file.keras;

import io.github.markhor.file.ModelFileException;
import io.github.markhor.file.StoredArray;
import io.github.markhor.hdf5.Hdf5Array;
import io.github.markhor.hdf5.Hdf5Attribute;
import io.github.markhor.hdf5.Hdf5Exception;
import io.github.markhor.hdf5.Hdf5File;
import io.github.markhor.hdf5.Hdf5Group;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads the parts of HDF5 that Keras uses: attributes that are texts, and arrays. Whatever is wrong
 * ends in a {@link ModelFileException} that names the file and the part.
 */
final class Hdf5Input implements AutoCloseable {
  private final Path path;
  private final Hdf5File file;

  private Hdf5Input(Path path, Supplier<Hdf5File> file) {
    this.path = path;
    this.file = reading("", file);
  }

  Hdf5Input(Path path) {
    this(path, () -> Hdf5File.open(path));
  }

  /**
   * A file within another.
   *
   * @param path for messages
   * @param content all of it, from its position on; not changed
   */
  Hdf5Input(Path path, ByteBuffer content) {
    this(path, () -> Hdf5File.of(content));
  }

  Path path() {
    return path;
  }

  Hdf5Group root() {
    return file.root();
  }

  /** The group that holds a path's last name; null if there is none. */
  private static Hdf5Group parent(Hdf5Group group, String[] names) {
    Hdf5Group inner = group;
    for (int i = 0; i < names.length - 1 && inner != null; i++) {
      inner = inner.group(names[i]);
    }
    return inner;
  }

  /** A group within a group by its path; null if it is not there or is none. */
  Hdf5Group findGroup(Hdf5Group group, String within) {
    return reading(
        within,
        () -> {
          String[] names = within.split("/");
          Hdf5Group parent = parent(group, names);
          return parent == null ? null : parent.group(names[names.length - 1]);
        });
  }

  private Hdf5Array findArray(Hdf5Group group, String within) {
    String[] names = within.split("/");
    Hdf5Group parent = parent(group, names);
    return parent == null ? null : parent.array(names[names.length - 1]);
  }

  /** The names of what lies in a group, in no order. */
  List<String> names(Hdf5Group group) {
    return group.names();
  }

  /** A text, or null if there is no such attribute. */
  String text(Hdf5Group group, String attribute) {
    return reading(
        attribute,
        () -> {
          Hdf5Attribute found = group.attribute(attribute);
          if (found == null) {
            return null;
          }
          List<String> texts = found.texts();
          if (texts == null || texts.size() != 1) {
            throw new ModelFileException(
                "Expected a text as the attribute " + attribute + " in " + path + ".");
          }
          return texts.get(0);
        });
  }

  /**
   * A list of texts; null if there is no such attribute. A long list is split into pieces whose
   * names end in 0, 1 and so on.
   */
  List<String> texts(Hdf5Group group, String attribute) {
    return reading(
        attribute,
        () -> {
          if (group.attribute(attribute) != null) {
            return piece(group.attribute(attribute), attribute);
          }
          if (group.attribute(attribute + 0) == null) {
            return null;
          }
          List<String> all = new ArrayList<>();
          for (int i = 0; group.attribute(attribute + i) != null; i++) {
            all.addAll(piece(group.attribute(attribute + i), attribute + i));
          }
          return all;
        });
  }

  private List<String> piece(Hdf5Attribute attribute, String attributeName) {
    // Keras writes an empty list as an empty array of numbers.
    List<String> texts = attribute.isEmpty() ? List.of() : attribute.texts();
    if (texts == null) {
      throw new ModelFileException(
          "Expected a list of texts as the attribute " + attributeName + " in " + path + ".");
    }
    return texts;
  }

  /**
   * An array of floating-point numbers, which are read when they are asked for. A single number may
   * be a whole one: a counter. Many whole numbers are no weights, but what quantizing leaves of
   * them, or a mistake.
   *
   * @param owner the layer, or whatever it belongs to, for messages
   */
  StoredArray array(Hdf5Group group, String within, String owner) {
    String place = within + " of " + owner;
    return reading(
        place,
        () -> {
          Hdf5Array array = findArray(group, within);
          if (array == null) {
            throw new ModelFileException(
                "Expected the array "
                    + place
                    + " in "
                    + path
                    + ". Received: nothing of that name, or a group");
          }
          boolean single = array.isInteger() && array.shape().elements() == 1;
          if (!array.isFloating() && !array.isOpaquePairs() && !single) {
            throw new ModelFileException(
                "Expected floating-point numbers in "
                    + place
                    + " in "
                    + path
                    + ". Received: "
                    + kind(array));
          }
          return new StoredArray(within, array.shape(), () -> reading(place, array::floats));
        });
  }

  private static String kind(Hdf5Array array) {
    if (array.isInt8()) {
      return "int8: weights that were quantized, which does not run here; save the model before"
          + " its quantize is called";
    }
    return array.isInteger() ? "whole numbers" : "something else";
  }

  /** A whole number of shape (), or of a single element. */
  long number(Hdf5Group group, String within) {
    return reading(
        within,
        () -> {
          Hdf5Array array = findArray(group, within);
          if (array == null || array.shape().elements() != 1) {
            throw new ModelFileException("Expected the number " + within + " in " + path + ".");
          }
          return array.isInteger() ? array.integers()[0] : (long) array.floats()[0];
        });
  }

  /** The only number of an array of floating-point numbers. */
  double decimal(Hdf5Group group, String within) {
    StoredArray array = array(group, within, "the optimizer");
    if (array.shape().elements() != 1) {
      throw new ModelFileException(
          "Expected the number "
              + within
              + " in "
              + path
              + ". Received: an array of shape "
              + array.shape());
    }
    return array.values().get()[0];
  }

  /** A list of texts that is an array; null if there is none. */
  List<String> textDataset(Hdf5Group group, String within) {
    return reading(
        within,
        () -> {
          Hdf5Array array = findArray(group, within);
          List<String> texts = array == null ? null : array.texts();
          if (array != null && texts == null) {
            throw new ModelFileException("Expected texts in " + within + " of " + path + ".");
          }
          return texts;
        });
  }

  private <T> T reading(String what, Supplier<T> action) {
    try {
      return action.get();
    } catch (Hdf5Exception | ArithmeticException | IllegalArgumentException broken) {
      throw new ModelFileException(
          "The file "
              + path
              + " is damaged or of a kind that is not read"
              + (what.isEmpty() ? "" : ", at " + what)
              + ": "
              + broken.getMessage(),
          broken);
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
