package io.github.markhor.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** NumPy's archives of named arrays. */
final class Npz {
  private static final String SUFFIX = ".npy";

  private Npz() {}

  /** All arrays of an archive by name. */
  static Map<String, NpyArray> read(Path file) throws IOException {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    try (InputStream in = Files.newInputStream(file);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName();
        if (!name.endsWith(SUFFIX)) {
          throw new IOException("Expected only arrays in " + file + ". Received: " + name);
        }
        arrays.put(
            name.substring(0, name.length() - SUFFIX.length()), NpyArray.read(zip.readAllBytes()));
      }
    }
    return arrays;
  }

  /** Writes arrays as float64. */
  static void write(Path file, Map<String, NpyArray> arrays) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
        zip.putNextEntry(new ZipEntry(array.getKey() + SUFFIX));
        zip.write(array.getValue().toBytes());
        zip.closeEntry();
      }
    }
  }
}
