package io.github.markhor.data.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;

/**
 * Unpacks the files and folders of an archive that lie in one folder. Whatever the archive holds,
 * nothing is written elsewhere, no link is made, and there are bounds to what is written.
 *
 * @param folder the one folder, the beginning of each entry's name
 * @param mostEntries how many entries the archive may have
 * @param mostBytes how many bytes they may have together
 */
record TarUnpacking(String folder, int mostEntries, long mostBytes) {

  /**
   * Unpacks a packed archive.
   *
   * @param to gets what lies in the archive's folder; what is there already is overwritten
   * @param written told of each file
   * @throws IOException if the archive holds something else
   */
  void run(Path archive, Path to, LongConsumer written) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(archive), 1 << 16)) {
      TarArchive tar = new TarArchive(in);
      int entries = 0;
      long bytes = 0;
      for (TarArchive.Entry entry = tar.next(); entry != null; entry = tar.next()) {
        bytes += entry.size();
        if (++entries > mostEntries || bytes > mostBytes || bytes < 0) {
          throw new IOException(
              "Expected at most "
                  + mostEntries
                  + " entries of "
                  + mostBytes
                  + " bytes together. Received: more, at "
                  + entry.path());
        }
        if (entry.isFile()) {
          Path file = place(entry, to);
          Files.createDirectories(file.getParent());
          try (OutputStream out =
              Files.newOutputStream(
                  file,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.WRITE,
                  LinkOption.NOFOLLOW_LINKS)) {
            tar.copy(entry, out);
          }
          written.accept(1);
        } else if (entry.kind() == '5') {
          Files.createDirectories(place(entry, to));
        } else if (entry.kind() != 'x' && entry.kind() != 'g') { // notes, such as times
          throw new IOException(
              "Expected files and folders. Received: " + entry.path() + " of kind " + entry.kind());
        }
      }
      if (entries == 0) {
        throw new IOException("it is no tar archive, or an empty one");
      }
    }
  }

  private Path place(TarArchive.Entry entry, Path to) throws IOException {
    String path = entry.path().endsWith("/") ? entry.path() : entry.path() + '/';
    List<String> parts = List.of(path.split("/"));
    boolean within = !parts.isEmpty() && parts.get(0).equals(folder);
    for (String part : parts) {
      // A colon ends the name of a drive or begins a hidden part of a file on Windows.
      within &= !part.isEmpty() && !part.equals(".") && !part.equals("..");
      within &= part.indexOf('\\') < 0 && part.indexOf(':') < 0;
    }
    if (!within || (entry.isFile() && (parts.size() < 2 || entry.path().endsWith("/")))) {
      throw new IOException("Expected names within " + folder + ". Received: " + entry.path());
    }
    Path place = to;
    for (String part : parts.subList(1, parts.size())) {
      place = place.resolve(part);
    }
    return place;
  }
}
