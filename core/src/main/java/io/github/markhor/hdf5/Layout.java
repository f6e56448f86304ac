package io.github.markhor.hdf5;

import java.nio.ByteBuffer;

/** Where the elements of an array lie: IV.A.2.i. */
abstract class Layout {
  private static final int COMPACT = 0;
  private static final int CONTIGUOUS = 1;
  private static final int CHUNKED = 2;
  private static final int VIRTUAL = 3;

  /** Takes elements that lie next to each other in the array. */
  interface PieceConsumer {
    /**
     * Takes a piece.
     *
     * @param bytes of the elements, from position to limit
     * @param at the number of the first in the array, in row-major order
     */
    void accept(ByteBuffer bytes, int at);
  }

  /**
   * Refuses an array that the file does not hold, before memory is taken for it.
   *
   * @return the bytes that all pieces take when they are decoded
   */
  abstract double check(Datatype type, int[] sizes);

  /** Hands over all elements. */
  abstract void forEachPiece(
      FileBytes file,
      Filters filters,
      int elementBytes,
      int[] sizes,
      int most,
      PieceConsumer action);

  static Layout read(FileBytes file, Block block) {
    int version = block.u8();
    if (version < 3) {
      return readOld(file, block, version);
    }
    if (version > 5) {
      throw new Hdf5Exception("an array is laid out in the unknown version " + version);
    }
    int kind = block.u8();
    return switch (kind) {
      case COMPACT -> new Compact(block.part(block.u16()));
      case CONTIGUOUS -> new Contiguous(file, block.address(), block.length());
      case CHUNKED -> version == 3 ? Chunked.readTree(block) : Chunked.readIndex(block, version);
      case VIRTUAL ->
          throw new Hdf5Exception(
              "virtual datasets are not followed: the numbers lie in another file");
      default -> throw new Hdf5Exception("an array is laid out in an unknown way");
    };
  }

  private static Layout readOld(FileBytes file, Block block, int version) {
    if (version == 0) {
      throw new Hdf5Exception("an array is laid out in the unknown version 0");
    }
    int rank = block.u8();
    int kind = block.u8();
    block.skip(5);
    long address = kind == COMPACT ? 0 : block.address();
    if (kind == CHUNKED) {
      return Chunked.ofTree(address, block, rank);
    }
    // The sizes alone say how many bytes there are.
    block.skip(4L * rank);
    return kind == COMPACT
        ? new Compact(block.part(block.u32()))
        : new Contiguous(file, address, file.size());
  }

  /** Elements within the header. */
  private static final class Compact extends Layout {
    private final Block data;

    Compact(Block data) {
      this.data = data;
    }

    @Override
    double check(Datatype type, int[] sizes) {
      long bytes = type.bytes();
      for (int size : sizes) {
        bytes *= size;
      }
      if (bytes > data.remaining()) {
        throw new Hdf5Exception("an array is larger than what the file holds of it");
      }
      return bytes;
    }

    @Override
    void forEachPiece(
        FileBytes file,
        Filters filters,
        int elementBytes,
        int[] sizes,
        int most,
        PieceConsumer action) {
      int bytes = elementBytes;
      for (int size : sizes) {
        bytes *= size;
      }
      action.accept(ByteBuffer.wrap(data.fresh().take(bytes)), 0);
    }
  }

  /** Elements in one piece. */
  private static final class Contiguous extends Layout {
    private final FileBytes file;
    private final long address;
    private final long bytes;

    Contiguous(FileBytes file, long address, long bytes) {
      this.file = file;
      this.address = address;
      this.bytes = bytes;
    }

    @Override
    double check(Datatype type, int[] sizes) {
      long needed = type.bytes();
      for (int size : sizes) {
        needed = Math.multiplyExact(needed, size);
      }
      if (needed > bytes) {
        throw new Hdf5Exception("an array is larger than what the file holds of it");
      }
      file.check(address, needed);
      return needed;
    }

    @Override
    void forEachPiece(
        FileBytes file,
        Filters filters,
        int elementBytes,
        int[] sizes,
        int most,
        PieceConsumer action) {
      long total = elementBytes;
      for (int size : sizes) {
        total *= size;
      }
      int whole = Math.max(1, most / elementBytes) * elementBytes;
      ByteBuffer piece = ByteBuffer.allocate((int) Math.min(whole, total));
      for (long at = 0; at < total; at += whole) {
        piece.clear().limit((int) Math.min(whole, total - at));
        file.read(address + at, piece);
        action.accept(piece.flip(), (int) (at / elementBytes));
      }
    }
  }
}
