package io.github.markhor.hdf5;

import java.util.Arrays;

/**
 * The number of elements along each axis: IV.A.2.b.
 *
 * @param sizes none for a single element, and null for no element at all
 */
record Dataspace(long[] sizes) {
  private static final int MOST_AXES = 32;
  private static final int NO_ELEMENT = 2;

  static Dataspace read(Block block) {
    int version = block.u8();
    int rank = block.u8();
    block.skip(1);
    boolean none = false;
    if (version == 1) {
      block.skip(5);
    } else if (version == 2) {
      none = block.u8() == NO_ELEMENT;
    } else {
      throw new Hdf5Exception("a dataspace has the unknown version " + version);
    }
    if (rank > MOST_AXES) {
      throw new Hdf5Exception("an array has " + rank + " axes");
    }
    long[] sizes = new long[rank];
    for (int i = 0; i < rank; i++) {
      sizes[i] = block.length();
    }
    return new Dataspace(none ? null : sizes);
  }

  /** The number of elements; refused from 2^31 on. */
  int elements() {
    if (sizes == null) {
      return 0;
    }
    long elements = 1;
    boolean empty = false;
    for (long size : sizes) {
      empty |= size == 0;
    }
    for (long size : sizes) {
      if (size > Integer.MAX_VALUE || (!empty && elements * size > Integer.MAX_VALUE)) {
        throw new Hdf5Exception("an array claims to be of shape " + Arrays.toString(sizes));
      }
      elements = empty ? 0 : elements * size;
    }
    return (int) elements;
  }
}
