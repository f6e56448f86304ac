package io.github.markhor.hdf5;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * An HDF5 file that is read. It must not change meanwhile. Not for several threads at once.
 *
 * <p>Memory: all arrays that are opened may together hold {@value #MOST_EXPANSION} times the file's
 * bytes and 8 MiB, counted as floats; more is refused before anything is taken. That leaves room
 * for compression and for half precision, and none for a claim without bytes behind it.
 */
public final class Hdf5File implements AutoCloseable {
  private static final String SIGNATURE = "\u0089HDF\r\n\u001a\n";
  private static final int MOST_EXPANSION = 16;
  private static final long SMALL = 8 << 20;

  private final FileBytes bytes;
  private final GlobalHeaps heaps;
  private final Map<Long, ObjectHeader> headers = new HashMap<>();
  private final Hdf5Group root;
  private long claimable;

  private Hdf5File(FileBytes bytes) {
    this.bytes = bytes;
    heaps = new GlobalHeaps(bytes);
    claimable = MOST_EXPANSION * bytes.size() + SMALL;
    root = new Hdf5Group(this, header(superblock()));
  }

  /**
   * Opens a file.
   *
   * @throws Hdf5Exception if it cannot be read or is no HDF5 file
   */
  public static Hdf5File open(Path path) {
    FileBytes bytes = FileBytes.open(path);
    try {
      return new Hdf5File(bytes);
    } catch (RuntimeException problem) {
      bytes.close();
      throw problem;
    }
  }

  /** Reads a file that lies in memory, from the buffer's position to its limit. */
  public static Hdf5File of(ByteBuffer memory) {
    return new Hdf5File(FileBytes.of(memory));
  }

  /**
   * Whether a file that begins with these bytes is HDF5, which may stand behind a block of the
   * user's own, of 512 bytes or a power of two times that.
   */
  public static boolean recognizes(byte[] start) {
    byte[] signature = SIGNATURE.getBytes(StandardCharsets.ISO_8859_1);
    for (int at = 0; at + signature.length <= start.length; at = at == 0 ? 512 : 2 * at) {
      if (java.util.Arrays.equals(
          start, at, at + signature.length, signature, 0, signature.length)) {
        return true;
      }
    }
    return false;
  }

  /** The group that holds all others. */
  public Hdf5Group root() {
    return root;
  }

  /** II: where the file's structure begins; returns the address of the root group. */
  private long superblock() {
    long at = 0;
    while (!new String(bytes.blockUpTo(at, 8).rest(), StandardCharsets.ISO_8859_1)
        .equals(SIGNATURE)) {
      at = at == 0 ? 512 : 2 * at;
      if (at > bytes.size()) {
        throw new Hdf5Exception("it does not begin as an HDF5 file");
      }
    }
    Block block = bytes.blockUpTo(at, 128).skip(8);
    int version = block.u8();
    if (version > 3) {
      throw new Hdf5Exception("its superblock has the unknown version " + version);
    }
    boolean old = version < 2;
    if (old) {
      block.skip(4);
    }
    bytes.setWidths(width(block.u8()), width(block.u8()));
    block.skip(version == 0 ? 1 + 4 + 4 : version == 1 ? 1 + 4 + 4 + 4 : 1);
    long base = block.address();
    block.address();
    long end = block.address();
    long rootAddress = old ? rootOfSymbol(block) : block.address();
    if (base < 0 || end > bytes.size()) {
      throw new Hdf5Exception(
          "it is truncated: it says that it has " + end + " bytes, and has " + bytes.size());
    }
    bytes.setBase(base);
    return rootAddress;
  }

  private long rootOfSymbol(Block block) {
    // The driver's address and the offset of the root's name come first.
    block.address();
    block.length();
    return block.address();
  }

  private static int width(int bytes) {
    if (bytes != 2 && bytes != 4 && bytes != 8) {
      throw new Hdf5Exception("it claims addresses or lengths of " + bytes + " bytes");
    }
    return bytes;
  }

  FileBytes bytes() {
    return bytes;
  }

  GlobalHeaps heaps() {
    return heaps;
  }

  /** The header of an object; each is read once. */
  ObjectHeader header(long address) {
    ObjectHeader known = headers.get(address);
    if (known == null) {
      known = ObjectHeader.read(bytes, address);
      headers.put(address, known);
    }
    return known;
  }

  /** Counts the memory of an array against the bound for all arrays. */
  void claim(double bytesOfArray) {
    if (bytesOfArray > claimable) {
      throw new Hdf5Exception(
          "it claims arrays that are too large for a file of " + bytes.size() + " bytes");
    }
    claimable -= (long) bytesOfArray;
  }

  @Override
  public void close() {
    bytes.close();
  }
}
