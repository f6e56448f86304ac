package io.github.markhor.reports;

import io.github.markhor.config.Immutable;
import io.github.markhor.config.KerasNames;
import io.github.markhor.config.Require;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Tensors as pictures side by side, of any sizes, with titles: what matplotlib's {@code imshow} is
 * used for. Each method returns a changed copy.
 *
 * <pre>{@code
 * Images.of(picture, edges).titles("the picture", "its edges").save(Path.of("edges.png"));
 * Images.channels(picture).titles("red", "green", "blue").save(Path.of("channels.png"));
 * }</pre>
 *
 * <p>Small pictures are enlarged by whole factors, so that each of their pixels stays a square;
 * large ones are made smaller.
 */
public final class Images extends Immutable<Images> implements Figure {
  private static final int GAP = 12;
  private static final int MOST_SIDE = 20_000;
  private static final int FONT_SIZE = 13;
  private static final int LINE = 18;
  private static final int HEADING_SIZE = 15;
  private static final int HEADING = 30;
  private static final int SIDE = 200;

  /** What is drawn: a tensor, or an image whose colours are fixed. */
  private record Shown(Tensor tensor, BufferedImage image) {
    int imageWidth() {
      Shape shape = tensor == null ? null : pictureShape(tensor.shape());
      return shape == null ? image.getWidth() : shape.size(1);
    }

    int imageHeight() {
      Shape shape = tensor == null ? null : pictureShape(tensor.shape());
      return shape == null ? image.getHeight() : shape.size(0);
    }
  }

  private final List<Shown> shown;
  private List<String> titles = List.of();
  private String heading = "";
  private int columns;
  private int side = SIDE;
  private ColorMap colors;
  private double[] range;

  private Images(List<Shown> shown) {
    if (shown.isEmpty()) {
      throw new IllegalArgumentException("Expected at least one picture. Received: none");
    }
    this.shown = List.copyOf(shown);
    this.columns = Math.min(shown.size(), 8);
  }

  /** Pictures as {@link #of(List)} takes them. */
  public static Images of(Tensor... pictures) {
    Require.notNull("pictures", pictures);
    return of(Arrays.asList(pictures));
  }

  /**
   * Pictures, which may be of different sizes. Levels of 0 to 1 or of 0 to 255 are shown as they
   * are; a picture of other numbers is stretched.
   *
   * @param pictures (H, W) or (H, W, C) with 1 channel, 3 or 4; a batch (N, H, W, C) is N pictures
   * @throws IllegalArgumentException if there is none, or one has another shape
   */
  public static Images of(List<Tensor> pictures) {
    List<Shown> shown = new ArrayList<>();
    for (Tensor picture : Require.noneNull("pictures", pictures)) {
      boolean isBatch = picture.shape().rank() == 4;
      int count = isBatch ? picture.shape().size(0) : 1;
      for (int i = 0; i < count; i++) {
        Tensor one = isBatch ? picture.slice(i, i + 1) : picture;
        pictureShape(one.shape());
        shown.add(new Shown(one, null));
      }
    }
    return new Images(shown);
  }

  /** The channels of a picture, (H, W, C) or (1, H, W, C) with any C, each as a picture of grey. */
  public static Images channels(Tensor picture) {
    return new Images(split(picture).stream().map(map -> new Shown(map, null)).toList());
  }

  /** The channels of (H, W, C) or (1, H, W, C), each (H, W). */
  static List<Tensor> split(Tensor picture) {
    Require.notNull("picture", picture);
    Shape shape = picture.shape();
    int first = shape.rank() == 4 && shape.size(0) == 1 ? 1 : 0;
    if (shape.rank() != 3 + first) {
      throw new IllegalArgumentException(
          "Expected one picture of shape (H, W, C). Received: " + shape);
    }
    int channels = shape.size(-1);
    float[] values = picture.toArray();
    List<Tensor> maps = new ArrayList<>();
    for (int c = 0; c < channels; c++) {
      float[] map = new float[values.length / channels];
      for (int i = 0; i < map.length; i++) {
        map[i] = values[i * channels + c];
      }
      maps.add(Tensor.of(map, shape.size(first), shape.size(first + 1)));
    }
    return maps;
  }

  /** Images of the JDK, in their own colours. */
  public static Images of(BufferedImage... images) {
    Require.notNull("images", images);
    return new Images(
        Arrays.stream(images)
            .map(image -> new Shown(null, Require.notNull("an image", image)))
            .toList());
  }

  private static Shape pictureShape(Shape shape) {
    int first = shape.rank() == 4 ? 1 : 0;
    int rank = shape.rank() - first;
    int channels = rank == 2 ? 1 : rank == 3 ? shape.size(-1) : 0;
    if (channels != 1 && channels != 3 && channels != 4 || shape.elements() == 0) {
      throw new IllegalArgumentException(
          "Expected a picture of shape (H, W) or (H, W, C) with 1, 3 or 4 channels. Received: "
              + shape
              + (rank == 3 ? "; Images.channels shows each channel" : ""));
    }
    return Shape.of(shape.size(first), shape.size(first + 1), channels);
  }

  /**
   * The titles above the pictures, in their order.
   *
   * @throws IllegalArgumentException if there are not as many as pictures
   */
  public Images titles(String... titles) {
    return titles(Arrays.asList(titles));
  }

  /** The titles above the pictures, in their order. */
  public Images titles(List<String> titles) {
    List<String> own = Require.noneNull("titles", titles);
    if (own.size() != shown.size()) {
      throw new IllegalArgumentException(
          "Expected a title for each of " + shown.size() + " pictures. Received: " + own.size());
    }
    return with(copy -> copy.titles = own);
  }

