package io.github.markhor.hdf5;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The heaps that hold texts of any length: III.E. Each is read once. */
final class GlobalHeaps {
  private static final int HEAD = 16;

  private final FileBytes file;
  private final Map<Long, Map<Integer, String>> heaps = new HashMap<>();

  GlobalHeaps(FileBytes file) {
    this.file = file;
  }

  /** The text that an element of an array refers to. */
  String text(Block element) {
    long length = element.u32();
    long heap = element.address();
    int index = (int) element.unsigned(4);
    if (length == 0 || heap == 0 || heap == Block.UNDEFINED) {
      return "";
    }
    String text = heaps.computeIfAbsent(heap, this::read).get(index);
    if (text == null) {
      throw new Hdf5Exception("a text is missing");
    }
    return text;
  }

  private Map<Integer, String> read(long address) {
    // The header of the heap, and that of each object, is a multiple of eight bytes long.
    int lengthBytes = file.lengthBytes();
    long size = file.block(address, 8 + lengthBytes).signature("GCOL").skip(4).length();
    Block heap = file.block(address, size).skip(HEAD);
    Map<Integer, String> texts = new HashMap<>();
    while (heap.remaining() >= HEAD) {
      int index = heap.u16();
      long length = heap.skip(6).length();
      heap.skip(8 - lengthBytes);
      if (index == 0) {
        break;
      }
      byte[] bytes = heap.take(length);
      texts.put(index, new String(bytes, 0, lengthToZero(bytes), StandardCharsets.UTF_8));
      heap.skip(Math.min(heap.remaining(), -length & 7));
    }
    return texts;
  }

  private static int lengthToZero(byte[] bytes) {
    int length = bytes.length;
    while (length > 0 && bytes[length - 1] == 0) {
      length--;
    }
    return length;
  }
}
