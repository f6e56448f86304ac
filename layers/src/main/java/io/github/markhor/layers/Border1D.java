package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.tensor.Shape;
import java.util.List;

/**
 * The base of layers that add or remove elements at both ends of rows (N, L, C).
 *
 * @param <L> the layer's own class
 */
abstract class Border1D<L extends Border1D<L>> extends AbstractLayer<L> {
  private final String argument;
  private final int sign;
  private final int start;
  private final int end;

  /**
   * A border.
   *
   * @param argument its name in Keras
   * @param sign 1 if it is added, -1 if it is removed
   */
  Border1D(String argument, int sign, int start, int end) {
    if (Math.min(start, end) < 0) {
      throw new IllegalArgumentException(
          "Expected %s of at least 0. Received: %s=(%d, %d)"
              .formatted(argument, argument, start, end));
    }
    this.argument = argument;
    this.sign = sign;
    this.start = start;
    this.end = end;
  }

  /** Where the channels are: last, unless the layer has the argument. */
  DataFormat format() {
    return DataFormat.CHANNELS_LAST;
  }

  @Override
  public final Shape outputShape(Shape input) {
    Shape row = Windows.sample(this::wrongInput, format(), input, 1);
    int length = row.size(0) + sign * (start + end);
    if (length < 1) {
      throw wrongInput("rows of more than " + (start + end), input);
    }
    return format().fromLast(row.with(0, length));
  }

  @Override
  public final Value call(Value x, LayerContext context) {
    int[] before = new int[3];
    int[] after = new int[3];
    int axis = format() == DataFormat.CHANNELS_LAST ? 1 : 2;
    before[axis] = sign * start;
    after[axis] = sign * end;
    return x.pad(before, after);
  }

  @Override
  protected void addTo(Config config) {
    config.with(argument, List.of(start, end));
  }

  /** The border in a config: one number for both ends, or two. */
  static int[] border(Config config, String argument) {
    return config.getTuple(argument, 1, 1);
  }
}