  /** The title of the whole figure; by default none. */
  public Images heading(String heading) {
    Require.notNull("heading", heading);
    return with(copy -> copy.heading = heading);
  }

  /** How many pictures stand side by side; by default all, but no more than 8. */
  public Images columns(int columns) {
    if (columns < 1) {
      throw new IllegalArgumentException(
          "Expected at least 1 column. Received: columns=" + columns);
    }
    return with(copy -> copy.columns = Math.min(columns, shown.size()));
  }

  /** About how large the longer side of each picture is, in pixels; default 200. */
  public Images side(int pixels) {
    if (pixels < 8 || pixels > MOST_SIDE) {
      throw new IllegalArgumentException(
          "Expected 8 to " + MOST_SIDE + " pixels. Received: side=" + pixels);
    }
    return with(copy -> copy.side = pixels);
  }

  /**
   * The colours of pictures of one channel, which are then stretched each by itself: {@link
   * ColorMap#SIGNED} for numbers that may be negative. By default they are grey.
   */
  public Images colors(ColorMap colors) {
    Require.notNull("colors", colors);
    return with(copy -> copy.colors = colors);
  }

  /** The colours by their name: {@code viridis}, {@code grey}, {@code jet}, {@code signed}. */
  public Images colors(String name) {
    return colors(KerasNames.choice(ColorMap.class, "colors", name));
  }

  /** The numbers that are black and white in all pictures, so that they can be compared. */
  public Images range(double black, double white) {
    Require.finite("black", black);
    Require.finite("white", white);
    return with(copy -> copy.range = new double[] {black, white});
  }

  private BufferedImage image(Shown one) {
    if (one.image != null) {
      return one.image;
    }
    boolean isMap = pictureShape(one.tensor.shape()).size(2) == 1;
    if (isMap && colors != null) {
      return range == null
          ? colors.image(one.tensor)
          : colors.image(one.tensor, range[0], range[1]);
    }
    return range == null
        ? TensorImage.of(one.tensor)
        : TensorImage.of(one.tensor, range[0], range[1]);
  }

  /** What a picture's size is multiplied by: a whole factor, or one below 1. */
  private double factor(Shown one) {
    double factor = (double) side / Math.max(one.imageWidth(), one.imageHeight());
    return factor >= 1 ? Math.rint(factor) : factor;
  }

  private int shownWidth(Shown one) {
    return Math.max(1, (int) Math.round(one.imageWidth() * factor(one)));
  }

  private int shownHeight(Shown one) {
    return Math.max(1, (int) Math.round(one.imageHeight() * factor(one)));
  }

  private int rows() {
    return (shown.size() + columns - 1) / columns;
  }

  /** Columns are as wide as their widest picture, and not so narrow that no title fits. */
  private int columnWidth(int column) {
    int widest = titles.isEmpty() ? 1 : Math.min(side, 64);
    for (int i = column; i < shown.size(); i += columns) {
      widest = Math.max(widest, shownWidth(shown.get(i)));
    }
    return widest;
  }

  private int rowHeight(int row) {
    int highest = 1;
    for (int i = row * columns; i < Math.min(shown.size(), (row + 1) * columns); i++) {
      highest = Math.max(highest, shownHeight(shown.get(i)));
    }
    return highest + titleHeight();
  }

  private int titleHeight() {
    return titles.isEmpty() ? 0 : LINE;
  }

  private int top() {
    return heading.isEmpty() ? GAP : GAP + HEADING;
  }

  @Override
  public int width() {
    int width = GAP;
    for (int column = 0; column < columns; column++) {
      width += columnWidth(column) + GAP;
    }
    int needed =
        heading.isEmpty() ? 0 : Texts.metrics(Palette.bold(HEADING_SIZE)).stringWidth(heading);
    return Math.max(width, Math.min(needed + 2 * GAP, 4 * SIDE));
  }

  @Override
  public int height() {
    int height = top();
    for (int row = 0; row < rows(); row++) {
      height += rowHeight(row) + GAP;
    }
    return height;
  }

  @Override
  public void draw(Graphics2D g) {
    Palette.clear(g, this);
    if (!heading.isEmpty()) {
      g.setFont(Palette.bold(HEADING_SIZE));
      String text = Texts.fitting(heading, width() - 2 * GAP, g.getFontMetrics());
      g.drawString(text, GAP, GAP + g.getFontMetrics().getAscent());
    }
    g.setFont(Palette.font(FONT_SIZE));
    FontMetrics font = g.getFontMetrics();
    int y = top();
    for (int row = 0; row < rows(); row++) {
      int x = GAP;
      for (int column = 0; column < columns && row * columns + column < shown.size(); column++) {
        int i = row * columns + column;
        Shown one = shown.get(i);
        int width = columnWidth(column);
        if (!titles.isEmpty()) {
          String title = Texts.fitting(titles.get(i), width, font);
          g.drawString(title, x + (width - font.stringWidth(title)) / 2, y + font.getAscent());
        }
        g.setRenderingHint(
            RenderingHints.KEY_INTERPOLATION,
            factor(one) < 1
                ? RenderingHints.VALUE_INTERPOLATION_BICUBIC
                : RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        int left = x + (width - shownWidth(one)) / 2;
        g.drawImage(image(one), left, y + titleHeight(), shownWidth(one), shownHeight(one), null);
        x += width + GAP;
      }
      y += rowHeight(row) + GAP;
    }
  }
}
