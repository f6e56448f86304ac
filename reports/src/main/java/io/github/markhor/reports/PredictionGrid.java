package io.github.markhor.reports;

import io.github.markhor.Model;
import io.github.markhor.config.Require;
import io.github.markhor.source.Batch;
import io.github.markhor.source.BatchSource;
import io.github.markhor.tensor.Tensor;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Pictures with what was predicted for each: green and with ✓ where it is right, red and with the
 * true class below where it is wrong. Immutable.
 */
public final class PredictionGrid implements Figure {
  /**
   * One picture of the grid.
   *
   * @param sample its number in the evaluation
   * @param name its file, or {@code sample 7}
   * @param truth the true class
   * @param predicted the predicted class
   * @param probability of the predicted class; NaN where only classes are known
   */
  public record Prediction(
      int sample, String name, String truth, String predicted, double probability) {
    /** Whether the true class was predicted. */
    public boolean isRight() {
      return truth.equals(predicted);
    }
  }

  private final List<Prediction> predictions;
  private final PictureGrid grid;

  private PredictionGrid(
      Evaluation evaluation, Map<Integer, BufferedImage> pictures, int[] samples, int columns) {
    List<Prediction> made = new ArrayList<>();
    List<PictureGrid.Cell> cells = new ArrayList<>();
    for (int sample : samples) {
      int predicted = evaluation.predicted(sample);
      Prediction prediction =
          new Prediction(
              sample,
              evaluation.sampleName(sample),
              evaluation.classNames().get(evaluation.truth(sample)),
              evaluation.classNames().get(predicted),
              evaluation.hasScores() ? evaluation.score(sample, predicted) : Double.NaN);
      made.add(prediction);
      cells.add(new PictureGrid.Cell(pictures.get(sample), lines(prediction)));
    }
    predictions = List.copyOf(made);
    grid = new PictureGrid(cells, Math.min(columns, cells.size()));
  }

  private static List<PictureGrid.Line> lines(Prediction prediction) {
    String probability = "";
    if (!Double.isNaN(prediction.probability())) {
      probability = String.format(Locale.ROOT, " %.0f %%", 100 * prediction.probability());
    }
    boolean right = prediction.isRight();
    return List.of(
        new PictureGrid.Line(
            (right ? "✓ " : "✗ ") + prediction.predicted() + probability,
            right ? Palette.RIGHT : Palette.WRONG),
        new PictureGrid.Line(right ? "" : "is " + prediction.truth(), Palette.TEXT));
  }

  /** Goes through a source and shows its first samples, in the order of their numbers. */
  public static PredictionGrid of(Model model, BatchSource source, int rows, int columns) {
    return of(Evaluation.of(model, source), source, rows, columns);
  }

  /**
   * The first samples of a source.
   *
   * @param source that of which the evaluation was made; its pictures are read again
   * @throws IllegalArgumentException if it gives no pictures, or fewer than the evaluation has
   */
  public static PredictionGrid of(
      Evaluation evaluation, BatchSource source, int rows, int columns) {
    int most = Math.multiplyExact(rows, columns);
    return of(evaluation, source, columns, IntStream.range(0, Math.min(most, evaluation.size())));
  }

  /**
   * The samples that were predicted wrongly with the largest probability.
   *
   * @param source that of which the evaluation was made; its pictures are read again
   * @throws IllegalArgumentException if nothing was predicted wrongly; see {@link
   *     Evaluation#mistakes}
   */
  public static PredictionGrid mistakes(
      Evaluation evaluation, BatchSource source, int rows, int columns) {
    Require.notNull("evaluation", evaluation);
    List<Integer> mistakes = evaluation.mistakes();
    if (mistakes.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected at least one mistake to show. Received: predictions that are all right");
    }
    int most = Math.multiplyExact(rows, columns);
    return of(
        evaluation, source, columns, mistakes.stream().limit(most).mapToInt(Integer::intValue));
  }

  /**
   * Pictures of an array.
   *
   * @param x (N, H, W, C), a picture for each sample of the evaluation
   * @param samples which of them, in the order in which they are shown; without any, all
   */
  public static PredictionGrid of(Evaluation evaluation, Tensor x, int columns, int... samples) {
    Require.notNull("evaluation", evaluation);
    Require.notNull("x", x);
    Require.positive("columns", columns);
    if (x.shape().rank() < 3 || x.shape().size(0) != evaluation.size()) {
      throw new IllegalArgumentException(
          "Expected a picture for each of "
              + evaluation.size()
              + " samples, (N, H, W, C). Received: "
              + x.shape());
    }
    int[] shown = samples.length == 0 ? IntStream.range(0, evaluation.size()).toArray() : samples;
    Map<Integer, BufferedImage> pictures = new HashMap<>();
    for (int sample : shown) {
      Tensor one = x.slice(sample, sample + 1);
      pictures.put(
          sample,
          TensorImage.of(
              one.shape().rank() == 3
                  ? one.reshape(one.shape().size(1), one.shape().size(2))
                  : one));
    }
    return new PredictionGrid(evaluation, pictures, shown, columns);
  }

  private static PredictionGrid of(
      Evaluation evaluation, BatchSource source, int columns, IntStream samples) {
    Require.notNull("source", source);
    Require.positive("columns", columns);
    SampleGrid.checkPictures(source, 1, columns);
    int[] shown = samples.toArray();
    TreeSet<Integer> wanted = new TreeSet<>();
    IntStream.of(shown).forEach(wanted::add);
    if (wanted.isEmpty()) {
      throw new IllegalArgumentException("Expected at least one row. Received: none");
    }
    Map<Integer, BufferedImage> pictures = new HashMap<>();
    int from = 0;
    try (BatchSource.Batches batches = source.batchesInOrder()) {
      while (from <= wanted.last() && batches.hasNext()) {
        try (Batch batch = batches.next()) {
          for (int sample : wanted.subSet(from, from + batch.size())) {
            checkSame(evaluation, sample, batch, sample - from);
            pictures.put(sample, TensorImage.of(batch.x().slice(sample - from, sample - from + 1)));
          }
          from += batch.size();
        }
      }
    }
    if (pictures.size() < wanted.size()) {
      throw new IllegalArgumentException(
          "Expected the source of which the evaluation was made, of "
              + evaluation.size()
              + " samples. Received: one of "
              + from);
    }
    return new PredictionGrid(evaluation, pictures, shown, columns);
  }

  /** Another source would show other pictures under these predictions. */
  private static void checkSame(Evaluation evaluation, int sample, Batch batch, int place) {
    String name = batch.names() == null ? null : batch.names().apply(place);
    if (name != null && evaluation.isNamed() && !name.equals(evaluation.sampleName(sample))) {
      throw new IllegalArgumentException(
          "Expected the source of which the evaluation was made, whose sample "
              + sample
              + " is "
              + evaluation.sampleName(sample)
              + ". Received: one where it is "
              + name);
    }
  }

  /** What was predicted, in the order of the pictures. */
  public List<Prediction> predictions() {
    return predictions;
  }

  @Override
  public boolean hasPictures() {
    return true;
  }

  @Override
  public int width() {
    return grid.width();
  }

  @Override
  public int height() {
    return grid.height();
  }

  @Override
  public void draw(Graphics2D graphics) {
    grid.draw(graphics);
  }
}
