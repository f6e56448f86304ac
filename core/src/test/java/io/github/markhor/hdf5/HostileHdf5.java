package io.github.markhor.hdf5;

import java.nio.ByteBuffer;

/** Reads all that is in a file that may be anything. */
public final class HostileHdf5 {
  private static final String[] ATTRIBUTES = {"text", "fixed", "long", "empty", "a0", "a7", "a11"};

  private HostileHdf5() {}

  /** Walks everything in a file; parts that are refused are passed over. */
  public static void walk(byte[] bytes) {
    try (Hdf5File file = Hdf5File.of(ByteBuffer.wrap(bytes))) {
      walk(file.root(), 4);
    }
  }

  private static void walk(Hdf5Group group, int depth) {
    for (String name : ATTRIBUTES) {
      Hdf5Attribute attribute = group.attribute(name);
      if (attribute != null && !attribute.isEmpty()) {
        attribute.texts();
      }
    }
    for (String name : group.names()) {
      try {
        Hdf5Group inner = group.group(name);
        Hdf5Array array = group.array(name);
        if (inner != null && depth > 0) {
          walk(inner, depth - 1);
        } else if (array != null) {
          read(array);
        }
      } catch (Hdf5Exception refused) {
        if (refused.getMessage().length() < 5) {
          throw new IllegalStateException("refused without a message", refused);
        }
      }
    }
  }

  private static void read(Hdf5Array array) {
    if (array.isFloating()) {
      array.floats();
    } else if (array.isInteger()) {
      array.integers();
    } else {
      array.texts();
    }
  }
}
