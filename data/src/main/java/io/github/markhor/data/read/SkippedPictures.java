package io.github.markhor.data.read;

import io.github.markhor.data.picture.PictureException;
import io.github.markhor.data.write.SafeFiles;
import io.github.markhor.text.Csv;
import io.github.markhor.text.Notices;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;

/** The pictures that a source has left out because they could not be read. For several threads. */
public final class SkippedPictures {
  private static final Logger LOG = Notices.logger(SkippedPictures.class);

  /** The first line of a list, by which a list is known as one. */
  private static final String TITLE = "file,problem,moved_to\n";

  private final Path quarantine;
  private final List<String> names;
  private final TreeMap<Integer, PictureException> found = new TreeMap<>();

  /**
   * An empty list.
   *
   * @param quarantine the folder that files are moved to; null to leave them where they are
   * @param names the files' names in the quarantine, with {@code /}
   */
  public SkippedPictures(Path quarantine, List<String> names) {
    this.quarantine = quarantine == null ? null : quarantine.toAbsolutePath().normalize();
    this.names = names;
  }

  /**
   * Refuses a quarantine in which files would stay where they are.
   *
   * @param files in the order of the names
   */
  public void refuseOwnPlaces(List<Path> files) {
    if (quarantine == null) {
      return;
    }
    Map<Path, Path> real = new HashMap<>();
    for (int i = 0; i < files.size(); i++) {
      Path place = place(names.get(i));
      Path file = files.get(i).toAbsolutePath().normalize();
      boolean same =
          place.getFileName().equals(file.getFileName())
              && real.computeIfAbsent(place.getParent(), SafeFiles::real)
                  .equals(real.computeIfAbsent(file.getParent(), SafeFiles::real));
      if (same) {
        throw new IllegalArgumentException(
            "Expected a folder for bad pictures other than the one that they are in. Received: "
                + quarantine
                + ", where "
                + files.get(i)
                + " is already");
      }
    }
  }

  /** A reader that does not try again to read a picture that is known to be bad. */
  public PictureReader checking(PictureReader reader) {
    return new PictureReader() {
      @Override
      public void read(int sample, float[] into) {
        check(sample);
        reader.read(sample, into);
      }

      @Override
      public void close() {
        reader.close();
      }
    };
  }

  private synchronized void check(int sample) {
    PictureException known = found.get(sample);
    if (known != null) {
      throw known;
    }
  }

  /** Notes a picture, and moves its file to the quarantine if there is one. */
  public synchronized void add(int sample, PictureException problem) {
    if (found.putIfAbsent(sample, problem) == null) {
      LOG.warn("Left out, the {}. of {}: {}", found.size(), names.size(), problem.getMessage());
      if (quarantine != null) {
        moveToQuarantine(sample, problem);
      }
    }
  }

  private void moveToQuarantine(int sample, PictureException problem) {
    try {
      Path file = problem.file();
      Path moved = null;
      if (SafeFiles.isTaken(file)) {
        moved = move(file, place(names.get(sample)));
      }
      String line =
          Csv.quoted(names.get(sample))
              + ","
              + Csv.quoted(problem.getMessage())
              + ","
              + Csv.quoted(moved == null ? "" : quarantine.relativize(moved).toString())
              + "\n";
      Files.writeString(list(), line, StandardOpenOption.APPEND);
    } catch (IOException e) {
      LOG.warn(
          "{} stays where it is: it cannot be moved to {}: {}",
          problem.file(),
          quarantine,
          e.toString());
    }
  }

  /** The list of what was moved: {@code list.csv}, or another name where that is someone else's. */
  private Path list() throws IOException {
    Files.createDirectories(quarantine);
    for (int number = 1; ; number++) {
      Path list = quarantine.resolve(number == 1 ? "list.csv" : "list-" + number + ".csv");
      try {
        return Files.writeString(list, TITLE, StandardOpenOption.CREATE_NEW);
      } catch (FileAlreadyExistsException there) {
        if (isList(list)) {
          return list;
        }
      }
    }
  }

  private static boolean isList(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    byte[] title = TITLE.getBytes(StandardCharsets.UTF_8);
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(title.length), title);
    }
  }

  /** The place of a name in the quarantine; one that would lead out of it lies in it itself. */
  private Path place(String name) {
    Path place = quarantine.resolve(name).normalize();
    boolean inside = place.startsWith(quarantine) && !place.equals(quarantine);
    return inside ? place : quarantine.resolve(Path.of(name).getFileName());
  }

  /** Moves a file to a free name. A link keeps leading to where it led. */
  private static Path move(Path file, Path wanted) throws IOException {
    if (!Files.isSymbolicLink(file)) {
      return SafeFiles.moveToFree(file, wanted);
    }
    Path folder = file.toAbsolutePath().getParent();
    Path target = folder.resolve(Files.readSymbolicLink(file)).normalize();
    Files.createDirectories(wanted.getParent());
    Path link = Files.createSymbolicLink(SafeFiles.free(wanted), target);
    Files.delete(file);
    return link;
  }

  /** The error of an epoch in which no picture is left. */
  public synchronized IllegalStateException noneLeft() {
    PictureException first = found.firstEntry().getValue();
    return new IllegalStateException(
        "Expected at least one picture that can be read. Received: "
            + found.size()
            + " that cannot, the first being: "
            + first.getMessage(),
        first);
  }

  /** Whether a picture is known to be bad. */
  public synchronized boolean has(int sample) {
    return found.containsKey(sample);
  }

  /** The number of bad pictures. */
  public synchronized int count() {
    return found.size();
  }

  /** The errors, in the order of the pictures' numbers. */
  public synchronized List<PictureException> problems() {
    return new ArrayList<>(found.values());
  }
}
