package io.github.markhor.hdf5;

import java.util.ArrayList;
import java.util.List;

/** The header of a group or an array: messages of several types, IV.A. */
final class ObjectHeader {
  static final int DATASPACE = 0x01;
  static final int LINK_INFO = 0x02;
  static final int DATATYPE = 0x03;
  static final int FILL_VALUE = 0x05;
  static final int LINK = 0x06;
  static final int EXTERNAL_FILES = 0x07;
  static final int LAYOUT = 0x08;
  static final int FILTERS = 0x0b;
  static final int ATTRIBUTE = 0x0c;
  static final int SYMBOL_TABLE = 0x11;
  static final int ATTRIBUTE_INFO = 0x15;

  private static final int CONTINUATION = 0x10;
  private static final int SHARED = 2;
  private static final int MOST_SHARING = 4;

  private record Message(int type, int flags, Block body) {}

  private final FileBytes file;
  private final long address;
  private final List<Message> messages = new ArrayList<>();
  private final List<Block> rest = new ArrayList<>();
  private int flags;

  private ObjectHeader(FileBytes file, long address) {
    this.file = file;
    this.address = address;
  }

  static ObjectHeader read(FileBytes file, long address) {
    ObjectHeader header = new ObjectHeader(file, address);
    Block start = file.blockUpTo(address, 64);
    if (start.remaining() > 0 && start.u8() == 1) {
      header.readOld(start);
    } else {
      header.readNew(file.blockUpTo(address, 64));
    }
    return header;
  }

  /** IV.A.1.a. */
  private void readOld(Block start) {
    start.skip(1 + 2 + 4);
    long bytes = start.u32();
    rest.add(file.block(address + 16, bytes));
    // The list grows while it is walked.
    for (int i = 0; i < rest.size(); i++) {
      Block block = rest.get(i);
      while (block.remaining() >= 8) {
        int type = block.u16();
        int size = block.u16();
        int messageFlags = block.u8();
        add(type, messageFlags, block.skip(3).part(size), 1);
      }
    }
  }

  /** IV.A.1.b. */
  private void readNew(Block start) {
    int version = start.signature("OHDR").u8();
    if (version != 2) {
      throw new Hdf5Exception("an object has a header of the unknown version " + version);
    }
    flags = start.u8();
    start.skip(((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0));
    long bytes = start.unsigned(1 << (flags & 3));
    int prefix = start.position();
    if (bytes > file.size()) {
      throw new Hdf5Exception("the header of an object is longer than the file");
    }
    rest.add(file.block(address, prefix + bytes + 4).checked().skip(prefix));
    for (int i = 0; i < rest.size(); i++) {
      Block block = rest.get(i);
      int head = (flags & 4) != 0 ? 6 : 4;
      while (block.remaining() >= head) {
        int type = block.u8();
        int size = block.u16();
        int messageFlags = block.u8();
        add(type, messageFlags, block.skip(head - 4).part(size), 2);
      }
    }
  }

  private void add(int type, int messageFlags, Block body, int version) {
    if (type != CONTINUATION) {
      messages.add(new Message(type, messageFlags, body));
      return;
    }
    long at = body.address();
    Block more = file.block(at, body.length());
    rest.add(version == 1 ? more : more.signature("OCHK").checked());
  }

  /** The first message of a type, or null. */
  Block find(int type) {
    List<Block> all = all(type);
    return all.isEmpty() ? null : all.get(0);
  }

  /** The first message of a type. */
  Block need(int type, String what) {
    Block found = find(type);
    if (found == null) {
      throw new Hdf5Exception(what + " is missing");
    }
    return found;
  }

  /** All messages of a type, each to be read from its beginning. */
  List<Block> all(int type) {
    List<Block> all = new ArrayList<>();
    for (Message message : messages) {
      if (message.type == type) {
        boolean isShared = (message.flags & SHARED) != 0;
        Block body = message.body.again();
        all.add(isShared ? shared(file, type, body, MOST_SHARING) : body);
      }
    }
    return all;
  }

  /** IV.A.2: a message that stands in another object's header. */
  static Block shared(FileBytes file, int type, Block reference, int depth) {
    int version = reference.u8();
    int kind = reference.u8();
    if (version == 1) {
      reference.skip(6);
    }
    if (version == 3 && kind == 1) {
      throw new Hdf5Exception("messages that lie in a heap for all objects are not read");
    }
    long address = reference.address();
    for (Message message : read(file, address).messages) {
      if (message.type == type) {
        if ((message.flags & SHARED) == 0) {
          return message.body.again();
        }
        if (depth > 0) {
          return shared(file, type, message.body.again(), depth - 1);
        }
      }
    }
    throw new Hdf5Exception("a shared message is missing");
  }

  static Block shared(FileBytes file, int type, Block reference) {
    return shared(file, type, reference, MOST_SHARING);
  }
}
