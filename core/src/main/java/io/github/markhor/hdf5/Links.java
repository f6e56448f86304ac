package io.github.markhor.hdf5;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names in a group and where they lead: IV.A.2.c, g and r. */
final class Links {
  /** Stands for a link to a name or to another file; neither is followed. */
  static final long NOT_FOLLOWED = -2;

  private static final int HARD = 0;
  private static final int SOFT_IN_CACHE = 2;

  private final FileBytes file;
  private final Map<String, Long> addresses = new LinkedHashMap<>();

  private Links(FileBytes file) {
    this.file = file;
  }

  /** The address of each name's object, or {@link #NOT_FOLLOWED}; null for what is no group. */
  static Map<String, Long> of(FileBytes file, ObjectHeader header) {
    Links links = new Links(file);
    Block table = header.find(ObjectHeader.SYMBOL_TABLE);
    Block info = header.find(ObjectHeader.LINK_INFO);
    if (table == null && info == null) {
      return null;
    }
    if (table != null) {
      links.addTable(table);
    }
    for (Block link : header.all(ObjectHeader.LINK)) {
      links.add(link);
    }
    if (info != null) {
      links.addHeap(info);
    }
    return links.addresses;
  }

  /** III.B to D: names in a heap of their own, nodes of symbols under a B-tree. */
  private void addTable(Block table) {
    long tree = table.address();
    long heapAt = table.address();
    Block heap = file.block(heapAt, 8L + 2 * file.lengthBytes() + file.addressBytes());
    long bytes = heap.signature("HEAP").skip(4).length();
    heap.length();
    Block names = file.block(heap.address(), bytes);
    BTree1.forEach(
        file, tree, BTree1.GROUPS, file.lengthBytes(), (key, node) -> addNode(node, names));
  }

  private void addNode(long address, Block names) {
    int symbols = file.block(address, 8).signature("SNOD").skip(2).u16();
    int entry = file.lengthBytes() + file.addressBytes() + 24;
    Block block = file.block(address + 8, (long) symbols * entry);
    for (int i = 0; i < symbols; i++) {
      Block symbol = block.part(entry);
      String name = names.again().skip(symbol.length()).textToZero();
      long object = symbol.address();
      boolean isSoft = symbol.u32() == SOFT_IN_CACHE || object == Block.UNDEFINED;
      addresses.put(name, isSoft ? NOT_FOLLOWED : object);
    }
  }

  private void addHeap(Block info) {
    int flags = info.skip(1).u8();
    info.skip((flags & 1) != 0 ? 8 : 0);
    long heapAt = info.address();
    long index = info.address();
    if (heapAt == Block.UNDEFINED) {
      return;
    }
    FractalHeap heap = new FractalHeap(file, heapAt);
    // A record is a hash of the name, and an id.
    new BTree2(file, index)
        .forEach(record -> add(heap.object(record.skip(4).part(heap.idBytes()))));
  }

  private void add(Block link) {
    int version = link.u8();
    if (version != 1) {
      throw new Hdf5Exception("a link has the unknown version " + version);
    }
    int flags = link.u8();
    int type = (flags & 8) != 0 ? link.u8() : HARD;
    link.skip(((flags & 4) != 0 ? 8 : 0) + ((flags & 0x10) != 0 ? 1 : 0));
    byte[] name = link.take(link.unsigned(1 << (flags & 3)));
    addresses.put(
        new String(name, StandardCharsets.UTF_8), type == HARD ? link.address() : NOT_FOLLOWED);
  }
}
