package io.github.markhor.data.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The entries of a tar archive, one after the other. */
final class TarArchive {
  private static final int BLOCK = 512;
  private static final int NAME_LENGTH = 100;
  private static final int SIZE_AT = 124;
  private static final int SIZE_DIGITS = 12;
  private static final int KIND_AT = 156;
  private static final int MAGIC_AT = 257;
  private static final int PREFIX_AT = 345;
  private static final int PREFIX_LENGTH = 155;

  private final InputStream in;
  private long unread;

  TarArchive(InputStream in) {
    this.in = in;
  }

  /**
   * What the archive says of an entry, which may be anything.
   *
   * @param kind {@code 0} for a file, {@code 5} for a folder
   */
  record Entry(String path, char kind, long size) {
    boolean isFile() {
      return kind == '0' || kind == 0;
    }
  }

  /** The contents of the files whose last names are wanted. */
  static Map<String, byte[]> read(InputStream in, Set<String> wanted) throws IOException {
    TarArchive archive = new TarArchive(in);
    Map<String, byte[]> found = new HashMap<>();
    for (Entry entry = archive.next(); entry != null; entry = archive.next()) {
      String name = entry.path().substring(entry.path().lastIndexOf('/') + 1);
      if (wanted.contains(name)) {
        byte[] content = in.readNBytes(Math.toIntExact(entry.size()));
        archive.count(entry, content.length);
        found.put(name, content);
      }
    }
    return found;
  }

  /** Passes over what has not been read of the last entry; null at the end. */
  Entry next() throws IOException {
    in.skipNBytes(unread);
    unread = 0;
    byte[] header = in.readNBytes(BLOCK);
    if (header.length < BLOCK || header[0] == 0) {
      return null;
    }
    String path = text(header, 0, NAME_LENGTH);
    // GNU's older archives, of magic "ustar " with a blank, have other things there.
    String prefix = text(header, PREFIX_AT, PREFIX_LENGTH);
    if (text(header, MAGIC_AT, 6).equals("ustar") && !prefix.isEmpty()) {
      path = prefix + '/' + path;
    }
    long size = size(header);
    unread = size + (BLOCK - size % BLOCK) % BLOCK;
    return new Entry(path, (char) header[KIND_AT], size);
  }

  /** Copies the content of the entry that came last. */
  void copy(Entry entry, OutputStream out) throws IOException {
    byte[] bytes = new byte[1 << 16];
    for (long left = entry.size(); left > 0; ) {
      int read = in.read(bytes, 0, (int) Math.min(left, bytes.length));
      if (read < 0) {
        throw cut(entry);
      }
      out.write(bytes, 0, read);
      unread -= read;
      left -= read;
    }
  }

  private void count(Entry entry, int read) throws IOException {
    if (read < entry.size()) {
      throw cut(entry);
    }
    unread -= read;
  }

  private static IOException cut(Entry entry) {
    return new IOException("the archive ends within " + entry.path());
  }

  private static long size(byte[] header) throws IOException {
    String digits = text(header, SIZE_AT, SIZE_DIGITS).strip();
    try {
      long size = digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
      if (size >= 0) {
        return size;
      }
    } catch (NumberFormatException e) {
      throw new IOException("it is no tar archive, or a damaged one", e);
    }
    throw new IOException("it is no tar archive, or a damaged one");
  }

  private static String text(byte[] header, int at, int length) {
    int end = at;
    while (end < at + length && header[end] != 0) {
      end++;
    }
    return new String(header, at, end - at, StandardCharsets.UTF_8);
  }
}
