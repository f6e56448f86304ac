package io.github.markhor.data.read;

import io.github.markhor.data.picture.PictureException;
import io.github.markhor.data.write.SafeFiles;
import io.github.markhor.text.Csv;
import io.github.markhor.text.Notices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.slf4j.Logger;

/** The pictures that a source has left out because they could not be read. For several threads. */
public final class SkippedPictures {
  private static final Logger LOG = Notices.logger(SkippedPictures.class);

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
      Files.createDirectories(quarantine);
      Files.writeString(
          quarantine.resolve("list.csv"),
          line,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      LOG.warn(
          "{} stays where it is: it cannot be moved to {}: {}",
          problem.file(),
          quarantine,
          e.toString());
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
