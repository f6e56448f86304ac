package io.github.markhor.file.zip;

import io.github.markhor.file.ModelFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A ZIP archive that is not trusted. Nothing is unpacked to the disk: an entry that is stored is
 * mapped, one that is deflated is inflated into memory, within a bound. An archive that lies in a
 * file system of another kind, a jar for one, is read into memory. An archive is refused if any
 * entry leaves its root, is a link, is encrypted, or comes twice. After <a
 * href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE.TXT</a>, whose
 * chapters the comments name; archives of 4 GiB (ZIP64) are not read.
 *
 * <p>Own code and not {@link java.util.zip.ZipFile}, which gives streams and no mapping, takes one
 * of two entries of the same name in silence, and inflates without a bound.
 */
public final class ZipInput implements AutoCloseable {
  /**
   * The bound of what an entry is inflated to: this many times its bytes in the archive, and {@link
   * #INFLATION_ALLOWANCE} more. Weights hardly shrink; a config may shrink to a fiftieth, but is
   * small.
   */
  private static final int MOST_INFLATION = 32;

  /** See {@link #MOST_INFLATION}. */
  private static final int INFLATION_ALLOWANCE = 4 << 20;

  private static final int END_BYTES = 22;
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int ENTRY_BYTES = 46;
  private static final int ENTRY_SIGNATURE = 0x02014b50;
  private static final int LOCAL_BYTES = 30;
  private static final int LOCAL_SIGNATURE = 0x04034b50;
  private static final int STORED = 0;
  private static final int DEFLATED = 8;
  private static final int ENCRYPTED = 1;
  private static final int UNIX_TYPE = 0xf000;
  private static final int UNIX_LINK = 0xa000;

  private final Path path;

  /** Null for an archive in memory. */
  private final FileChannel channel;

  /** Null for an archive on the disk. */
  private final ByteBuffer memory;

  private final long size;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private record Entry(String name, int method, int crc, long packed, long size, long offset) {}

  public ZipInput(Path path) {
    this.path = path;
    boolean local = path.getFileSystem() == FileSystems.getDefault();
    try {
      channel = local ? FileChannel.open(path, StandardOpenOption.READ) : null;
      memory = local ? null : ByteBuffer.wrap(Files.readAllBytes(path));
      size = local ? channel.size() : memory.capacity();
    } catch (IOException | OutOfMemoryError problem) {
      throw unreadable(problem);
    }
    try {
      readDirectory();
    } catch (IOException problem) {
      close();
      throw unreadable(problem);
    } catch (RuntimeException problem) {
      close();
      throw problem;
    }
  }

  public boolean has(String name) {
    return entries.containsKey(name);
  }

  /** 4.3.16: the end of the central directory, before a comment of up to 65,535 bytes. */
  private void readDirectory() throws IOException {
    int tail = (int) Math.min(size, END_BYTES + 0xffff);
    ByteBuffer end = read(size - tail, tail);
    int at = tail - END_BYTES;
    while (at >= 0 && !(end.getInt(at) == END_SIGNATURE && comment(end, at) == tail)) {
      at--;
    }
    if (at < 0) {
      throw damaged("it has no directory at its end");
    }
    int count = Short.toUnsignedInt(end.getShort(at + 10));
    long bytes = Integer.toUnsignedLong(end.getInt(at + 12));
    long offset = Integer.toUnsignedLong(end.getInt(at + 16));
    if (count == 0xffff || offset == 0xffffffffL) {
      throw new ModelFileException(
          "Expected an archive of less than 4 GiB and 65535 entries. Received: " + path);
    }
    if (offset + bytes > size - tail + at || bytes > Integer.MAX_VALUE) {
      throw damaged("its directory does not fit into it");
    }
    ByteBuffer directory = read(offset, (int) bytes);
    for (int i = 0; i < count; i++) {
      readEntry(directory);
    }
  }

  private static int comment(ByteBuffer end, int at) {
    return at + END_BYTES + Short.toUnsignedInt(end.getShort(at + 20));
  }

  /** 4.3.12: an entry of the central directory. */
  private void readEntry(ByteBuffer directory) {
    int at = directory.position();
    if (directory.remaining() < ENTRY_BYTES || directory.getInt(at) != ENTRY_SIGNATURE) {
      throw damaged("its directory is broken");
    }
    int length = Short.toUnsignedInt(directory.getShort(at + 28));
    int extra = Short.toUnsignedInt(directory.getShort(at + 30));
    int comment = Short.toUnsignedInt(directory.getShort(at + 32));
    if (directory.remaining() < ENTRY_BYTES + length + extra + comment) {
      throw damaged("its directory is broken");
    }
    byte[] utf8 = new byte[length];
    directory.get(at + ENTRY_BYTES, utf8);
    String written = new String(utf8, StandardCharsets.UTF_8);
    String name = withSlashes(written);
    directory.position(at + ENTRY_BYTES + length + extra + comment);
    checkName(name, written);
    int unixMode = directory.getInt(at + 38) >>> 16;
    if ((unixMode & UNIX_TYPE) == UNIX_LINK) {
      throw refused("no links", name + ", which is a link");
    }
    if ((directory.getShort(at + 8) & ENCRYPTED) != 0) {
      throw refused("no encrypted entries", name);
    }
    Entry entry =
        new Entry(
            name,
            directory.getShort(at + 10),
            directory.getInt(at + 16),
            Integer.toUnsignedLong(directory.getInt(at + 20)),
            Integer.toUnsignedLong(directory.getInt(at + 24)),
            Integer.toUnsignedLong(directory.getInt(at + 42)));
    checkSize(entry);
    if (entries.put(name, entry) != null) {
      throw refused("each entry once", name + " a second time");
    }
  }

