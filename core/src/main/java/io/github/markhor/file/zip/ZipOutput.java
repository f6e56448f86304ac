package io.github.markhor.file.zip;

import io.github.markhor.file.ModelFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * A ZIP archive that is written entry by entry, each stored as it is, as Keras does. The same
 * content gives the same bytes: the date of every entry is the format's first. Chapters are those
 * of {@link ZipInput}.
 *
 * <p>Own code and not {@link java.util.zip.ZipOutputStream}: that one wants size and checksum of a
 * stored entry before its first byte, and takes the bytes as a stream. Weights are written by HDF5,
 * which needs a channel to go back in, since its superblock is known last; size and checksum are
 * read back from that channel afterwards. So weights are never in memory as a whole.
 */
public final class ZipOutput {
  private static final int LOCAL_SIGNATURE = 0x04034b50;
  private static final int ENTRY_SIGNATURE = 0x02014b50;
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int LOCAL_BYTES = 30;
  private static final short VERSION = 20;
  private static final short UTF8 = 1 << 11;
  private static final short FIRST_DAY = (1 << 5) | 1;

  /** A file that its owner reads and writes. */
  private static final int ATTRIBUTES = 0100600 << 16;

  private final FileChannel channel;
  private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
  private int entries;

  /** Writes an entry from a channel's position on. */
  @FunctionalInterface
  public interface Content {
    void write(FileChannel channel) throws IOException;
  }

  /**
   * An archive at the start of a channel, which is also read for the checksums.
   *
   * @param channel open for reading and writing
   */
  public ZipOutput(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Adds an entry.
   *
   * @throws ModelFileException if the archive would reach 2 GiB
   */
  public void add(String name, Content content) throws IOException {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    long offset = channel.position();
    long start = offset + LOCAL_BYTES + utf8.length;
    channel.position(start);
    content.write(channel);
    long size = channel.position() - start;
    if (start + size > Integer.MAX_VALUE) {
      throw new ModelFileException(
          "Expected a model of less than 2 GiB in a .keras file. Received: "
              + (start + size)
              + " bytes; .h5 holds larger ones");
    }
    CRC32 crc = new CRC32();
    crc.update(channel.map(FileChannel.MapMode.READ_ONLY, start, size));
    ByteBuffer common = buffer(22).putShort(VERSION).putShort(UTF8).putShort((short) 0);
    common.putShort((short) 0).putShort(FIRST_DAY).putInt((int) crc.getValue());
    common.putInt((int) size).putInt((int) size);
    byte[] both = common.array();
    ByteBuffer local = buffer(LOCAL_BYTES + utf8.length).putInt(LOCAL_SIGNATURE).put(both);
    local.putShort((short) utf8.length).putShort((short) 0).put(utf8).flip();
    writeFully(local, offset);
    ByteBuffer entry = buffer(46 + utf8.length).putInt(ENTRY_SIGNATURE);
    // Made on Unix, so that the attributes are understood.
    entry.putShort((short) (3 << 8 | VERSION)).put(both).putShort((short) utf8.length);
    entry.putShort((short) 0).putShort((short) 0).putShort((short) 0).putShort((short) 0);
    entry.putInt(ATTRIBUTES).putInt((int) offset).put(utf8);
    directory.writeBytes(entry.array());
    entries++;
    channel.position(start + size);
  }

  /** Adds a text. */
  public void add(String name, String text) throws IOException {
    add(
        name,
        to -> {
          ByteBuffer utf8 = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
          while (utf8.hasRemaining()) {
            to.write(utf8);
          }
        });
  }

  /** Writes the directory; nothing can be added afterwards. */
  public void finish() throws IOException {
    long offset = channel.position();
    ByteBuffer end = buffer(directory.size() + 22).put(directory.toByteArray());
    end.putInt(END_SIGNATURE).putShort((short) 0).putShort((short) 0);
    end.putShort((short) entries).putShort((short) entries);
    end.putInt(directory.size()).putInt((int) offset).putShort((short) 0).flip();
    writeFully(end, offset);
  }

  private void writeFully(ByteBuffer bytes, long at) throws IOException {
    long from = at;
    while (bytes.hasRemaining()) {
      from += channel.write(bytes, from);
    }
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
