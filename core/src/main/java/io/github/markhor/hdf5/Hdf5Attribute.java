package io.github.markhor.hdf5;

import java.util.List;
import java.util.Map;

/** A small array with a name that belongs to a group: IV.A.2.m. */
public final class Hdf5Attribute {
  private final Hdf5File file;
  private final Datatype type;
  private final Dataspace space;
  private final Block data;

  private Hdf5Attribute(Hdf5File file, Datatype type, Dataspace space, Block data) {
    this.file = file;
    this.type = type;
    this.space = space;
    this.data = data;
  }

  /** Reads the attributes in an object's header and, where there are many, in a heap. */
  static void readAll(Hdf5File file, ObjectHeader header, Map<String, Hdf5Attribute> into) {
    for (Block message : header.all(ObjectHeader.ATTRIBUTE)) {
      read(file, message, into);
    }
    Block info = header.find(ObjectHeader.ATTRIBUTE_INFO);
    if (info == null) {
      return;
    }
    int flags = info.skip(1).u8();
    info.skip((flags & 1) != 0 ? 2 : 0);
    long heapAt = info.address();
    long index = info.address();
    if (heapAt == Block.UNDEFINED) {
      return;
    }
    FractalHeap heap = new FractalHeap(file.bytes(), heapAt);
    new BTree2(file.bytes(), index)
        .forEach(record -> read(file, heap.object(record.part(heap.idBytes())), into));
  }

  private static void read(Hdf5File file, Block message, Map<String, Hdf5Attribute> into) {
    int version = message.u8();
    if (version < 1 || version > 3) {
      throw new Hdf5Exception("an attribute has the unknown version " + version);
    }
    int flags = message.u8();
    int nameBytes = message.u16();
    int typeBytes = message.u16();
    int spaceBytes = message.u16();
    message.skip(version == 3 ? 1 : 0);
    // The first version fills each part up to a multiple of eight bytes.
    int unit = version == 1 ? 8 : 1;
    String name = message.part(filled(nameBytes, unit)).textToZero();
    Block type = message.part(filled(typeBytes, unit));
    Block space = message.part(filled(spaceBytes, unit));
    boolean typeIsShared = version > 1 && (flags & 1) != 0;
    boolean spaceIsShared = version > 1 && (flags & 2) != 0;
    if (typeIsShared) {
      type = ObjectHeader.shared(file.bytes(), ObjectHeader.DATATYPE, type);
    }
    if (spaceIsShared) {
      space = ObjectHeader.shared(file.bytes(), ObjectHeader.DATASPACE, space);
    }
    into.put(name, new Hdf5Attribute(file, Datatype.read(type), Dataspace.read(space), message));
  }

  private static int filled(int bytes, int unit) {
    return (bytes + unit - 1) / unit * unit;
  }

  /** Whether it has no element. */
  public boolean isEmpty() {
    return space.elements() == 0;
  }

  /** Its texts; null if its elements are something else. */
  public List<String> texts() {
    return Texts.read(file, type, space.elements(), data.fresh());
  }
}
