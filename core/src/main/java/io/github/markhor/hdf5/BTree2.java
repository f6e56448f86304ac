package io.github.markhor.hdf5;

import java.util.function.Consumer;

/** A B-tree of the new kind: III.A.2. Its records are walked, never searched. */
final class BTree2 {
  private static final int NODE_HEAD = 6;
  private static final int CHECKSUM = 4;

  private final FileBytes file;
  private final int nodeBytes;
  private final int recordBytes;
  private final int depth;
  private final long root;
  private final int rootRecords;

  /** For each height, the bytes that the number of all records below takes. */
  private final int[] totalBytes;

  private final int countBytes;

  BTree2(FileBytes file, long address) {
    this.file = file;
    int size = 22 + file.addressBytes() + file.lengthBytes();
    Block block = file.block(address, size).checked().signature("BTHD").skip(2);
    long bytes = block.u32();
    recordBytes = block.u16();
    depth = block.u16();
    root = block.skip(2).address();
    rootRecords = block.u16();
    if (bytes < NODE_HEAD + CHECKSUM + recordBytes
        || bytes > file.size()
        || recordBytes == 0
        || depth > 32) {
      throw new Hdf5Exception("a B-tree claims nodes of " + bytes + " bytes");
    }
    nodeBytes = (int) bytes;
    int inLeaf = (nodeBytes - NODE_HEAD - CHECKSUM) / recordBytes;
    countBytes = bytesOf(inLeaf);
    totalBytes = new int[depth + 1];
    double total = inLeaf;
    for (int height = 1; height <= depth; height++) {
      int pointer = pointerBytes(height);
      long most =
          Math.max(0, (nodeBytes - NODE_HEAD - CHECKSUM - pointer) / (recordBytes + pointer));
      total = (most + 1) * total + most;
      totalBytes[height] = bytesOf((long) Math.min(total, 0x1p62));
    }
  }

  private static int bytesOf(long most) {
    return FractalHeap.log2(Math.max(1, most)) / 8 + 1;
  }

  private int pointerBytes(int height) {
    return file.addressBytes() + countBytes + (height > 1 ? totalBytes[height - 1] : 0);
  }

  int recordBytes() {
    return recordBytes;
  }

  /** Hands over each record, from its beginning. */
  void forEach(Consumer<Block> action) {
    if (root != Block.UNDEFINED) {
      walk(root, rootRecords, depth, action);
    }
  }

  private void walk(long address, long records, int height, Consumer<Block> action) {
    int pointer = height == 0 ? 0 : pointerBytes(height);
    long bytes = NODE_HEAD + records * recordBytes + (height == 0 ? 0 : (records + 1) * pointer);
    if (bytes + CHECKSUM > nodeBytes) {
      throw new Hdf5Exception("a node of a B-tree claims " + records + " records");
    }
    Block node = file.block(address, bytes + CHECKSUM).checked();
    node.signature(height == 0 ? "BTLF" : "BTIN").skip(2);
    for (long i = 0; i < records; i++) {
      action.accept(node.part(recordBytes));
    }
    for (long i = 0; height > 0 && i <= records; i++) {
      long child = node.address();
      long inChild = node.unsigned(countBytes);
      node.skip(height > 1 ? totalBytes[height - 1] : 0);
      walk(child, inChild, height - 1, action);
    }
  }
}
