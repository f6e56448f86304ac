package io.github.markhor.layers;

import io.github.markhor.LayerContext;
import io.github.markhor.Shape;
import io.github.markhor.config.Config;
import io.github.markhor.graph.Convolution;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Window;
import io.github.markhor.weights.WeightSpec;
import java.util.List;
import java.util.Objects;

/**
 * Convolution of pictures (N, H, W, C) to (N, H', W', filters), a bias and an activation. The
 * kernel is (h, w, C / groups, filters), whatever the data format. See <a
 * href="https://keras.io/api/layers/convolution_layers/convolution2d/">Keras: Conv2D</a>.
 */
public final class Conv2D extends KernelLayer<Conv2D> {
  private final int filters;
  private final int[] kernelSize;
  private int[] strides = {1, 1};
  private Padding padding = Padding.VALID;
  private DataFormat dataFormat = DataFormat.CHANNELS_LAST;
  private int[] dilationRate = {1, 1};
  private int groups = 1;

  private Conv2D(int filters, int[] kernelSize) {
    if (filters < 1) {
      throw new IllegalArgumentException(
          "Expected at least one filter. Received: filters=" + filters);
    }
    this.filters = filters;
    this.kernelSize = kernelSize;
  }

  /** Filters of {@code kernelSize} rows and columns. */
  public static Conv2D of(int filters, int kernelSize) {
    return of(filters, kernelSize, kernelSize);
  }

  /** Filters of {@code kernelHeight} rows and {@code kernelWidth} columns. */
  public static Conv2D of(int filters, int kernelHeight, int kernelWidth) {
    return new Conv2D(filters, Pairs.positive("kernelSize", kernelHeight, kernelWidth));
  }

  /** How far the filters move at a time, down and to the right. Default: 1. */
  public Conv2D strides(int strides) {
    return strides(strides, strides);
  }

  /** How far the filters move at a time, down and to the right. Default: 1. */
  public Conv2D strides(int height, int width) {
    int[] pair = Pairs.positive("strides", height, width);
    return with(layer -> layer.strides = pair).checked();
  }

  /** Default: {@link Padding#VALID}. */
  public Conv2D padding(Padding padding) {
    Objects.requireNonNull(padding, "padding");
    return with(layer -> layer.padding = padding);
  }

  /** Where the channels are, in the input and in the result. Default: last. */
  public Conv2D dataFormat(DataFormat dataFormat) {
    Objects.requireNonNull(dataFormat, "dataFormat");
    return with(layer -> layer.dataFormat = dataFormat);
  }

  /** The distance between the rows and columns that a filter sees. Default: 1. */
  public Conv2D dilationRate(int rate) {
    return dilationRate(rate, rate);
  }

  /** The distance between the rows, and between the columns, that a filter sees. Default: 1. */
  public Conv2D dilationRate(int height, int width) {
    int[] pair = Pairs.positive("dilationRate", height, width);
    return with(layer -> layer.dilationRate = pair).checked();
  }

  /** Into how many parts, apart from each other, the channels are cut. Default: 1. */
  public Conv2D groups(int groups) {
    return with(layer -> layer.groups = groups).checked();
  }

  private Conv2D checked() {
    boolean strided = strides[0] > 1 || strides[1] > 1;
    boolean dilated = dilationRate[0] > 1 || dilationRate[1] > 1;
    if (strided && dilated) {
      throw new IllegalArgumentException(
          "Expected strides or a dilation rate above 1, not both. Received: strides=("
              + strides[0]
              + ", "
              + strides[1]
              + "), dilationRate=("
              + dilationRate[0]
              + ", "
              + dilationRate[1]
              + ")");
    }
    if (groups < 1 || filters % groups != 0) {
      throw new IllegalArgumentException(
          "Expected groups of at least 1 that divide the filters. Received: groups="
              + groups
              + ", filters="
              + filters);
    }
    return this;
  }

  @Override
  public List<WeightSpec> weights(Shape input) {
    int channels = picture(input).size(2);
    return kernelAndBias(
        Shape.of(kernelSize[0], kernelSize[1], channels / groups, filters), filters);
  }

  @Override
  public Shape outputShape(Shape input) {
    Shape picture = picture(input);
    Window window = window(picture);
    Shape result =
        Shape.of(
            window.outputHeight(picture.size(0)), window.outputWidth(picture.size(1)), filters);
    return dataFormat.fromLast(result);
  }

  /** The input as (H, W, C). */
  private Shape picture(Shape input) {
    Shape picture = Windows.picture(this::wrongInput, dataFormat, input);
    if (picture.size(2) % groups != 0) {
      throw wrongInput("channels that " + groups + " groups divide", input);
    }
    Windows.check(this::wrongInput, input, picture, window(picture));
    return picture;
  }

  private Window window(Shape picture) {
    return Windows.of(padding, kernelSize, strides, dilationRate, picture);
  }

  @Override
  public Value call(Value x, LayerContext context) {
    Value pictures = dataFormat.toLast(x);
    Window window = window(pictures.shape().dropFirst());
    Value y =
        x.graph()
            .apply(
                new Convolution.Forward(window, groups, false),
                withKernelAndBias(pictures, context))
            .output(0);
    return activated(dataFormat.fromLast(y), context);
  }

  @Override
  protected void addTo(Config config) {
    config
        .with("filters", filters)
        .with("kernel_size", kernelSize)
        .with("strides", strides)
        .with("padding", padding.kerasName())
        .with("data_format", dataFormat.kerasName())
        .with("dilation_rate", dilationRate)
        .with("groups", groups);
    addKernelArguments(config);
  }

  static Conv2D fromConfig(Config config) {
    Conv2D layer =
        new Conv2D(
                config.getInt("filters", 0),
                Pairs.positive("kernel_size", config.getPair("kernel_size", 0, 0)))
            .kernelConfigured(config);
    layer.strides = Pairs.positive("strides", config.getPair("strides", 1, 1));
    layer.padding = Padding.of(config.getString("padding", "valid"));
    layer.dataFormat = DataFormat.of(config);
    layer.dilationRate = Pairs.positive("dilation_rate", config.getPair("dilation_rate", 1, 1));
    layer.groups = config.getInt("groups", 1);
    return layer.checked();
  }
}
