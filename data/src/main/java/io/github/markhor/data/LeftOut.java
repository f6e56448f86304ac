package io.github.markhor.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pictures that a source has left out because they could not be read. For several threads. */
final class LeftOut {
  private static final Logger LOG = LoggerFactory.getLogger(LeftOut.class);

  private final BadPictures policy;
  private final List<String> names;
  private final TreeMap<Integer, PictureException> found = new TreeMap<>();

  /**
   * None as yet.
   *
   * @param names what each file is called in the quarantine, with {@code /}
   */
  LeftOut(BadPictures policy, List<String> names) {
    this.policy = policy;
    this.names = names;
  }

  /** Throws what is known to be wrong with a picture, so that it is not tried again. */
  synchronized void check(int sample) {
    PictureException known = found.get(sample);
    if (known != null) {
      throw known;
    }
  }

  /** Notes a picture, and moves its file away if that is wanted. */
  synchronized void add(int sample, PictureException problem) {
    if (found.putIfAbsent(sample, problem) == null) {
      LOG.warn("Left out, the {}. of {}: {}", found.size(), names.size(), problem.getMessage());
      policy.folder().ifPresent(folder -> quarantine(folder, sample, problem));
    }
  }

  private void quarantine(Path folder, int sample, PictureException problem) {
    try {
      // A table may name its files by their whole paths, which would lead out of the folder.
      Path name = Path.of(names.get(sample));
      Path target = folder.resolve(name.isAbsolute() ? name.getFileName() : name);
      Files.createDirectories(target.getParent());
      if (Files.exists(problem.file())) {
        Files.move(problem.file(), target, StandardCopyOption.REPLACE_EXISTING);
      }
      String line = quoted(names.get(sample)) + "," + quoted(problem.getMessage()) + "\n";
      Files.writeString(
          folder.resolve("list.csv"), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      LOG.warn(
          "{} stays where it is: it cannot be moved to {}: {}",
          problem.file(),
          folder,
          e.toString());
    }
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  /** What is thrown where nothing is left. */
  synchronized IllegalStateException noneLeft() {
    PictureException first = found.firstEntry().getValue();
    return new IllegalStateException(
        "Expected at least one picture that can be read. Received: "
            + found.size()
            + " that cannot, the first being: "
            + first.getMessage(),
        first);
  }

  synchronized boolean has(int sample) {
    return found.containsKey(sample);
  }

  synchronized int count() {
    return found.size();
  }

  /** What was wrong, in the order of the pictures' numbers. */
  synchronized List<PictureException> problems() {
    return new ArrayList<>(found.values());
  }
}
