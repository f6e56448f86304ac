package io.github.markhor.hdf5;

import java.util.Arrays;

/** The ways in which an array's chunks are found: VII, Appendix C. */
final class ChunkIndex {
  /** Takes a chunk. */
  interface Consumer {
    /**
     * Takes a chunk.
     *
     * @param offset of its first element, along each axis
     * @param address of its bytes
     * @param bytes it takes in the file
     * @param mask of the filters that were not used
     */
    void accept(long[] offset, long address, long bytes, long mask);
  }

  private final FileBytes file;
  private final long[] counts;
  private final long[] chunk;
  private final long chunkBytes;
  private final int storedSizeBytes;

  /**
   * How to walk an index.
   *
   * @param counts of chunks along each axis
   * @param chunk the elements of a chunk along each axis
   * @param storedSizeBytes how many bytes a chunk's length takes; 0 for chunks without filters
   */
  ChunkIndex(FileBytes file, long[] counts, long[] chunk, long chunkBytes, int storedSizeBytes) {
    this.file = file;
    this.counts = counts;
    this.chunk = chunk;
    this.chunkBytes = chunkBytes;
    this.storedSizeBytes = storedSizeBytes;
  }

  long total() {
    return Arrays.stream(counts).reduce(1, (a, b) -> a * b);
  }

  private boolean isFiltered() {
    return storedSizeBytes > 0;
  }

  void walkOldTree(long root, Consumer each) {
    int rank = chunk.length;
    BTree1.forEach(
        file,
        root,
        BTree1.CHUNKS,
        8 + 8 * (rank + 1),
        (key, address) -> {
          long bytes = key.u32();
          long mask = key.u32();
          long[] offset = new long[rank];
          for (int i = 0; i < rank; i++) {
            offset[i] = key.unsigned(8);
          }
          each.accept(offset, address, bytes, mask);
        });
  }

  void walkImplicit(long address, Consumer each) {
    for (long i = 0; i < total(); i++) {
      each.accept(offset(i), address + i * chunkBytes, chunkBytes, 0);
    }
  }

  void walkTree(long address, Consumer each) {
    new BTree2(file, address)
        .forEach(
            record -> {
              long at = record.address();
              long bytes = isFiltered() ? record.unsigned(storedSizeBytes) : chunkBytes;
              long mask = isFiltered() ? record.u32() : 0;
              long[] offset = new long[chunk.length];
              for (int i = 0; i < offset.length; i++) {
                offset[i] = Math.multiplyExact(record.unsigned(8), chunk[i]);
              }
              each.accept(offset, at, bytes, mask);
            });
  }

  /** VII.C: elements in one block, or in pages of it. */
  void walkFixedArray(long address, Consumer each) {
    int headBytes = 12 + file.lengthBytes() + file.addressBytes();
    Block head = file.block(address, headBytes).checked().signature("FAHD").skip(2);
    int elementBytes = head.u8();
    int pageBits = head.u8();
    long elements = head.length();
    long blockAt = head.address();
    if (elements < total() || elementBytes != elementBytes() || pageBits > 30) {
      throw new Hdf5Exception("an index of chunks claims " + elements + " of them");
    }
    long prefix = 6L + file.addressBytes();
    if (elements <= 1L << pageBits) {
      Block body = file.block(blockAt, prefix + elements * elementBytes + 4).checked();
      body.signature("FADB").skip(prefix - 4);
      readElements(body, 0, elements, each);
      return;
    }
    long perPage = 1L << pageBits;
    long pages = (elements + perPage - 1) / perPage;
    long bitmap = (pages + 7) / 8;
    file.block(blockAt, prefix + bitmap + 4).checked().signature("FADB");
    long at = blockAt + prefix + bitmap + 4;
    for (long first = 0; first < elements; first += perPage) {
      long count = Math.min(perPage, elements - first);
      Block page = file.block(at, count * elementBytes + 4).checked();
      readElements(page, first, count, each);
      at += perPage * elementBytes + 4;
    }
  }

  int elementBytes() {
    return file.addressBytes() + (isFiltered() ? storedSizeBytes + 4 : 0);
  }

  /** Reads elements of a linear index, the first of which is that of a chunk's number. */
  void readElements(Block block, long first, long count, Consumer each) {
    for (long i = first; i < first + count; i++) {
      long address = block.address();
      long bytes = isFiltered() ? block.unsigned(storedSizeBytes) : chunkBytes;
      long mask = isFiltered() ? block.u32() : 0;
      if (address != Block.UNDEFINED && i < total()) {
        each.accept(offset(i), address, bytes, mask);
      }
    }
  }

  /** The offset of the chunk of a number, in row-major order. */
  private long[] offset(long number) {
    long[] offset = new long[chunk.length];
    long rest = number;
    for (int i = chunk.length - 1; i >= 0; i--) {
      offset[i] = rest % counts[i] * chunk[i];
      rest /= counts[i];
    }
    return offset;
  }
}
