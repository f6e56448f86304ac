package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Convolution;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Window;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.tensor.Shape;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What layers that move windows over pictures (N, H, W, C) and multiply what they see have in
 * common: the size of the window, how it moves, and what it does at the edges.
 *
 * @param <L> the layer's own class
 */
public abstract class Convolution2D<L extends Convolution2D<L>> extends BiasLayer<L> {
  private final int[] kernelSize;
  private int[] strides = {1, 1};
  private Padding padding = Padding.VALID;
  private DataFormat dataFormat = DataFormat.CHANNELS_LAST;
  private int[] dilationRate = {1, 1};

  /** A window of so many rows and columns. */
  Convolution2D(int[] kernelSize) {
    this.kernelSize = Pairs.positive("kernelSize", kernelSize);
  }

  /** How far the window moves at a time, down and to the right. Default: 1. */
  public final L strides(int strides) {
    return strides(strides, strides);
  }

  /** How far the window moves at a time, down and to the right. Default: 1. */
  public final L strides(int height, int width) {
    int[] pair = Pairs.positive("strides", height, width);
    return checked(layer -> ((Convolution2D<?>) layer).strides = pair);
  }

  /** Default: {@link Padding#VALID}. */
  public final L padding(Padding padding) {
    Padding checked = padding.ofPictures();
    return with(layer -> ((Convolution2D<?>) layer).padding = checked);
  }

  /** Where the channels are, in the input and in the result. Default: last. */
  public final L dataFormat(DataFormat dataFormat) {
    Objects.requireNonNull(dataFormat, "dataFormat");
    return with(layer -> ((Convolution2D<?>) layer).dataFormat = dataFormat);
  }

  /** The distance between the rows and columns that a window sees. Default: 1. */
  public final L dilationRate(int rate) {
    return dilationRate(rate, rate);
  }

  /** The distance between the rows, and between the columns, that a window sees. Default: 1. */
  public final L dilationRate(int height, int width) {
    int[] pair = Pairs.positive("dilationRate", height, width);
    return checked(layer -> ((Convolution2D<?>) layer).dilationRate = pair);
  }

  /** A changed copy whose arguments go together. */
  final L checked(Consumer<L> change) {
    L copy = with(change);
    copy.check();
    return copy;
  }

  /** Refuses arguments that do not go together. */
  abstract void check();

  final int[] kernelSize() {
    return kernelSize.clone();
  }

  final int[] strides() {
    return strides.clone();
  }

  final int[] dilationRate() {
    return dilationRate.clone();
  }

  final Padding padding() {
    return padding;
  }

  final DataFormat dataFormat() {
    return dataFormat;
  }

  /** The shape (h, w, rest) of a kernel. */
  final Shape kernelShape(int in, int out) {
    return Shape.of(kernelSize[0], kernelSize[1], in, out);
  }

  /** An input of pictures, as (H, W, C). */
  final Shape picture(Shape input) {
    return Windows.picture(this::wrongInput, dataFormat, input);
  }

  /** The window over pictures (H, W, C) that are not smaller than it. */
  final Window window(Shape input, Shape picture) {
    Window window = window(picture);
    Windows.check(this::wrongInput, input, picture, window);
    return window;
  }

  /** The window over pictures (H, W, C). */
  final Window window(Shape picture) {
    return Windows.of(padding, kernelSize, strides, dilationRate, picture);
  }

  /** The shape of the result, after the activation, for a window over inputs of this shape. */
  final Shape convolved(Shape input, int filters) {
    Shape picture = picture(input);
    Window window = window(input, picture);
    return activated(dataFormat.fromLast(Windows.result(window, picture, filters)));
  }

  /** The convolution of pictures (N, H, W, C), by what follows them: a kernel and maybe a bias. */
  final Value convolve(int groups, Value... picturesAndKernel) {
    Value pictures = picturesAndKernel[0];
    Window window = window(pictures.shape().dropFirst());
    Convolution.Forward op = new Convolution.Forward(window, groups, false);
    return pictures.graph().apply(op, picturesAndKernel).output(0);
  }

  /** The result (N, H, W, C) in the layer's format, after the activation. */
  final Value finished(Value pictures, LayerContext context) {
    return activated(dataFormat.fromLast(pictures));
  }

  /** Adds the window's size, its strides and the padding. */
  final void addWindow(Config config) {
    config
        .with("kernel_size", kernelSize)
        .with("strides", strides)
        .with("padding", padding.kerasName());
  }

  /** Adds the data format and the dilation rate, which Keras writes after {@link #addWindow}. */
  final void addFormat(Config config) {
    config.with("data_format", dataFormat.kerasName()).with("dilation_rate", dilationRate);
  }

  /** The size of the window in a config. */
  static int[] kernelSize(Config config) {
    return Pairs.positive("kernel_size", config.getTuple("kernel_size", 0, 0));
  }

  /** A copy with the arguments of this class, of bias and activation, and those of all layers. */
  final L windowConfigured(Config config) {
    L copy = biasConfigured(config);
    Convolution2D<?> layer = copy;
    layer.strides = Pairs.positive("strides", config.getTuple("strides", 1, 1));
    layer.padding = Padding.of(config.getString("padding", "valid")).ofPictures();
    layer.dataFormat = DataFormat.of(config);
    layer.dilationRate = Pairs.positive("dilation_rate", config.getTuple("dilation_rate", 1, 1));
    return copy;
  }
}
