package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.config.ConfigException;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The base of layers that add or remove rows and columns around pictures (N, H, W, C).
 *
 * @param <L> the layer's own class
 */
abstract class Border2D<L extends Border2D<L>> extends AbstractLayer<L>
    implements ChannelsLayer<L> {
  private final String argument;
  private final int sign;
  private final int top;
  private final int bottom;
  private final int left;
  private final int right;
  private DataFormat dataFormat = DataFormat.CHANNELS_LAST;

  /**
   * A border.
   *
   * @param argument its name in Keras
   * @param sign 1 if it is added, -1 if it is removed
   */
  Border2D(String argument, int sign, int top, int bottom, int left, int right) {
    if (Math.min(Math.min(top, bottom), Math.min(left, right)) < 0) {
      throw new IllegalArgumentException(
          "Expected %s of at least 0. Received: %s=((%d, %d), (%d, %d))"
              .formatted(argument, argument, top, bottom, left, right));
    }
    this.argument = argument;
    this.sign = sign;
    this.top = top;
    this.bottom = bottom;
    this.left = left;
    this.right = right;
  }

  /** Where the channels are, in the input and in the result. Default: last. */
  @Override
  public final L dataFormat(DataFormat dataFormat) {
    Require.notNull("dataFormat", dataFormat);
    return with(layer -> ((Border2D<?>) layer).dataFormat = dataFormat);
  }

  @Override
  public final Shape outputShape(Shape input) {
    Shape picture = Windows.picture(this::wrongInput, dataFormat, input);
    int height = picture.size(0) + sign * (top + bottom);
    int width = picture.size(1) + sign * (left + right);
    if (height < 1 || width < 1) {
      throw wrongInput("pictures of more than " + (top + bottom) + " x " + (left + right), input);
    }
    return dataFormat.fromLast(Shape.of(height, width, picture.size(2)));
  }

  @Override
  public final Value call(Value x, LayerContext context) {
    int[] before = new int[4];
    int[] after = new int[4];
    int height = dataFormat == DataFormat.CHANNELS_LAST ? 1 : 2;
    before[height] = sign * top;
    after[height] = sign * bottom;
    before[height + 1] = sign * left;
    after[height + 1] = sign * right;
    return x.pad(before, after);
  }

  @Override
  protected final void addTo(Config config) {
    config
        .with(argument, List.of(List.of(top, bottom), List.of(left, right)))
        .with("data_format", dataFormat);
  }

  /** A copy with the arguments of a config but for the border. */
  final L borderConfigured(Config config) {
    return configured(config).dataFormat(config.getEnum("data_format", dataFormat));
  }

  /**
   * The border in a config: one number for all sides, two for height and width, or two pairs.
   *
   * @return top, bottom, left, right
   */
  static int[] border(Config config, String argument, int otherwise) {
    if (!(config.get(argument) instanceof List<?> sides)) {
      int all = config.getInt(argument, otherwise);
      return new int[] {all, all, all, all};
    }
    if (sides.size() != 2 || sides.stream().anyMatch(Objects::isNull)) {
      throw new ConfigException(
          "Expected two sides for "
              + argument
              + " of "
              + config.owner()
              + ". Received: "
              + config.get(argument));
    }
    int[] border = new int[4];
    for (int axis = 0; axis < 2; axis++) {
      Config side = new Config(config.owner(), config.dialect(), Map.of(argument, sides.get(axis)));
      int[] pair = side.getTuple(argument, 0, 0);
      border[2 * axis] = pair[0];
      border[2 * axis + 1] = pair[1];
    }
    return border;
  }
}
