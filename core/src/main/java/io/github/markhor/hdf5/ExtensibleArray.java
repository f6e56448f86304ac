package io.github.markhor.hdf5;

/**
 * The index of chunks of an array that may grow along one axis: VII.D. The first elements stand in
 * the index block, the next in data blocks of its own, all others in data blocks of super blocks,
 * whose sizes grow.
 */
final class ExtensibleArray {
  private final FileBytes file;
  private final ChunkIndex chunks;
  private final ChunkIndex.Consumer each;
  private final int elementBytes;
  private final int offsetBytes;
  private final int inIndexBlock;
  private final int smallestBlock;
  private final int fewestPointers;
  private final int pageBits;
  private final long indexBlock;
  private final int superBlocks;
  private long next;

  private ExtensibleArray(
      FileBytes file, long address, ChunkIndex chunks, ChunkIndex.Consumer each) {
    this.file = file;
    this.chunks = chunks;
    this.each = each;
    int bytes = 12 + 6 * file.lengthBytes() + file.addressBytes() + 4;
    Block head = file.block(address, bytes).checked().signature("EAHD").skip(2);
    elementBytes = head.u8();
    int bits = head.u8();
    inIndexBlock = head.u8();
    smallestBlock = head.u8();
    fewestPointers = head.u8();
    pageBits = head.u8();
    head.skip(6L * file.lengthBytes());
    indexBlock = head.address();
    offsetBytes = (bits + 7) / 8;
    if (elementBytes != chunks.elementBytes()
        || Integer.bitCount(smallestBlock) != 1
        || Integer.bitCount(fewestPointers) != 1
        || bits > 62
        || pageBits > 30) {
      throw new Hdf5Exception("an index of chunks is not understood");
    }
    superBlocks = 1 + bits - FractalHeap.log2(smallestBlock);
  }

  static void walk(FileBytes file, long address, ChunkIndex chunks, ChunkIndex.Consumer each) {
    new ExtensibleArray(file, address, chunks, each).walk();
  }

  /** How many data blocks a super block has. */
  private long blocks(int superBlock) {
    return 1L << (superBlock / 2);
  }

  /** How many elements each data block of a super block has. */
  private long elements(int superBlock) {
    return smallestBlock * (1L << ((superBlock + 1) / 2));
  }

  private void walk() {
    int direct = 0;
    int first = 0;
    // Those super blocks that are small enough have their pointers in the index block.
    while (first < superBlocks && blocks(first) < fewestPointers) {
      direct += (int) blocks(first++);
    }
    int pointers = direct + superBlocks - first;
    int prefix = 6 + file.addressBytes();
    long bytes =
        prefix + (long) inIndexBlock * elementBytes + (long) pointers * file.addressBytes() + 4;
    Block block = file.block(indexBlock, bytes).checked().signature("EAIB").skip(prefix - 4);
    take(block, inIndexBlock);
    for (int i = 0; i < first; i++) {
      for (long b = 0; b < blocks(i) && next < chunks.total(); b++) {
        dataBlock(block.address(), elements(i), null, 0);
      }
    }
    for (int i = first; i < superBlocks && next < chunks.total(); i++) {
      superBlock(block.address(), i);
    }
  }

  private void take(Block block, long count) {
    chunks.readElements(block, next, count, each);
    next += count;
  }

  private long pages(long elements) {
    return elements > 1L << pageBits ? elements >> pageBits : 0;
  }

  private void superBlock(long address, int number) {
    long count = blocks(number);
    long elements = elements(number);
    if (address == Block.UNDEFINED) {
      next += count * elements;
      return;
    }
    long bitmap = (pages(elements) + 7) / 8;
    long prefix = 6L + file.addressBytes() + offsetBytes;
    long bytes = prefix + count * bitmap + count * file.addressBytes() + 4;
    Block block = file.block(address, bytes).checked().signature("EASB").skip(prefix - 4);
    byte[] used = block.take(count * bitmap);
    for (int b = 0; b < count && next < chunks.total(); b++) {
      dataBlock(block.address(), elements, used, b * bitmap);
    }
  }

  private void dataBlock(long address, long elements, byte[] used, long bitmapAt) {
    if (address == Block.UNDEFINED) {
      next += elements;
      return;
    }
    long prefix = 6L + file.addressBytes() + offsetBytes;
    long pages = used == null ? 0 : pages(elements);
    if (pages == 0) {
      Block block = file.block(address, prefix + elements * elementBytes + 4).checked();
      take(block.signature("EADB").skip(prefix - 4), elements);
      return;
    }
    file.block(address, prefix + 4).checked().signature("EADB");
    long pageBytes = (elementBytes << pageBits) + 4L;
    for (int page = 0; page < pages; page++) {
      long bit = bitmapAt * 8 + page;
      if ((used[(int) (bit / 8)] >> (7 - bit % 8) & 1) != 0) {
        long at = address + prefix + 4 + page * pageBytes;
        take(file.block(at, pageBytes).checked(), 1L << pageBits);
      } else {
        next += 1L << pageBits;
      }
    }
  }
}
