package io.github.markhor.data;

import io.github.markhor.data.decode.PictureFormats;
import io.github.markhor.data.folders.FolderWalk;
import io.github.markhor.data.table.Columns;
import io.github.markhor.data.table.DataFrame;
import io.github.markhor.text.Notices;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;

/**
 * The rows of a table that a source takes, and their classes, by Keras's rules in their order: the
 * columns are checked, rows without a file or of another class are left out, and then the first
 * part of the other rows validates.
 *
 * @param rows the rows' numbers in the table
 * @param files each row's file
 * @param classNames in the order of their numbers; empty for class modes without classes
 * @param classes each row's class numbers
 */
record FrameRows(List<Integer> rows, List<Path> files, List<String> classNames, int[][] classes) {
  private static final Logger LOG = Notices.logger(FrameRows.class);

  /**
   * @param checksClasses whether a split that leaves a class out of the training is refused
   */
  static FrameRows choose(
      DataFrame frame,
      Path directory,
      Columns columns,
      ClassMode mode,
      List<String> wanted,
      Split split,
      boolean checksClasses) {
    checkColumns(frame, columns, mode, wanted);
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < frame.rows(); i++) {
      if (!columns.validateFilenames() || isPicture(file(frame, directory, columns, i))) {
        rows.add(i);
      }
    }
    if (rows.size() < frame.rows()) {
      int first = 0;
      while (first < rows.size() && rows.get(first) == first) {
        first++;
      }
      String leftOut =
          frame.rowName(first) + ", " + file(frame, directory, columns, first).toString();
      if (rows.isEmpty()) {
        throw new IllegalArgumentException(
            "Expected files that are there, and pictures by their endings, in the column "
                + columns.x()
                + ". Received: a table of "
                + frame.rows()
                + " rows, none of which names one; the first is "
                + leftOut);
      }
      LOG.warn(
          "{} of {} files in the column {} are missing, or no pictures by their endings: their"
              + " rows are left out. The first is {}.",
          frame.rows() - rows.size(),
          frame.rows(),
          columns.x(),
          leftOut);
    }
    List<String> classNames = List.of();
    if (hasClasses(mode)) {
      List<Object> labels = frame.column(columns.y().get(0));
      classNames = wanted.isEmpty() ? found(labels, rows) : wanted;
      List<String> known = classNames;
      rows.removeIf(row -> numbers(labels.get(row), known).length == 0);
    }
    if (hasClasses(mode) && split.isPart() && checksClasses) {
      List<Object> labels = frame.column(columns.y().get(0));
      int held = split.held(rows.size());
      Split.checkClasses(
          classes(labels, rows.subList(0, held), classNames),
          classes(labels, rows.subList(held, rows.size()), classNames),
          "shuffle the rows of the table first");
    }
    List<Integer> chosen =
        List.copyOf(rows.subList(split.from(rows.size()), split.to(rows.size())));
    List<Path> files = new ArrayList<>();
    int[][] classes = new int[chosen.size()][];
    for (int i = 0; i < classes.length; i++) {
      files.add(file(frame, directory, columns, chosen.get(i)));
      if (hasClasses(mode)) {
        classes[i] = numbers(frame.column(columns.y().get(0)).get(chosen.get(i)), classNames);
      }
    }
    return new FrameRows(chosen, List.copyOf(files), classNames, classes);
  }

  /** The rows of these places among these, in this order; the classes stay. */
  FrameRows rows(int... places) {
    return new FrameRows(
        Arrays.stream(places).mapToObj(rows::get).toList(),
        Arrays.stream(places).mapToObj(files::get).toList(),
        classNames,
        Arrays.stream(places).mapToObj(place -> classes[place]).toArray(int[][]::new));
  }

  private static Set<String> classes(List<Object> labels, List<Integer> rows, List<String> known) {
    Set<String> classes = new TreeSet<>(FolderWalk.BY_CODE_POINT);
    rows.forEach(row -> classes.addAll(names(labels.get(row))));
    classes.retainAll(known);
    return classes;
  }

  private static Path file(DataFrame frame, Path directory, Columns columns, int row) {
    String name = (String) frame.column(columns.x()).get(row);
    try {
      return directory == null ? Path.of(name) : directory.resolve(name);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "Expected names of files in the column "
              + columns.x()
              + ". Received: "
              + e.getMessage()
              + " in "
              + frame.rowName(row),
          e);
    }
  }

  private static boolean isPicture(Path file) {
    return PictureFormats.countsInFlows(file.toString()) && Files.isRegularFile(file);
  }

  private static boolean hasClasses(ClassMode mode) {
    return mode == ClassMode.CATEGORICAL || mode == ClassMode.BINARY || mode == ClassMode.SPARSE;
  }

  private static List<String> found(List<Object> labels, List<Integer> rows) {
    TreeSet<String> names = new TreeSet<>(FolderWalk.BY_CODE_POINT);
    for (int row : rows) {
      names.addAll(names(labels.get(row)));
    }
    return List.copyOf(names);
  }

  private static List<String> names(Object label) {
    return label instanceof Collection<?> several
        ? several.stream().map(String.class::cast).toList()
        : List.of((String) label);
  }

  private static int[] numbers(Object label, List<String> classNames) {
    return names(label).stream().mapToInt(classNames::indexOf).filter(n -> n >= 0).toArray();
  }

  private static void checkColumns(
      DataFrame frame, Columns columns, ClassMode mode, List<String> wanted) {
    if (mode == ClassMode.MULTI_OUTPUT && !columns.hasSeveralY()) {
      throw new IllegalArgumentException(
          "Expected a list of columns for the classMode MULTI_OUTPUT (multi_output). Received: "
              + columns.y());
    }
    for (int row = 0; row < frame.rows(); row++) {
      Object file = frame.column(columns.x()).get(row);
      check(file instanceof String, "file names as text", frame, columns.x(), row, file);
      if (columns.weight() != null) {
        Object weight = frame.column(columns.weight()).get(row);
        check(weight instanceof Number, "weights as numbers", frame, columns.weight(), row, weight);
      }
    }
    if (hasClasses(mode)) {
      if (columns.y().size() != 1) {
        throw new IllegalArgumentException(
            "Expected one column of labels for the classMode "
                + mode
                + ". Received: "
                + columns.y());
      }
      checkLabels(frame, columns.y().get(0), mode, wanted);
    }
  }

  private static void checkLabels(
      DataFrame frame, String column, ClassMode mode, List<String> wanted) {
    LinkedHashSet<Object> distinct = new LinkedHashSet<>();
    for (int i = 0; i < frame.rows(); i++) {
      int row = i;
      Object label = frame.column(column).get(row);
      boolean several = mode == ClassMode.CATEGORICAL && label instanceof Collection<?>;
      if (several) {
        ((Collection<?>) label)
            .forEach(
                one ->
                    check(one instanceof String, "class names as text", frame, column, row, one));
      } else {
        check(label instanceof String, "class names as text", frame, column, row, label);
      }
      distinct.add(label);
    }
    int classes = wanted.isEmpty() ? distinct.size() : wanted.size();
    if (mode == ClassMode.BINARY && classes != 2) {
      throw new IllegalArgumentException(
          "Expected 2 classes for the binary classMode. Received: "
              + classes
              + ", "
              + (wanted.isEmpty() ? distinct : wanted));
    }
  }

  private static void check(
      boolean holds, String what, DataFrame frame, String column, int row, Object received) {
    if (!holds) {
      throw new IllegalArgumentException(
          "Expected "
              + what
              + " in the column "
              + column
              + ". Received: "
              + (received == null
                  ? "no value"
                  : received + " (" + received.getClass().getSimpleName() + ")")
              + " in "
              + frame.rowName(row)
              + (received instanceof Number && what.endsWith("text")
                  ? "; asText(\"" + column + "\") makes texts of the column"
                  : ""));
    }
  }
}
