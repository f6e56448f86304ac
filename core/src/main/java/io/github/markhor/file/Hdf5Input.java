package io.github.markhor.file;

import io.github.markhor.Shape;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ContiguousDataset;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * An HDF5 file that is not trusted: links are not followed, a size is compared with the file's
 * before memory is taken for it, and whatever the HDF5 library throws becomes a {@link
 * ModelFileException}.
 */
final class Hdf5Input implements AutoCloseable {
  /** Deflate makes nothing smaller than a thousandth. */
  private static final long MOST_COMPRESSION = 1100;

  private static final Set<Class<?>> FLOATING =
      Set.of(float.class, double.class, Float.class, Double.class);

  private final Path path;
  private final long bytes;
  private final HdfFile file;

  Hdf5Input(Path path) {
    this.path = path;
    try {
      bytes = Files.size(path);
    } catch (IOException problem) {
      throw new ModelFileException(
          "The file " + path + " cannot be read: " + problem.getMessage(), problem);
    }
    file = reading("the HDF5 structure", () -> new HdfFile(path));
  }

  /**
   * A file within another.
   *
   * @param path for messages
   * @param content all of it, from its position on; not changed
   */
  Hdf5Input(Path path, ByteBuffer content) {
    this.path = path;
    bytes = content.remaining();
    file = reading("the HDF5 structure", () -> HdfFile.fromByteBuffer(content.slice()));
  }

  Path path() {
    return path;
  }

  Hdf5Group root() {
    return new Hdf5Group(file);
  }

  /** A part of a group by its path; null if it is not there. */
  private Node find(Hdf5Group group, String names) {
    return reading(
        names,
        () -> {
          Node node = group.group();
          for (String name : names.split("/")) {
            if (!(node instanceof Group inner)) {
              return null;
            }
            node = inner.getChildren().get(name);
            if (node != null && node.isLink()) {
              throw new ModelFileException(
                  "Expected no links in " + path + ". Received: a link as " + names);
            }
          }
          return node;
        });
  }

  /** A group within a group; null if it is not there or is none. */
  Hdf5Group findGroup(Hdf5Group group, String names) {
    return find(group, names) instanceof Group found ? new Hdf5Group(found) : null;
  }

  /** The names of what lies in a group, in no order. */
  List<String> names(Hdf5Group group) {
    return reading("the names in a group", () -> List.copyOf(group.group().getChildren().keySet()));
  }

  /** A text, or null if there is no such attribute. */
  String text(Hdf5Group group, String name) {
    return reading(
        name,
        () -> {
          Attribute attribute = group.group().getAttribute(name);
          if (attribute == null) {
            return null;
          }
          checkSize(name, attribute.getSize());
          Object data = attribute.getData();
          if (data instanceof String[] one && one.length == 1) {
            return one[0];
          }
          if (!(data instanceof String text)) {
            throw new ModelFileException(
                "Expected a text as the attribute " + name + " in " + path + ".");
          }
          return text;
        });
  }

  /**
   * A list of texts; null if there is no such attribute. A long list is split into pieces whose
   * names end in 0, 1 and so on.
   */
  List<String> texts(Hdf5Group group, String name) {
    Node node = group.group();
    return reading(
        name,
        () -> {
          if (node.getAttribute(name) != null) {
            return piece(node, name);
          }
          if (node.getAttribute(name + 0) == null) {
            return null;
          }
          List<String> all = new ArrayList<>();
          for (int i = 0; node.getAttribute(name + i) != null; i++) {
            all.addAll(piece(node, name + i));
          }
          return all;
        });
  }

  private List<String> piece(Node node, String name) {
    Attribute attribute = node.getAttribute(name);
    checkSize(name, attribute.getSize());
    // Keras writes an empty list as an empty array of numbers.
    if (attribute.getSize() == 0) {
      return List.of();
    }
    Object data = attribute.getData();
    if (data instanceof String text) {
      return List.of(text);
    }
    if (!(data instanceof String[] texts)) {
      throw new ModelFileException(
          "Expected a list of texts as the attribute " + name + " in " + path + ".");
    }
    return Arrays.asList(texts);
  }

