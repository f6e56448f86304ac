package io.github.markhor.data.read;

import io.github.markhor.data.picture.PictureException;
import io.github.markhor.text.Csv;
import io.github.markhor.text.Notices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
    this.quarantine = quarantine;
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
      // A table may name its files by their whole paths, which would lead out of the folder.
      Path name = Path.of(names.get(sample));
      Path target = quarantine.resolve(name.isAbsolute() ? name.getFileName() : name);
      Files.createDirectories(target.getParent());
      if (Files.exists(problem.file())) {
        Files.move(problem.file(), target, StandardCopyOption.REPLACE_EXISTING);
      }
      String line = Csv.quoted(names.get(sample)) + "," + Csv.quoted(problem.getMessage()) + "\n";
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
