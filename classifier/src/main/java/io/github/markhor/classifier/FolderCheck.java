package io.github.markhor.classifier;

import io.github.markhor.config.Immutable;
import io.github.markhor.config.Require;
import io.github.markhor.data.Flow;
import io.github.markhor.data.Folders;
import io.github.markhor.data.Pictures;
import io.github.markhor.data.picture.Interpolation;
import io.github.markhor.data.picture.PictureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Looks through a folder with a folder of pictures for each class for what harms a training:
 * pictures that cannot be read, pictures that are there twice, be it in another size or format, and
 * pictures that a classifier is sure are of another class. Immutable.
 */
public final class FolderCheck extends Immutable<FolderCheck> {
  /** The side of the small grey copies that are compared. */
  private static final int SIDE = 16;

  /** The mean difference in levels up to which two such copies are of the same picture. */
  private static final double SAME = 1.5;

  private final Path folder;
  private ImageClassifier classifier;
  private double sure;

  private FolderCheck(Path folder) {
    this.folder = folder;
  }

  /** What can be wrong with a picture. */
  public enum Kind {
    /** It cannot be read. */
    BROKEN,
    /** It is a picture of the same class once more. */
    DUPLICATE,
    /** It is there in another class as well: one of the two is wrong. */
    IN_TWO_CLASSES,
    /** The classifier is sure that it is of another class. */
    MISLABELLED
  }

  /**
   * A picture that something is wrong with.
   *
   * @param detail the problem of one that is broken, the other file, or the class that it looks
   *     like
   * @param probability the classifier's; 1 where there is none
   */
  public record Finding(Kind kind, Path picture, String detail, double probability) {
    /** Whether a training is better off without the file, whatever its content is. */
    public boolean canGo() {
      return kind == Kind.BROKEN || kind == Kind.DUPLICATE;
    }

    /** A line for people, with names below a folder. */
    public String text(Path below) {
      String name = below.relativize(picture).toString();
      return switch (kind) {
        case BROKEN -> name + ": cannot be read: " + detail;
        case DUPLICATE -> name + ": the same picture as " + detail;
        case IN_TWO_CLASSES -> name + ": in two classes, the same picture as " + detail;
        case MISLABELLED ->
            String.format(
                Locale.ROOT, "%s: looks like %s, %.1f %%", name, detail, 100 * probability);
      };
    }
  }

  /** A check of a folder with a folder of pictures for each class. */
  public static FolderCheck of(Path folder) {
    Require.notNull("folder", folder);
    return new FolderCheck(folder);
  }

  /**
   * Also asks a classifier, which the caller closes.
   *
   * @param least the probability from which it is sure, above 0.5
   */
  public FolderCheck classifier(ImageClassifier asked, double least) {
    Require.notNull("classifier", asked);
    if (!(least > 0.5 && least <= 1)) {
      throw new IllegalArgumentException(
          "Expected a probability above 0.5 and of at most 1, to be sure. Received: " + least);
    }
    return with(
        copy -> {
          copy.classifier = asked;
          copy.sure = least;
        });
  }

  /** A picture's class and its small grey copy. */
  private record Seen(Path file, String className, float[] grey) {
    boolean isSameAs(Seen other) {
      double sum = 0;
      for (int i = 0; i < grey.length; i++) {
        sum += Math.abs(grey[i] - other.grey[i]);
      }
      return sum <= SAME * grey.length;
    }
  }

  /**
   * Looks through all pictures.
   *
   * @return what was found, in the order of the files' names
   */
  public List<Finding> run() throws IOException {
    List<Finding> findings = new ArrayList<>();
    Map<Long, List<Seen>> alike = new HashMap<>();
    for (String className : Folders.classCounts(folder).keySet()) {
      List<Path> files = files(className);
      List<Object> read = files.parallelStream().map(file -> read(file, className)).toList();
      for (Object one : read) {
        if (one instanceof Seen seen) {
          duplicate(seen, alike).ifPresent(findings::add);
        } else {
          findings.add((Finding) one);
        }
      }
      if (classifier != null) {
        mislabelled(read, className, findings);
      }
    }
    return findings;
  }

