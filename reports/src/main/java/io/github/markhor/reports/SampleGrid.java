package io.github.markhor.reports;

import io.github.markhor.source.Batch;
import io.github.markhor.source.BatchSource;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
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
  private static final int LEAST_SIDE = 112;
  private static final int GAP = 10;
  private static final int LABEL_HEIGHT = 20;
  private static final int FONT_SIZE = 12;

  private final List<BufferedImage> pictures = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();
  private final int columns;

  private SampleGrid(int columns) {
    this.columns = columns;
  }

  /**
   * Takes the first samples of epoch 0.
   *
   * @param source gives pictures (N, H, W, C) of 1, 3 or 4 channels, the last being alpha
   * @throws IllegalArgumentException if it gives something else
   */
  public static SampleGrid of(BatchSource source, int rows, int columns) {
    Shape shape = source.inputShape();
    int channels = shape.rank() == 3 ? shape.size(2) : 0;
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException(
          "Expected at least one row and one column. Received: " + rows + " and " + columns);
    }
    if (channels != 1 && channels != 3 && channels != 4) {
      throw new IllegalArgumentException(
          "Expected pictures of shape (H, W, C) with 1, 3 or 4 channels. Received: " + shape);
    }
    SampleGrid grid = new SampleGrid(columns);
    try (BatchSource.Batches batches = source.epoch(0)) {
      while (grid.pictures.size() < rows * columns && batches.hasNext()) {
        try (Batch batch = batches.next()) {
          grid.add(batch, rows * columns, source.classNames());
        }
      }
    }
    return grid;
  }

  private void add(Batch batch, int most, List<String> classNames) {
    for (int i = 0; i < batch.size() && pictures.size() < most; i++) {
      pictures.add(TensorImage.of(batch.x().slice(i, i + 1)));
      labels.add(batch.y() == null ? "" : label(batch.y().slice(i, i + 1), classNames));
    }
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
    return List.copyOf(labels);
  }

  /** With whole multiples the pixels that the network sees stay visible. */
  private int enlarged() {
    BufferedImage first = pictures.get(0);
    return Math.max(1, LEAST_SIDE / Math.max(first.getWidth(), first.getHeight()));
  }

  private int pictureWidth() {
    return pictures.get(0).getWidth() * enlarged();
  }

  private int pictureHeight() {
    return pictures.get(0).getHeight() * enlarged();
  }

  @Override
  public int width() {
    return GAP + columns * (pictureWidth() + GAP);
  }

  @Override
  public int height() {
    int rows = (pictures.size() + columns - 1) / columns;
    return GAP + rows * (pictureHeight() + LABEL_HEIGHT + GAP);
  }

  @Override
  public void draw(Graphics2D g) {
    int width = pictureWidth();
    int height = pictureHeight();
    Palette.clear(g, this);
    g.setFont(Palette.font(FONT_SIZE));
    for (int i = 0; i < pictures.size(); i++) {
      int x = GAP + i % columns * (width + GAP);
      int y = GAP + i / columns * (height + LABEL_HEIGHT + GAP);
      g.drawImage(pictures.get(i), x, y, width, height, null);
      String label = Texts.fitting(labels.get(i), width, g.getFontMetrics());
      int left = x + (width - g.getFontMetrics().stringWidth(label)) / 2;
      g.drawString(label, left, y + height + LABEL_HEIGHT - 5);
    }
  }
}