  /** 4.4.17.1 wants slashes; some programs on Windows write backslashes. */
  private static String withSlashes(String name) {
    return name.replace('\\', '/');
  }

  /** A name is refused if it could mean a place outside the archive on any system. */
  private void checkName(String name, String written) {
    boolean leaves =
        name.isEmpty()
            || name.startsWith("/")
            || name.indexOf('\0') >= 0
            || name.matches("[A-Za-z]:.*");
    for (String part : name.split("/")) {
      leaves |= part.equals("..");
    }
    if (leaves) {
      throw refused("entries that stay within the archive", written);
    }
  }

  private void checkSize(Entry entry) {
    if (entry.method() != STORED && entry.method() != DEFLATED) {
      throw refused("entries that are stored or deflated", entry.name());
    }
    boolean fits = entry.offset() + LOCAL_BYTES + entry.packed() <= size;
    if (!fits || (entry.method() == STORED && entry.packed() != entry.size())) {
      throw damaged("the sizes of " + entry.name() + " are wrong");
    }
    boolean bomb =
        entry.method() == DEFLATED
            && entry.size() > MOST_INFLATION * entry.packed() + INFLATION_ALLOWANCE;
    if (bomb || entry.size() > Integer.MAX_VALUE) {
      throw refused(
          "entries of at most 2 GiB, and of at most "
              + MOST_INFLATION
              + " times their bytes in the archive and 4 MiB",
          entry.name() + " of " + entry.size() + " bytes, packed into " + entry.packed());
    }
  }

  /**
   * The content of an entry. What is stored is mapped and takes no memory of its own.
   *
   * @throws ModelFileException if there is none of that name, or it is damaged
   */
  public ByteBuffer content(String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new ModelFileException(
          "Expected the entry " + name + " in " + path + ". Received: " + entries.keySet());
    }
    try {
      long start = dataOffset(entry);
      ByteBuffer packed =
          memory == null
              ? channel.map(FileChannel.MapMode.READ_ONLY, start, entry.packed())
              : memory.slice((int) start, (int) entry.packed()).asReadOnlyBuffer();
      ByteBuffer content = entry.method() == STORED ? packed : inflate(entry, packed);
      CRC32 crc = new CRC32();
      crc.update(content.duplicate());
      if ((int) crc.getValue() != entry.crc()) {
        throw damaged("the checksum of " + name + " is wrong");
      }
      return content;
    } catch (IOException problem) {
      throw unreadable(problem);
    }
  }

  /** An entry as text. */
  public String text(String name) {
    return StandardCharsets.UTF_8.decode(content(name)).toString();
  }

  /** 4.3.7: the header before an entry's data, whose name must be the directory's. */
  private long dataOffset(Entry entry) throws IOException {
    ByteBuffer local = read(entry.offset(), LOCAL_BYTES);
    int length = Short.toUnsignedInt(local.getShort(26));
    long start = entry.offset() + LOCAL_BYTES + length + Short.toUnsignedInt(local.getShort(28));
    if (local.getInt(0) != LOCAL_SIGNATURE || start + entry.packed() > size) {
      throw damaged("the entry " + entry.name() + " is not where its directory says");
    }
    ByteBuffer name = read(entry.offset() + LOCAL_BYTES, length);
    if (!withSlashes(StandardCharsets.UTF_8.decode(name).toString()).equals(entry.name())) {
      throw damaged("the entry " + entry.name() + " has another name in its header");
    }
    return start;
  }

  private ByteBuffer inflate(Entry entry, ByteBuffer packed) {
    // Checked against MOST_INFLATION before.
    byte[] content = new byte[(int) entry.size()];
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(packed);
      int filled = 0;
      int last = 1;
      while (filled < content.length && last > 0) {
        last = inflater.inflate(content, filled, content.length - filled);
        filled += last;
      }
      if (filled < content.length || inflater.inflate(new byte[1]) > 0) {
        throw damaged("the entry " + entry.name() + " is not as large as its directory says");
      }
    } catch (DataFormatException problem) {
      throw new ModelFileException(
          "The archive " + path + " is damaged: " + entry.name() + ": " + problem.getMessage(),
          problem);
    } finally {
      inflater.end();
    }
    return ByteBuffer.wrap(content);
  }

  private ByteBuffer read(long offset, int bytes) throws IOException {
    if (memory != null) {
      if (offset < 0 || offset + bytes > size) {
        throw damaged("it ends too early");
      }
      return memory.slice((int) offset, bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, offset + buffer.position()) < 0) {
        throw damaged("it ends too early");
      }
    }
    return buffer.flip();
  }

  private ModelFileException refused(String rule, String received) {
    return new ModelFileException(
        "Expected " + rule + " in the archive " + path + ". Received: " + received);
  }

  private ModelFileException damaged(String how) {
    return new ModelFileException("The archive " + path + " is damaged: " + how + ".");
  }

  private ModelFileException unreadable(Throwable problem) {
    return new ModelFileException(
        "The file " + path + " cannot be read: " + problem.getMessage(), problem);
  }

  @Override
  public void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException problem) {
      throw new ModelFileException("Closing " + path + " failed: " + problem.getMessage(), problem);
    }
  }
}