  private List<Path> files(String className) throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve(className))) {
      return all.filter(Files::isRegularFile).filter(Folders::isPicture).sorted().toList();
    }
  }

  private static Object read(Path file, String className) {
    Flow small =
        Flow.defaults()
            .targetSize(SIDE, SIDE)
            .colorMode("grayscale")
            .interpolation(Interpolation.BOX);
    try {
      return new Seen(file, className, Pictures.load(file, small).toArray());
    } catch (PictureException problem) {
      return new Finding(Kind.BROKEN, file, problem.getMessage(), 1);
    }
  }

  /**
   * The first picture that looks the same, if there was one. Only those are compared whose mean
   * levels, rounded, are the same or neighbours.
   */
  private Optional<Finding> duplicate(Seen seen, Map<Long, List<Seen>> alike) {
    double sum = 0;
    for (float level : seen.grey()) {
      sum += level;
    }
    long mean = Math.round(sum / seen.grey().length);
    for (long near = mean - 2; near <= mean + 2; near++) {
      for (Seen other : alike.getOrDefault(near, List.of())) {
        if (seen.isSameAs(other)) {
          Kind kind =
              seen.className().equals(other.className()) ? Kind.DUPLICATE : Kind.IN_TWO_CLASSES;
          String name = folder.relativize(other.file()).toString();
          return Optional.of(new Finding(kind, seen.file(), name, 1));
        }
      }
    }
    alike.computeIfAbsent(mean, unused -> new ArrayList<>()).add(seen);
    return Optional.empty();
  }

  private void mislabelled(List<Object> read, String className, List<Finding> findings) {
    if (!classifier.classNames().contains(className)) {
      throw new IllegalArgumentException(
          "Expected a classifier of this folder's classes. Received: one of "
              + classifier.classNames()
              + " for the class "
              + className);
    }
    List<Path> whole =
        read.stream().filter(Seen.class::isInstance).map(one -> ((Seen) one).file()).toList();
    List<Classification> said = classifier.classify(whole);
    IntStream.range(0, whole.size())
        .filter(i -> !said.get(i).best().name().equals(className))
        .filter(i -> said.get(i).best().probability() >= sure)
        .mapToObj(
            i ->
                new Finding(
                    Kind.MISLABELLED,
                    whole.get(i),
                    said.get(i).best().name(),
                    said.get(i).best().probability()))
        .forEach(findings::add);
  }

  /**
   * Moves the pictures that can go ({@link Finding#canGo}) into a folder, under their names below
   * this one; nothing is replaced.
   *
   * @param target not within the folder that was checked
   * @return how many were moved
   */
  public int moveTo(Path target, List<Finding> findings) throws IOException {
    Require.notNull("target", target);
    Require.noneNull("findings", findings);
    Path real = target.toAbsolutePath().normalize();
    if (real.startsWith(folder.toAbsolutePath().normalize())) {
      throw new IllegalArgumentException(
          "Expected a folder outside "
              + folder
              + ", where it would be taken for a class. Received: "
              + target);
    }
    int moved = 0;
    for (Finding finding : findings) {
      if (finding.canGo()) {
        if (!finding.picture().normalize().startsWith(folder.normalize())) {
          throw new IllegalArgumentException(
              "Expected findings of the folder " + folder + ". Received: " + finding.picture());
        }
        Path to = real.resolve(folder.relativize(finding.picture()).toString());
        if (Files.exists(to)) {
          throw new IllegalArgumentException(
              "Expected a folder without files of the same names to move to. Received: "
                  + to
                  + ", which is there");
        }
        Files.createDirectories(to.getParent());
        Files.move(finding.picture(), to);
        moved++;
      }
    }
    return moved;
  }

  @Override
  public String toString() {
    return "FolderCheck of "
        + folder
        + (classifier == null ? "" : " with " + Arrays.asList(classifier));
  }
}
