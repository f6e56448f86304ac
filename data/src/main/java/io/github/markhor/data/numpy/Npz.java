package io.github.markhor.data.numpy;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** NumPy's archives of named arrays, {@code .npz}. */
public final class Npz {
  private static final String ENDING = ".npy";

  /** No stream of this compression grows more when it is unpacked. */
  private static final int GREATEST_GROWTH = 1032;

  private Npz() {}

  /**
   * Reads all arrays of an archive, by name and in its order. Members that are no arrays, which
   * NumPy's own archives do not have, are passed over.
   *
   * @throws UncheckedIOException if the file or one of its arrays cannot be read, naming it and the
   *     reason
   */
  public static Map<String, NumpyArray> read(Path file) {
    Map<String, NumpyArray> arrays = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        String name = entry.getName();
        if (name.endsWith(ENDING)) {
          arrays.put(name.substring(0, name.length() - ENDING.length()), read(zip, entry));
        }
      }
    } catch (IOException e) {
      throw Npy.problem(file, e);
    }
    return Collections.unmodifiableMap(arrays);
  }

  private static NumpyArray read(ZipFile zip, ZipEntry entry) throws IOException {
    long most = Math.min(entry.getSize(), entry.getCompressedSize() * GREATEST_GROWTH);
    CRC32 sum = new CRC32();
    try (InputStream packed = new BufferedInputStream(zip.getInputStream(entry));
        CheckedInputStream in = new CheckedInputStream(packed, sum)) {
      NumpyArray array = Npy.read(in, most);
      in.transferTo(OutputStream.nullOutputStream());
      if (sum.getValue() != entry.getCrc()) {
        throw new IOException("its checksum is wrong");
      }
      return array;
    } catch (IOException e) {
      String reason = e instanceof EOFException ? "it is cut off" : e.getMessage();
      throw new IOException("of " + entry.getName() + ", " + reason, e);
    }
  }

  /**
   * Writes arrays to a compressed archive, replacing what the file held.
   *
   * @throws UncheckedIOException if the file cannot be written
   */
  public static void write(Path file, Map<String, NumpyArray> arrays) {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(out))) {
      for (Map.Entry<String, NumpyArray> array : arrays.entrySet()) {
        zip.putNextEntry(new ZipEntry(array.getKey() + ENDING));
        Npy.write(zip, array.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the arrays " + file + ": " + e, e);
    }
  }
}
