package io.github.markhor.reports;

import io.github.markhor.source.Batch;
import io.github.markhor.source.BatchSource;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The first samples of an epoch as the network gets them, augmented and standardized, in a grid
 * with their labels below, to look at before training.
 *
 * <p>{@link TensorImage} tells which values are black and white.
 */
public final class SampleGrid implements Figure {
  private final List<String> labels;
  private final PictureGrid grid;

  private SampleGrid(List<PictureGrid.Cell> cells, int columns) {
    grid = new PictureGrid(cells, columns);
    labels = cells.stream().map(cell -> cell.lines().get(0).text()).toList();
  }

  /**
   * Takes the first samples of epoch 0.
   *
   * @param source gives pictures (N, H, W, C) of 1, 3 or 4 channels, the last being alpha
   * @throws IllegalArgumentException if it gives something else
   */
  public static SampleGrid of(BatchSource source, int rows, int columns) {
    checkPictures(source, rows, columns);
    List<PictureGrid.Cell> cells = new ArrayList<>();
    try (BatchSource.Batches batches = source.epoch(0)) {
      while (cells.size() < rows * columns && batches.hasNext()) {
        try (Batch batch = batches.next()) {
          for (int i = 0; i < batch.size() && cells.size() < rows * columns; i++) {
            String label =
                batch.y() == null ? "" : label(batch.y().slice(i, i + 1), source.classNames());
            cells.add(
                new PictureGrid.Cell(
                    TensorImage.of(batch.x().slice(i, i + 1)),
                    List.of(new PictureGrid.Line(label, Palette.TEXT))));
          }
        }
      }
    }
    return new SampleGrid(cells, columns);
  }

  static void checkPictures(BatchSource source, int rows, int columns) {
    Shape shape = source.inputShape();
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException(
          "Expected at least one row and one column. Received: " + rows + " and " + columns);
    }
    if (!isPicture(shape)) {
      throw new IllegalArgumentException(
          "Expected pictures of shape (H, W, C) with 1, 3 or 4 channels. Received: " + shape);
    }
  }

  static boolean isPicture(Shape shape) {
    int channels = shape.rank() == 3 ? shape.size(2) : 0;
    return channels == 1 || channels == 3 || channels == 4;
  }

  /** The class of a number or a one-hot row, or the numbers themselves. */
  private static String label(Tensor y, List<String> classNames) {
    float[] row = y.toArray();
    if (row.length == 1) {
      int number = Math.round(row[0]);
      boolean isClass = number == row[0] && number >= 0 && number < classNames.size();
      return isClass ? classNames.get(number) : String.format(Locale.ROOT, "%.4g", row[0]);
    }
    if (row.length != classNames.size()) {
      return "";
    }
    List<String> names = new ArrayList<>();
    for (int c = 0; c < row.length; c++) {
      if (row[c] > 0) {
        names.add(classNames.get(c));
      }
    }
    return String.join(", ", names);
  }

  /** The labels, in the order of the pictures. */
  public List<String> labels() {
    return labels;
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
