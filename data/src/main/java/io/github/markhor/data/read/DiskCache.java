package io.github.markhor.data.read;

import io.github.markhor.text.Notices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.slf4j.Logger;

/**
 * A cache in a file, which the next run finds again. The file begins with a mark by which it is
 * known as a cache: another file is refused and stays as it is. Then comes a key, a digest of the
 * files and settings that the pictures were made from. For each picture follow eight bytes of
 * checksum, 0 as long as the picture is missing, and its levels. A picture whose checksum is wrong
 * is made again.
 *
 * <p>The file is read and written by calls and not mapped: a mapped file on a full disk ends the
 * process.
 */
public final class DiskCache implements PictureCache {
  /** Begins with a byte that begins no text, and ends in one that ends a text, as PNG's. */
  private static final byte[] MARK =
      "\u0089Markhor pictures\r\n\u001A".getBytes(StandardCharsets.ISO_8859_1);

  private static final int KEY_BYTES = 32;

  /** The bytes before the first picture. */
  static final int HEADER_BYTES = MARK.length + KEY_BYTES;

  private static final Logger LOG = Notices.logger(DiskCache.class);
  private static final long FILLED = 1L << 32;

  private final Path file;
  private final int slot;
  private final FileChannel channel;
  private volatile boolean broken;
  private volatile boolean full;

  /**
   * Opens or makes a cache.
   *
   * @param key of the pictures; a file with another key is begun anew
   * @param slot the bytes of a picture
   * @throws UncheckedIOException if the file cannot be opened
   * @throws IllegalStateException if it is in use
   * @throws IllegalArgumentException if it is there and no cache
   */
  public DiskCache(Path file, byte[] key, int slot) {
    this(file, slot, open(file));
    try {
      lock();
      byte[] found = Arrays.copyOf(header(), HEADER_BYTES);
      byte[] header = Arrays.copyOf(MARK, HEADER_BYTES);
      System.arraycopy(key, 0, header, MARK.length, KEY_BYTES);
      if (!Arrays.equals(found, header)) {
        channel.truncate(0);
        writeFully(ByteBuffer.wrap(header), 0);
      }
    } catch (IOException e) {
      close();
      throw new UncheckedIOException("Cannot use the cache " + file + ": " + e, e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** A cache in an open channel; tests give a channel that fails. */
  DiskCache(Path file, int slot, FileChannel channel) {
    this.file = file;
    this.slot = slot;
    this.channel = channel;
  }

  /**
   * The key of pictures, in the 32 bytes of a digest.
   *
   * @param settings how the files are read
   */
  public static byte[] key(String settings, List<Path> files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      add(digest, "markhor pictures 2 " + settings);
      for (Path file : files) {
        add(digest, file.toAbsolutePath() + stamp(file));
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** A missing file has a stamp too: its error comes when the file is read. */
  private static String stamp(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return "\0" + attributes.size() + "\0" + attributes.lastModifiedTime().toMillis() + "\n";
    } catch (IOException e) {
      return "\0missing\n";
    }
  }

  private static void add(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
  }

  private static FileChannel open(Path file) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      return FileChannel.open(
          file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot open the cache " + file + ": " + e, e);
    }
  }

  private void lock() throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      throw new IllegalStateException(
          "Expected a file of its own for every source's cacheOnDisk. Received: "
              + file
              + ", which is in use");
    }
  }

  /** The first bytes of the file, those of a cache or none. */
  private byte[] header() throws IOException {
    ByteBuffer start = ByteBuffer.allocate(HEADER_BYTES);
    readFully(start, 0);
    byte[] found = Arrays.copyOf(start.array(), start.position());
    int marked = Math.min(found.length, MARK.length);
    if (!Arrays.equals(found, 0, marked, MARK, 0, marked)) {
      throw new IllegalArgumentException(
          "Expected for cacheOnDisk a file that is not there yet, or a cache that Markhor has"
              + " written. Received: "
              + file
              + ", a file of "
              + channel.size()
              + " bytes that is no cache, or one of an older Markhor; it stays as it is. Give"
              + " another name, or delete it");
    }
    return found;
  }

  private long position(int sample) {
    return HEADER_BYTES + sample * (Long.BYTES + (long) slot);
  }

  @Override
  public boolean read(int sample, byte[] levels) {
    if (broken) {
      return false;
    }
    try {
      ByteBuffer check = ByteBuffer.allocate(Long.BYTES);
      ByteBuffer target = ByteBuffer.wrap(levels, 0, slot);
      long position = position(sample);
      return readFully(check, position)
          && check.getLong(0) != 0
          && readFully(target, position + Long.BYTES)
          && check.getLong(0) == checksum(levels);
    } catch (IOException e) {
      broken = true;
      LOG.warn("Going on without the cache {}, which cannot be read: {}", file, e.toString());
      return false;
    }
  }

  @Override
  public void write(int sample, byte[] levels) {
    if (broken || full) {
      return;
    }
    try {
      long position = position(sample);
      writeFully(ByteBuffer.wrap(levels, 0, slot), position + Long.BYTES);
      writeFully(ByteBuffer.allocate(Long.BYTES).putLong(0, checksum(levels)), position);
    } catch (IOException e) {
      full = true;
      LOG.warn(
          "Nothing more goes into the cache {}, which cannot be written: {}. What it lacks is"
              + " decoded anew in every epoch.",
          file,
          e.toString());
    }
  }

  private long checksum(byte[] levels) {
    CRC32 crc = new CRC32();
    crc.update(levels, 0, slot);
    return FILLED | crc.getValue();
  }

  private boolean readFully(ByteBuffer target, long position) throws IOException {
    long at = position;
    while (target.hasRemaining()) {
      int read = channel.read(target, at);
      if (read < 0) {
        return false;
      }
      at += read;
    }
    return true;
  }

  private void writeFully(ByteBuffer source, long position) throws IOException {
    long at = position;
    while (source.hasRemaining()) {
      at += channel.write(source, at);
    }
  }

  @Override
  public void close() {
    broken = true;
    try {
      channel.close();
    } catch (IOException e) {
      LOG.warn("The cache {} cannot be closed: {}", file, e.toString());
    }
  }
}
