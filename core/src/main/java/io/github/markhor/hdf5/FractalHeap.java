package io.github.markhor.hdf5;

/**
 * The heap in which a group keeps many links or attributes: III.G. Its objects lie at offsets in a
 * space of blocks, whose sizes double every few blocks.
 */
final class FractalHeap {
  private static final int MANAGED = 0;
  private static final int HUGE = 1;
  private static final int TINY = 2;

  private final FileBytes file;
  private final long address;
  private final int idBytes;
  private final long largestObject;
  private final long hugeIndex;
  private final int width;
  private final long startingSize;
  private final long largestDirect;
  private final int offsetBytes;
  private final long root;
  private final int rootRows;

  FractalHeap(FileBytes file, long address) {
    this.file = file;
    this.address = address;
    int size = 26 + 12 * file.lengthBytes() + 3 * file.addressBytes();
    Block block = file.block(address, size).checked().signature("FRHP").skip(1);
    idBytes = block.u16();
    if (block.u16() != 0) {
      throw new Hdf5Exception("a heap with filters is not read");
    }
    block.u8();
    largestObject = block.u32();
    block.length();
    hugeIndex = block.address();
    block.skip(file.lengthBytes() + file.addressBytes() + 8 * file.lengthBytes());
    width = block.u16();
    startingSize = block.length();
    largestDirect = block.length();
    offsetBytes = (block.u16() + 7) / 8;
    block.u16();
    root = block.address();
    rootRows = block.u16();
    if (width == 0
        || Long.bitCount(startingSize) != 1
        || Long.bitCount(largestDirect) != 1
        || largestDirect < startingSize
        || offsetBytes < 1
        || offsetBytes > 8) {
      throw new Hdf5Exception("a heap claims blocks of " + startingSize + " bytes");
    }
  }

  int idBytes() {
    return idBytes;
  }

  /** The object of an id. */
  Block object(Block id) {
    int first = id.u8();
    return switch (first >> 4 & 3) {
      case MANAGED -> {
        long offset = id.unsigned(offsetBytes);
        yield managed(offset, id.unsigned(managedLengthBytes()));
      }
      case HUGE -> huge(id.unsigned(Math.min(8, idBytes - 1)));
      case TINY -> id.part((first & 0xf) + 1);
      default -> throw new Hdf5Exception("an object in a heap is of no known kind");
    };
  }

  private int managedLengthBytes() {
    int ofBlock = (log2(largestDirect) + 7) / 8;
    return Math.min(ofBlock, log2(Math.max(1, largestObject)) / 8 + 1);
  }

  static int log2(long number) {
    return Long.SIZE - 1 - Long.numberOfLeadingZeros(number);
  }

  private Block managed(long offset, long length) {
    if (length > largestObject) {
      throw new Hdf5Exception("an object in a heap claims " + length + " bytes");
    }
    long block = root;
    long start = 0;
    int rows = rootRows;
    while (rows > 0) {
      long within = offset - start;
      int row = row(within);
      long before = row == 0 ? 0 : width * startingSize << (row - 1);
      long column = (within - before) / rowSize(row);
      int direct = directRows();
      if (row >= rows || column >= width) {
        throw new Hdf5Exception("an object in a heap lies outside of it");
      }
      file.block(block, 4).signature("FHIB");
      long entry = block + 5 + file.addressBytes() + offsetBytes;
      block = file.block(entry + (row * width + column) * file.addressBytes(), 8).address();
      start += before + column * rowSize(row);
      rows = row < direct ? 0 : log2(rowSize(row)) - log2(startingSize * width) + 1;
    }
    return direct(block, offset - start, length);
  }

  private Block direct(long block, long within, long length) {
    Block head = file.block(block, 5L + file.addressBytes() + offsetBytes);
    if (head.signature("FHDB").skip(1).address() != address) {
      throw new Hdf5Exception("a block of a heap belongs to another");
    }
    return file.block(block + within, length);
  }

  /** The row of an offset within an indirect block. */
  private int row(long offset) {
    long inStarting = offset / startingSize / width;
    return inStarting == 0 ? 0 : log2(inStarting) + 1;
  }

  private long rowSize(int row) {
    return row == 0 ? startingSize : startingSize << (row - 1);
  }

  private int directRows() {
    return log2(largestDirect) - log2(startingSize) + 2;
  }

  private Block huge(long id) {
    Block[] found = new Block[1];
    new BTree2(file, hugeIndex)
        .forEach(
            record -> {
              long at = record.address();
              long length = record.length();
              if (record.length() == id) {
                found[0] = file.block(at, length);
              }
            });
    if (found[0] == null) {
      throw new Hdf5Exception("a large object in a heap is missing");
    }
    return found[0];
  }
}
