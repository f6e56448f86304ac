package io.github.markhor.reports;

import io.github.markhor.Model;
import io.github.markhor.config.Immutable;
import io.github.markhor.config.Require;
import io.github.markhor.network.BuiltLayer;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;

/**
 * The kernels of a convolution. Those on pictures of three channels are shown in colour, each
 * stretched by itself; all others as weights of one input channel each, blue below 0 and red above,
 * all in one range; those of a single point as one matrix. Each method that sets an option returns
 * a changed copy.
 */
public final class Filters extends Immutable<Filters> implements Figure {
  private static final int MOST = 64;
  private static final int MOST_ROWS = 16;
  private static final int MOST_CHANNELS = 12;
  private static final int COLUMNS = 8;
  private static final int SIDE = 64;

  private final String layer;
  private final boolean depthwise;

  /** (H, W, input channels, filters). */
  private final Tensor kernel;

  private int most;

  private Filters(String layer, boolean depthwise, Tensor kernel) {
    this.layer = layer;
    this.depthwise = depthwise;
    this.kernel = kernel;
    most = depthwise || inputs() == 3 || inputs() == 1 ? MOST : MOST_ROWS;
  }

  /**
   * The kernels of a layer as they are now.
   *
   * @param layer a convolution in two dimensions, also a depthwise, separable or transposed one
   * @throws IllegalArgumentException if the model has no such layer, or it has no such kernels
   */
  public static Filters of(Model model, String layer) {
    Require.notNull("model", model);
    BuiltLayer found = model.layer(layer);
    List<Tensor> weights = found.ownWeights().isEmpty() ? List.of() : found.getWeights();
    if (weights.isEmpty() || weights.get(0).shape().rank() != 4) {
      throw new IllegalArgumentException(
          "Expected a convolution in two dimensions. Received: "
              + layer
              + ", a "
              + found.className());
    }
    String kind = found.className();
    Tensor kernel = weights.get(0);
    boolean transposed = kind.contains("Transpose");
    boolean depthwise = kind.contains("Depthwise") || kind.contains("Separable");
    return new Filters(layer, depthwise, transposed ? swapped(kernel) : kernel);
  }

  /** The last two axes exchanged: a transposed convolution has its filters before its channels. */
  private static Tensor swapped(Tensor kernel) {
    Shape shape = kernel.shape();
    int filters = shape.size(2);
    int inputs = shape.size(3);
    float[] from = kernel.toArray();
    float[] to = new float[from.length];
    for (int i = 0; i < from.length; i++) {
      int point = i / (filters * inputs);
      int filter = i / inputs % filters;
      to[(point * inputs + i % inputs) * filters + filter] = from[i];
    }
    return Tensor.of(to, shape.size(0), shape.size(1), inputs, filters);
  }

  /** The first filters only; by default 64, or 16 where each takes a row. */
  public Filters most(int filters) {
    if (filters < 1) {
      throw new IllegalArgumentException("Expected at least 1 filter. Received: most=" + filters);
    }
    return with(copy -> copy.most = filters);
  }

  /** The layer's name. */
  public String layer() {
    return layer;
  }

  /** The weights, (H, W, input channels, filters). */
  public Tensor kernel() {
    return kernel;
  }

  private int inputs() {
    return kernel.shape().size(2);
  }

  private int filters() {
    return kernel.shape().size(3);
  }

  /** The weights of some input channels of a filter, (H, W, channels). */
  private Tensor part(int filter, int firstInput, int channels) {
    int points = kernel.shape().size(0) * kernel.shape().size(1);
    float[] weights = kernel.toArray();
    float[] part = new float[points * channels];
    for (int i = 0; i < part.length; i++) {
      int input = firstInput + i % channels;
      part[i] = weights[(i / channels * inputs() + input) * filters() + filter];
    }
    return Tensor.of(part, kernel.shape().size(0), kernel.shape().size(1), channels);
  }

  /** Kernels of one point are the numbers of a matrix. */
  private boolean isMatrix() {
    return !depthwise && kernel.shape().size(0) == 1 && kernel.shape().size(1) == 1;
  }

  private Images matrix() {
    return signed(Images.of(kernel.reshape(inputs(), filters())))
        .side(SIDE * COLUMNS)
        .heading(
            layer + ": " + inputs() + " channels (rows) × " + filters() + " filters (columns)");
  }

  private Images images() {
    if (isMatrix()) {
      return matrix();
    }
    List<Tensor> parts = new ArrayList<>();
    List<String> titles = new ArrayList<>();
    boolean colour = inputs() == 3 && !depthwise;
    int columns = COLUMNS;
    if (depthwise) {
      for (int i = 0; i < Math.min(most, inputs() * filters()); i++) {
        parts.add(part(i % filters(), i / filters(), 1));
        titles.add(String.valueOf(i));
      }
    } else if (colour || inputs() == 1) {
      for (int filter = 0; filter < Math.min(most, filters()); filter++) {
        parts.add(part(filter, 0, inputs()));
        titles.add(String.valueOf(filter));
      }
    } else {
      columns = Math.min(inputs(), MOST_CHANNELS);
      for (int filter = 0; filter < Math.min(most, filters()); filter++) {
        for (int input = 0; input < columns; input++) {
          parts.add(part(filter, input, 1));
          titles.add(input + " → " + filter);
        }
      }
    }
    Images images =
        colour
            ? Images.of(parts.stream().map(Filters::stretched).toList())
            : signed(Images.of(parts));
    return images.titles(titles).columns(columns).side(SIDE).heading(heading(colour, columns));
  }

  private String heading(boolean colour, int columns) {
    int all = depthwise ? inputs() * filters() : filters();
    int shown = Math.min(most, all);
    boolean rows = !depthwise && !colour && inputs() > 1;
    return layer
        + ": "
        + (shown < all ? shown + " of " : "")
        + all
        + (all == 1 ? " kernel" : " kernels")
        + (rows
            ? ", channel → filter, "
                + (columns < inputs() ? columns + " of " : "")
                + inputs()
                + " channels"
            : "");
  }

  private Images signed(Images images) {
    double[] range = ColorMap.SIGNED.range(kernel.toArray());
    return images.colors(ColorMap.SIGNED).range(range[0], range[1]);
  }

  /** Levels of 0 to 1; weights all alike are grey. */
  private static Tensor stretched(Tensor weights) {
    float[] values = weights.toArray();
    double[] range = ColorMap.GREY.range(values);
    float width = (float) (range[1] - range[0]);
    for (int i = 0; i < values.length; i++) {
      values[i] = width > 0 ? (values[i] - (float) range[0]) / width : 0.5f;
    }
    return Tensor.of(values, weights.shape());
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
