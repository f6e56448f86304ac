package io.github.markhor.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.markhor.config.Immutable;
import io.github.markhor.config.Require;
import io.github.markhor.data.decode.PictureFormats;
import io.github.markhor.data.folders.ClassFolders;
import io.github.markhor.data.folders.FolderWalk;
import io.github.markhor.data.random.RandomStreams;
import io.github.markhor.text.JsonBounds;
import io.github.markhor.text.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a folder of pictures into {@code target/PART/CLASS} before a training. Immutable; {@link
 * #run} does it. The part of a file follows from the seed and the files' names alone, so a run that
 * was interrupted goes on when it is run again.
 *
 * <pre>{@code
 * FolderSplit.of(Path.of("PetImages"), Path.of("data"))
 *     .parts(SplitParts.counts(1000, 400)).seed(1).transfer(Transfer.SYMBOLIC_LINK).run();
 * }</pre>
 */
public final class FolderSplit extends Immutable<FolderSplit> {
  private static final ObjectMapper JSON = new ObjectMapper(JsonBounds.factory());

  private final Path source;
  private final Path target;
  private SplitParts parts = SplitParts.ratios(0.8, 0.2);
  private Map<String, Path> lists = Map.of();
  private Pattern classPattern;
  private Map<String, String> classNames = Map.of();
  private int take;
  private long seed;
  private Transfer transfer = Transfer.COPY;

  private FolderSplit(Path source, Path target) {
    this.source = source;
    this.target = target;
  }

  /**
   * A split that copies 80 % of each class's files to {@code train}, the rest to {@code
   * validation}.
   *
   * @param source holds a folder for each class, unless {@link #classPattern} is set
   * @param target is made, and must not lie in the source
   */
  public static FolderSplit of(Path source, Path target) {
    Require.notNull("source", source);
    Require.notNull("target", target);
    if (target.toAbsolutePath().normalize().startsWith(source.toAbsolutePath().normalize())) {
      throw new IllegalArgumentException(
          "Expected a target outside the source " + source + ". Received: " + target);
    }
    return new FolderSplit(source, target);
  }

  /** The amount of each class's files in each part; by default 80 % and 20 %. */
  public FolderSplit parts(SplitParts amounts) {
    Require.notNull("parts", amounts);
    return with(copy -> copy.parts = amounts);
  }

  /**
   * Splits by lists instead: for each part a file, either JSON as Food-101's, {@code {"class":
   * ["class/name", ...]}}, or a text with a {@code class/name} in each line. Names are below the
   * source, and may lack their ending.
   */
  public FolderSplit lists(Map<String, Path> listOfPart) {
    Map<String, Path> fixed = new LinkedHashMap<>(listOfPart);
    return with(copy -> copy.lists = fixed);
  }

  /**
   * For a source that holds the files of all classes itself: a regular expression that a file's
   * name matches, whose first group is the class. {@code "(\\w+)\\.\\d+\\.jpg"} puts {@code
   * cat.17.jpg} into the class cat; other files are left where they are.
   */
  public FolderSplit classPattern(String regex) {
    Pattern pattern = Pattern.compile(regex);
    if (pattern.matcher("").groupCount() < 1) {
      throw new IllegalArgumentException(
          "Expected a classPattern with a group, in parentheses, for the class. Received: "
              + regex);
    }
    return with(copy -> copy.classPattern = pattern);
  }

  /**
   * What the folders of classes are called in the target, where they are not called as the {@link
   * #classPattern} finds them: {@code Map.of("cat", "cats", "dog", "dogs")}.
   *
   * @throws IllegalArgumentException if two classes get one name, or a name is no folder's
   */
  public FolderSplit classNames(Map<String, String> folderOfClass) {
    Map<String, String> fixed = new LinkedHashMap<>(folderOfClass);
    for (String name : fixed.values()) {
      boolean isFolder = !name.isEmpty() && !name.equals(".") && !name.equals("..");
      if (!isFolder || name.contains("/") || name.contains("\\")) {
        throw new IllegalArgumentException("Expected names of folders. Received: " + fixed);
      }
    }
    if (fixed.values().stream().distinct().count() < fixed.size()) {
      throw new IllegalArgumentException(
          "Expected a name of its own for each class. Received: " + fixed);
    }
    return with(copy -> copy.classNames = fixed);
  }

  /**
   * Splits so many files, drawn from all classes together, and leaves the others where they are;
   * the classes come as they are drawn. By default all files.
   *
   * @throws IllegalArgumentException if the number is below 1
   */
  public FolderSplit take(int files) {
    Require.positive("take", files);
    return with(copy -> copy.take = files);
  }

  /** The number from which the choice of files follows; default 0. */
  public FolderSplit seed(long number) {
    return with(copy -> copy.seed = number);
  }

  /** How files come to the target; by default they are copied. */
  public FolderSplit transfer(Transfer kind) {
    Require.notNull("transfer", kind);
    return with(copy -> copy.transfer = kind);
  }

  /**
   * Splits.
   *
   * @return the number of files in each part
   * @throws IllegalArgumentException if a class has too few files, or a listed one is missing
   * @throws IllegalStateException if the target holds files in another part than they belong to, or
   *     other files of the same names; nothing has been changed then
   * @throws UncheckedIOException if a file cannot be written
   */
  public Map<String, Integer> run() {
    refuseWhatWouldNotCount();
    try {
      Map<String, String> partOf = lists.isEmpty() ? draw() : listed();
      refuseOtherParts(partOf);
      refuseOtherFiles(partOf);
      Map<String, Integer> counts = new LinkedHashMap<>();
      partNames().forEach(part -> counts.put(part, 0));
      try (Progress progress =
          new Progress("Splitting " + source + " into " + target, "files", partOf.size())) {
        for (Map.Entry<String, String> entry : partOf.entrySet()) {
          Path from = file(entry.getKey());
          Path to = place(entry);
          Files.createDirectories(to.getParent());
          if (Files.exists(from) || !Files.exists(to)) {
            transfer.apply(from, to);
          }
          counts.merge(entry.getValue(), 1, Integer::sum);
          progress.add(1);
        }
      }
      return counts;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot split " + source + " into " + target + ": " + e, e);
    }
  }

  private void refuseWhatWouldNotCount() {
    if (!classNames.isEmpty() && classPattern == null) {
      throw new IllegalArgumentException(
          "Expected classNames with a classPattern; folders of classes keep their names. Received: "
              + classNames);
    }
    if (take > 0 && !lists.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected lists or take, not both: lists name all files. Received: take=" + take);
    }
  }

  private List<String> partNames() {
    return lists.isEmpty() ? parts.names() : List.copyOf(lists.keySet());
  }

  /** Where a file, given with its part, comes to. */
  private Path place(Map.Entry<String, String> partOf) {
    return target.resolve(partOf.getValue()).resolve(partOf.getKey());
  }

  /** Where a file, named by class and name, is in the source. */
  private Path file(String name) {
    return source.resolve(classPattern == null ? name : name.substring(name.indexOf('/') + 1));
  }

  /** The part of each file, by class and name. */
  private Map<String, String> draw() throws IOException {
    TreeMap<String, List<String>> classes = new TreeMap<>(FolderWalk.BY_CODE_POINT);
    TreeMap<String, Boolean> all = new TreeMap<>(FolderWalk.BY_CODE_POINT);
    names().forEach(name -> all.put(name, true));
    if (transfer == Transfer.MOVE) {
      // Files that an earlier run has moved count as if they were still there.
      for (String part : partNames()) {
        inTarget(part).forEach(name -> all.put(name, true));
      }
    }
    for (String name : taken(List.copyOf(all.keySet()))) {
      String className = name.substring(0, name.indexOf('/'));
      classes.computeIfAbsent(className, unused -> new ArrayList<>()).add(name);
    }
    if (classes.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected at least one picture in the classes of " + source + ". Received: none");
    }
    Map<String, String> partOf = new LinkedHashMap<>();
    int number = 0;
    for (Map.Entry<String, List<String>> entry : classes.entrySet()) {
      List<String> names = entry.getValue();
      int[] order = RandomStreams.permutation(names.size(), seed, number++);
      int at = 0;
      int[] ends = parts.ends(entry.getKey(), names.size());
      for (int part = 0; part < ends.length; part++) {
        for (; at < ends[part]; at++) {
          partOf.put(names.get(order[at]), parts.names().get(part));
        }
      }
    }
    return partOf;
  }

  /** The files that are split, in their order. */
  private List<String> taken(List<String> all) {
    if (take == 0) {
      return all;
    }
    if (all.size() < take) {
      throw new IllegalArgumentException(
          "Expected at least " + take + " files to take. Received: " + all.size());
    }
    int[] drawn = Arrays.copyOf(RandomStreams.permutation(all.size(), seed, -1), take);
    return Arrays.stream(drawn).sorted().mapToObj(all::get).toList();
  }

  private List<String> names() throws IOException {
    if (classPattern == null) {
      return ClassFolders.scan(source, List.of(), false).names();
    }
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(source)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        Matcher matcher = classPattern.matcher(name);
        if (matcher.matches()) {
          String className = matcher.group(1);
          names.add(classNames.getOrDefault(className, className) + "/" + name);
        }
      }
    }
    return names;
  }

  private List<String> inTarget(String part) {
    Path folder = target.resolve(part);
    return Files.isDirectory(folder)
        ? ClassFolders.scan(folder, List.of(), false).names()
        : List.of();
  }

  private void refuseOtherParts(Map<String, String> partOf) {
    for (String part : partNames()) {
      for (String name : inTarget(part)) {
        if (!part.equals(partOf.get(name))) {
          throw new IllegalStateException(
              "Expected a target that is empty, or that the same split has begun to fill. Received:"
                  + " "
                  + target.resolve(part).resolve(name)
                  + ", which belongs to "
                  + (partOf.containsKey(name) ? partOf.get(name) : "no part")
                  + " of this one: another split has filled the target; empty it, or choose"
                  + " another");
        }
      }
    }
  }

  /** Refuses before anything is written, so that a target of others stays as it was. */
  private void refuseOtherFiles(Map<String, String> partOf) throws IOException {
    for (Map.Entry<String, String> entry : partOf.entrySet()) {
      Path from = file(entry.getKey());
      Path to = place(entry);
      if (Files.exists(from) && !transfer.mayReplace(from, to)) {
        throw new IllegalStateException(
            "Expected a target that is empty, or that the same split has begun to fill. Received: "
                + to
                + ", which holds something else than "
                + from
                + "; nothing has been changed: empty the target, or choose another");
      }
    }
  }

  private Map<String, String> listed() throws IOException {
    Map<String, String> partOf = new LinkedHashMap<>();
    for (Map.Entry<String, Path> entry : lists.entrySet()) {
      for (String name : read(entry.getValue())) {
        String found = ending(name, entry.getKey());
        String other = partOf.put(found, entry.getKey());
        if (other != null && !other.equals(entry.getKey())) {
          throw new IllegalArgumentException(
              "Expected every file in one list. Received: "
                  + name
                  + " in those of "
                  + other
                  + " and "
                  + entry.getKey());
        }
      }
    }
    return partOf;
  }

  /** A listed name with its ending, found in the source or where an earlier run moved it to. */
  private String ending(String name, String part) {
    Path root = source.toAbsolutePath().normalize();
    List<String> endings = new ArrayList<>(List.of(""));
    endings.addAll(PictureFormats.endings());
    for (String ending : endings) {
      Path file = root.resolve(name + ending).normalize();
      boolean there =
          Files.isRegularFile(file)
              || Files.isRegularFile(target.resolve(part).resolve(name + ending));
      if (there && file.startsWith(root) && name.contains("/")) {
        return name + ending;
      }
    }
    throw new IllegalArgumentException(
        "Expected every listed file below " + source + ", as CLASS/NAME. Received: " + name);
  }

  private static List<String> read(Path list) throws IOException {
    if (!list.toString().endsWith(".json")) {
      return Files.readAllLines(list).stream()
          .map(String::strip)
          .filter(s -> !s.isEmpty())
          .toList();
    }
    List<String> names = new ArrayList<>();
    for (JsonNode ofClass : JSON.readTree(list.toFile())) {
      ofClass.forEach(name -> names.add(name.asText()));
    }
    return names;
  }
}
