package io.github.markhor.reports;

import io.github.markhor.Model;
import io.github.markhor.config.Immutable;
import io.github.markhor.config.KerasNames;
import io.github.markhor.config.Require;
import io.github.markhor.network.BuiltLayer;
import io.github.markhor.tensor.Tensor;
import java.awt.Graphics2D;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the channels of a layer make of a picture: its feature maps, each stretched by itself from
 * its least to its greatest number. Each method that sets an option returns a changed copy.
 *
 * <pre>{@code FeatureMaps.of(model, "conv2d_1", picture).save(Path.of("maps.png")); }</pre>
 */
public final class FeatureMaps extends Immutable<FeatureMaps> implements Figure {
  private static final int MOST = 64;
  private static final int COLUMNS = 8;
  private static final int SIDE = 96;

  private final String layer;
  private final Tensor maps;
  private int most = MOST;
  private int columns = COLUMNS;
  private ColorMap colors = ColorMap.VIRIDIS;

  private FeatureMaps(String layer, Tensor maps) {
    this.layer = layer;
    this.maps = maps;
  }

  /**
   * The maps of a layer for a picture.
   *
   * @param layer whose results are maps, (H, W, C); one within another is {@code outer/inner}
   * @param picture as the model takes it, (H, W, C) or (1, H, W, C)
   * @throws IllegalArgumentException if the model has no such layer, or it gives no maps
   */
  public static FeatureMaps of(Model model, String layer, Tensor picture) {
    Require.notNull("model", model);
    Require.notNull("layer", layer);
    BuiltLayer found = model.layer(layer);
    if (found.outputShape().rank() != 3) {
      throw new IllegalArgumentException(
          "Expected a layer whose results are maps, (H, W, C). Received: "
              + layer
              + ", whose results are "
              + found.outputShape());
    }
    return new FeatureMaps(layer, model.output(layer).predict(OnePicture.of(picture)));
  }

  /** The maps of the first channels only; by default of 64. */
  public FeatureMaps most(int channels) {
    if (channels < 1) {
      throw new IllegalArgumentException("Expected at least 1 channel. Received: most=" + channels);
    }
    return with(copy -> copy.most = channels);
  }

  /** How many maps stand side by side; default 8. */
  public FeatureMaps columns(int columns) {
    if (columns < 1) {
      throw new IllegalArgumentException(
          "Expected at least 1 column. Received: columns=" + columns);
    }
    return with(copy -> copy.columns = columns);
  }

  /** The colours; by default {@link ColorMap#VIRIDIS}. */
  public FeatureMaps colors(ColorMap colors) {
    Require.notNull("colors", colors);
    return with(copy -> copy.colors = colors);
  }

  /** The colours by their name: {@code viridis}, {@code grey}, {@code jet}, {@code signed}. */
  public FeatureMaps colors(String name) {
    return colors(KerasNames.choice(ColorMap.class, "colors", name));
  }

  /** The layer's name. */
  public String layer() {
    return layer;
  }

  /** The numbers of all channels, (1, H, W, C). */
  public Tensor maps() {
    return maps;
  }

  private Images images() {
    List<Tensor> all = Images.split(maps);
    int shown = Math.min(most, all.size());
    return Images.of(all.subList(0, shown))
        .titles(IntStream.range(0, shown).mapToObj(String::valueOf).toList())
        .columns(columns)
        .side(SIDE)
        .colors(colors)
        .heading(
            layer
                + ": "
                + (shown < all.size() ? shown + " of " : "")
                + all.size()
                + (all.size() == 1 ? " map" : " maps")
                + " of "
                + maps.shape().size(1)
                + " × "
                + maps.shape().size(2));
  }

  @Override
  public int width() {
    return images().width();
  }

  @Override
  public int height() {
    return images().height();
  }

  @Override
  public void draw(Graphics2D graphics) {
    images().draw(graphics);
  }
}
