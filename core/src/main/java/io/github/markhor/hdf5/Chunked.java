package io.github.markhor.hdf5;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Elements in chunks of equal shape, each found through an index. */
final class Chunked extends Layout {
  /** The ways in which chunks are found. */
  private enum Index {
    /** The B-tree of version 3 and before. */
    OLD_TREE,
    SINGLE,
    IMPLICIT,
    FIXED_ARRAY,
    EXTENSIBLE_ARRAY,
    TREE;

    /** The index of a number in a layout of version 4 or 5. */
    static Index of(int number) {
      return switch (number) {
        case 1 -> SINGLE;
        case 2 -> IMPLICIT;
        case 3 -> FIXED_ARRAY;
        case 4 -> EXTENSIBLE_ARRAY;
        case 5 -> TREE;
        default -> throw new Hdf5Exception("chunks have an index of the unknown kind " + number);
      };
    }
  }

  private static final int PLAIN_EDGES = 1;
  private static final int SINGLE_IS_FILTERED = 2;
  private static final int LAYOUT_OF_HDF5_2 = 5;

  private final int version;
  private final int flags;
  private final Index index;
  private final long address;
  private final long singleBytes;
  private final long singleMask;

  /** The sizes of a chunk along each axis, and the bytes of an element last. */
  private final long[] chunk;

  private Chunked(
      int version,
      int flags,
      Index index,
      long address,
      long singleBytes,
      long singleMask,
      long[] chunk) {
    this.version = version;
    this.flags = flags;
    this.index = index;
    this.address = address;
    this.singleBytes = singleBytes;
    this.singleMask = singleMask;
    this.chunk = chunk;
  }

  /** Version 3. */
  static Chunked readTree(Block block) {
    int rank = block.u8();
    return ofTree(block.address(), block, rank);
  }

  /** Found through a B-tree of the old kind. */
  static Chunked ofTree(long address, Block block, int rank) {
    return new Chunked(3, 0, Index.OLD_TREE, address, 0, 0, sizes(block, rank, 4));
  }

  /** Version 4, or 5, which HDF5 2 writes. */
  static Chunked readIndex(Block block, int version) {
    int flags = block.u8();
    int rank = block.u8();
    long[] chunk = sizes(block, rank, block.u8());
    Index index = Index.of(block.u8());
    long bytes = -1;
    long mask = 0;
    switch (index) {
      case SINGLE -> {
        if ((flags & SINGLE_IS_FILTERED) != 0) {
          bytes = block.length();
          mask = block.u32();
        }
      }
      case IMPLICIT -> {}
      case FIXED_ARRAY -> block.skip(1);
      case EXTENSIBLE_ARRAY -> block.skip(5);
      case TREE -> block.skip(6);
      case OLD_TREE -> throw new AssertionError("has no number");
    }
    return new Chunked(version, flags, index, block.address(), bytes, mask, chunk);
  }

  private static long[] sizes(Block block, int rank, int width) {
    if (rank < 1 || rank > 33 || width < 1 || width > 8) {
      throw new Hdf5Exception("a chunk has " + (rank - 1) + " axes");
    }
    long[] sizes = new long[rank];
    for (int i = 0; i < rank; i++) {
      sizes[i] = block.unsigned(width);
      if (sizes[i] == 0 || sizes[i] > Integer.MAX_VALUE) {
        throw new Hdf5Exception("a chunk is " + sizes[i] + " long");
      }
    }
    return sizes;
  }

  @Override
  double check(Datatype type, int[] sizes) {
    if (chunk.length != sizes.length + 1 || chunk[sizes.length] != type.bytes()) {
      throw new Hdf5Exception(
          "an array of " + sizes.length + " axes has chunks of shape " + Arrays.toString(chunk));
    }
    double bytes = type.bytes();
    for (int i = 0; i < sizes.length; i++) {
      bytes *= chunk[i] * (double) chunks(sizes, i);
    }
    return bytes;
  }

  private long chunks(int[] sizes, int axis) {
    return (sizes[axis] + chunk[axis] - 1) / chunk[axis];
  }