  /** A dataset of floating-point numbers; its numbers are read when they are asked for. */
  StoredArray array(Hdf5Group group, String names) {
    Node node = find(group, names);
    if (!(node instanceof Dataset dataset)) {
      throw new ModelFileException(
          "Expected the array "
              + names
              + " in "
              + path
              + ". Received: "
              + (node == null ? "nothing of that name" : "something else of that name"));
    }
    return reading(
        names,
        () -> {
          Class<?> type = dataset.getJavaType();
          if (!FLOATING.contains(type)) {
            throw new ModelFileException(
                "Expected floating-point numbers in "
                    + names
                    + " of "
                    + path
                    + ". Received: "
                    + dataset.getDataType().getClass().getSimpleName());
          }
          Shape shape = shape(names, dataset);
          return new StoredArray(names, shape, () -> floats(names, dataset, shape));
        });
  }

  /** A whole number of shape (). */
  long number(Hdf5Group group, String names) {
    return reading(
        names,
        () -> {
          if (!(find(group, names) instanceof Dataset dataset) || dataset.getSize() != 1) {
            throw new ModelFileException("Expected the number " + names + " in " + path + ".");
          }
          return ((Number) first(dataset.getDataFlat())).longValue();
        });
  }

  /** A list of texts that is a dataset; null if there is none. */
  List<String> textDataset(Hdf5Group group, String names) {
    return reading(
        names,
        () -> {
          if (!(find(group, names) instanceof Dataset dataset)) {
            return null;
          }
          checkSize(names, dataset.getSize());
          if (dataset.getDataFlat() instanceof String[] texts) {
            return List.of(texts);
          }
          throw new ModelFileException("Expected texts in " + names + " of " + path + ".");
        });
  }

  private static Object first(Object array) {
    return array.getClass().isArray() ? java.lang.reflect.Array.get(array, 0) : array;
  }

  private Shape shape(String names, Dataset dataset) {
    long[] sizes = dataset.getDimensionsAsLong();
    long elements = 1;
    for (long size : sizes) {
      if (size < 0 || size > Integer.MAX_VALUE || elements > Integer.MAX_VALUE) {
        throw tooLarge(names, Arrays.toString(sizes));
      }
      elements *= size;
    }
    boolean contiguous = dataset instanceof ContiguousDataset;
    long most = contiguous ? bytes : bytes * MOST_COMPRESSION;
    if (elements * Float.BYTES > most || elements > Integer.MAX_VALUE) {
      throw tooLarge(names, Arrays.toString(sizes));
    }
    if (contiguous && elements > 0 && address((ContiguousDataset) dataset) < 0) {
      throw new ModelFileException(
          "Expected the numbers of " + names + " in " + path + " itself. Received: none there");
    }
    return Shape.of(Arrays.stream(sizes).mapToInt(size -> (int) size).toArray());
  }

  private static long address(ContiguousDataset dataset) {
    return dataset.getDataAddress();
  }

  private ModelFileException tooLarge(String names, String sizes) {
    return new ModelFileException(
        "Expected an array that fits into "
            + path
            + ", which has "
            + bytes
            + " bytes. Received: "
            + names
            + " of shape "
            + sizes);
  }

  private void checkSize(String name, long elements) {
    if (elements > bytes) {
      throw tooLarge(name, "(" + elements + ")");
    }
  }

  private float[] floats(String names, Dataset dataset, Shape shape) {
    return reading(
        names,
        () -> {
          Object data = dataset.getDataFlat();
          if (data instanceof float[] floats && floats.length == shape.elements()) {
            return floats;
          }
          if (data instanceof double[] doubles && doubles.length == shape.elements()) {
            float[] rounded = new float[doubles.length];
            for (int i = 0; i < rounded.length; i++) {
              rounded[i] = (float) doubles[i];
            }
            return rounded;
          }
          if (data instanceof Number number) {
            return new float[] {number.floatValue()};
          }
          throw new ModelFileException(
              "Expected " + shape.elements() + " numbers in " + names + " of " + path + ".");
        });
  }

  /** Does what may fail in whatever way a broken file makes the HDF5 library fail. */
  private <T> T reading(String what, Supplier<T> action) {
    try {
      return action.get();
    } catch (ModelFileException known) {
      throw known;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError broken) {
      throw new ModelFileException(
          "The file "
              + path
              + " is damaged or of a kind that is not read: "
              + what
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
