package io.github.markhor.hdf5;

import java.util.function.BiConsumer;

/** A B-tree of the old kind: III.A.1. */
final class BTree1 {
  /** Of groups. */
  static final int GROUPS = 0;

  /** Of chunks. */
  static final int CHUNKS = 1;

  private BTree1() {}

  /**
   * Hands over each leaf's key and address.
   *
   * @param type {@link #GROUPS} or {@link #CHUNKS}
   * @param keyBytes of a key
   */
  static void forEach(
      FileBytes file, long root, int type, int keyBytes, BiConsumer<Block, Long> action) {
    walk(file, root, type, keyBytes, -1, action);
  }

  private static void walk(
      FileBytes file,
      long address,
      int type,
      int keyBytes,
      int expectedLevel,
      BiConsumer<Block, Long> action) {
    int headBytes = 8 + 2 * file.addressBytes();
    Block head = file.block(address, headBytes).signature("TREE");
    int found = head.u8();
    int level = head.u8();
    int entries = head.u16();
    // The walk ends because levels count down.
    if (found != type || (expectedLevel >= 0 && level != expectedLevel)) {
      throw new Hdf5Exception("a node of a B-tree is not where it belongs");
    }
    Block body = file.block(address + headBytes, (long) entries * (keyBytes + file.addressBytes()));
    for (int i = 0; i < entries; i++) {
      Block key = body.part(keyBytes);
      long child = body.address();
      if (level == 0) {
        action.accept(key, child);
      } else {
        walk(file, child, type, keyBytes, level - 1, action);
      }
    }
  }
}
