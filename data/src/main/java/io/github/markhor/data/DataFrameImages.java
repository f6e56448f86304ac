package io.github.markhor.data;

import io.github.markhor.data.table.Columns;
import io.github.markhor.data.table.DataFrame;
import io.github.markhor.source.Targets;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.text.Notices;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;

/**
 * The pictures that a table names, as Keras's {@code flow_from_dataframe} finds them. Made by
 * {@link ImageDataGenerator#flowFromDataframe}.
 *
 * <p>With a subset, the first {@code validationSplit} of the rows validate and the others train. A
 * table sorted by class, whose training part would lack a class, is refused, unlike in Keras.
 */
public final class DataFrameImages extends FileImages {
  private static final Logger LOG = Notices.logger(DataFrameImages.class);

  private final DataFrame frame;
  private final FrameRows chosen;
  private final List<Tensor> targets;
  private final Tensor weights;

  DataFrameImages(
      GeneratorSettings settings, DataFrame frame, Path directory, Columns columns, Flow flow) {
    this(settings, frame, columns, flow, choose(settings, frame, directory, columns, flow));
  }

  private DataFrameImages(
      GeneratorSettings settings, DataFrame frame, Columns columns, Flow flow, FrameRows chosen) {
    super(settings, flow, chosen.files(), names(frame, columns, chosen), chosen.classNames());
    this.frame = frame;
    this.chosen = chosen;
    this.targets = targets(frame, columns, flow.classMode(), chosen);
    this.weights =
        columns.weight() == null ? null : numbers(frame, List.of(columns.weight()), chosen, false);
    LOG.info("Found {} images in a table of {} rows.", samples(), frame.rows());
  }

  private static FrameRows choose(
      GeneratorSettings settings, DataFrame frame, Path directory, Columns columns, Flow flow) {
    Split split = settings.split(flow.subset());
    FrameRows chosen =
        FrameRows.choose(
            frame,
            directory,
            columns,
            flow.classMode(),
            flow.classes(),
            split,
            settings.replay() == null);
    if (chosen.rows().isEmpty()) {
      throw new IllegalArgumentException(
          "Expected at least one picture in the table"
              + split.phrase()
              + ". Received: a table of "
              + frame.rows()
              + " rows, of which none remains");
    }
    int[] samples = flow.samplesOf(chosen.rows().size());
    return samples == null ? chosen : chosen.rows(samples);
  }

  private static List<String> names(DataFrame frame, Columns columns, FrameRows chosen) {
    List<Object> files = frame.column(columns.x());
    return chosen.rows().stream().map(row -> (String) files.get(row)).toList();
  }

  private static List<Tensor> targets(
      DataFrame frame, Columns columns, ClassMode mode, FrameRows chosen) {
    switch (mode) {
      case RAW:
        return List.of(numbers(frame, columns.y(), chosen, columns.hasSeveralY()));
      case MULTI_OUTPUT:
        return columns.y().stream()
            .map(column -> numbers(frame, List.of(column), chosen, false))
            .toList();
      default:
        return List.of();
    }
  }

  /** The numbers of columns, (n,), or (n, columns) as a matrix. */
  private static Tensor numbers(
      DataFrame frame, List<String> columns, FrameRows chosen, boolean matrix) {
    float[] values = new float[chosen.rows().size() * columns.size()];
    int at = 0;
    for (int row : chosen.rows()) {
      for (String column : columns) {
        Object value = frame.column(column).get(row);
        if (!(value instanceof Number number)) {
          throw new IllegalArgumentException(
              "Expected numbers in the column "
                  + column
                  + ". Received: "
                  + (value == null ? "no value" : value)
                  + " in "
                  + frame.rowName(row));
        }
        values[at++] = number.floatValue();
      }
    }
    Shape rows = Shape.of(chosen.rows().size());
    return Tensor.of(values, matrix ? Shape.of(chosen.rows().size(), columns.size()) : rows);
  }

  @Override
  int[] classesOf(int sample) {
    return chosen.classes()[sample];
  }

  @Override
  Tensor labels(int[] numbers, Tensor x) {
    return targets.isEmpty() ? super.labels(numbers, x) : gather(targets.get(0), numbers, 0);
  }

  @Override
  List<Tensor> moreLabels(int[] numbers) {
    return targets.stream().skip(1).map(target -> gather(target, numbers, 0)).toList();
  }

  @Override
  Tensor weights(int[] numbers) {
    return weights == null ? null : gather(weights, numbers, 0);
  }

  @Override
  public Targets targets() {
    return new Targets(
        List.of(), targets, weights == null ? List.of() : List.of(weights), this::rowName);
  }

  private String rowName(int sample) {
    return name(sample) + " in " + frame.rowName(chosen.rows().get(sample));
  }

  @Override
  public Shape labelShape() {
    return targets.isEmpty() ? super.labelShape() : targets.get(0).shape().dropFirst();
  }

  @Override
  public List<Shape> labelShapes() {
    return targets.isEmpty()
        ? super.labelShapes()
        : targets.stream().map(target -> target.shape().dropFirst()).toList();
  }

  /**
   * The class numbers of each file, in the order of {@link #filenames}; of a file that is in
   * several classes, several. Empty where the labels are not classes.
   */
  public int[][] classLists() {
    int[][] copy = new int[classNames().isEmpty() ? 0 : samples()][];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = chosen.classes()[i].clone();
    }
    return copy;
  }

  /** The class number of each file; empty where labels are not classes, or a file has several. */
  @Override
  public int[] classes() {
    int[][] lists = classLists();
    boolean single = Arrays.stream(lists).allMatch(list -> list.length == 1);
    return single ? Arrays.stream(lists).mapToInt(list -> list[0]).toArray() : new int[0];
  }
}