  @Override
  void forEachPiece(
      FileBytes file,
      Filters filters,
      int elementBytes,
      int[] sizes,
      int most,
      PieceConsumer action) {
    long bytes = 1;
    for (long size : chunk) {
      bytes = Math.multiplyExact(bytes, size);
    }
    int chunkBytes = Math.toIntExact(bytes);
    long[] counts = new long[sizes.length];
    long total = 1;
    for (int i = 0; i < sizes.length; i++) {
      counts[i] = chunks(sizes, i);
      total *= counts[i];
    }
    if (total == 0) {
      return;
    }
    int[] left = {Math.toIntExact(total)};
    ChunkIndex.Consumer each =
        (offset, at, stored, mask) -> {
          // More chunks than there are places would take time without end.
          if (left[0]-- == 0) {
            throw new Hdf5Exception("an array has more chunks than places for them");
          }
          long length = filters.areNone() ? chunkBytes : stored;
          file.check(at, length);
          ByteBuffer raw = ByteBuffer.allocate(Math.toIntExact(length));
          file.read(at, raw);
          long unused = (flags & PLAIN_EDGES) != 0 && isAtEdge(offset, sizes) ? -1L : mask;
          byte[] elements = filters.undo(raw.array(), unused, chunkBytes);
          spread(elements, elementBytes, offset, sizes, action);
        };
    walk(file, filters, counts, chunkBytes, each);
    if (left[0] > 0) {
      throw new Hdf5Exception("an array lacks " + left[0] + " of its " + total + " chunks");
    }
  }

  private void walk(
      FileBytes file, Filters filters, long[] counts, int chunkBytes, ChunkIndex.Consumer each) {
    ChunkIndex chunks =
        new ChunkIndex(
            file,
            counts,
            Arrays.copyOf(chunk, chunk.length - 1),
            chunkBytes,
            filters.areNone() ? 0 : storedSizeBytes(file, chunkBytes));
    switch (index) {
      case OLD_TREE -> chunks.walkOldTree(address, each);
      case SINGLE ->
          each.accept(
              new long[counts.length],
              address,
              singleBytes < 0 ? chunkBytes : singleBytes,
              singleBytes < 0 ? -1L : singleMask);
      case IMPLICIT -> chunks.walkImplicit(address, each);
      case FIXED_ARRAY -> chunks.walkFixedArray(address, each);
      case EXTENSIBLE_ARRAY -> ExtensibleArray.walk(file, address, chunks, each);
      case TREE -> chunks.walkTree(address, each);
    }
  }

  /** How many bytes the length of a chunk that was filtered takes in an index. */
  private int storedSizeBytes(FileBytes file, int chunkBytes) {
    return version == LAYOUT_OF_HDF5_2
        ? file.lengthBytes()
        : Math.min(8, 1 + (FractalHeap.log2(chunkBytes) + 8) / 8);
  }

  private boolean isAtEdge(long[] offset, int[] sizes) {
    for (int i = 0; i < sizes.length; i++) {
      if (offset[i] + chunk[i] > sizes[i]) {
        return true;
      }
    }
    return false;
  }

  /** Hands over a chunk's rows as far as they are within the array. */
  private void spread(
      byte[] elements, int elementBytes, long[] offset, int[] sizes, PieceConsumer action) {
    int rank = sizes.length;
    for (int i = 0; i < rank; i++) {
      if (offset[i] < 0 || offset[i] >= sizes[i] || offset[i] % chunk[i] != 0) {
        throw new Hdf5Exception("a chunk lies outside of its array");
      }
    }
    ByteBuffer bytes = ByteBuffer.wrap(elements);
    if (rank == 0) {
      action.accept(bytes.limit(elementBytes), 0);
      return;
    }
    int last = rank - 1;
    int row = (int) Math.min(chunk[last], sizes[last] - offset[last]);
    int[] at = new int[rank];
    while (true) {
      long from = 0;
      long to = 0;
      for (int i = 0; i < rank; i++) {
        from = from * chunk[i] + at[i];
        to = to * sizes[i] + offset[i] + at[i];
      }
      int start = (int) (from * elementBytes);
      action.accept(bytes.slice(start, row * elementBytes), (int) to);
      int axis = last - 1;
      while (axis >= 0 && (++at[axis] == chunk[axis] || offset[axis] + at[axis] == sizes[axis])) {
        at[axis--] = 0;
      }
      if (axis < 0) {
        return;
      }
    }
  }
}
