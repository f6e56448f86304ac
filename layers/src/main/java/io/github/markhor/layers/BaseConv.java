package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.config.KerasNames;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Convolution;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Window;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The base of convolutions of pictures (N, H, W, C) and of rows (N, L, C), which are pictures of
 * one column: the size of the window, how it moves, and what it does at the edges.
 *
 * @param <L> the layer's own class
 */
abstract class BaseConv<L extends BaseConv<L>> extends BiasLayer<L> implements ChannelsLayer<L> {
  private final int[] kernelSize;
  private int[] strides;
  private int[] dilationRate;
  private Padding padding = Padding.VALID;
  private DataFormat dataFormat = DataFormat.CHANNELS_LAST;

  /**
   * A window with a size for each axis of a sample but the channels': one or two.
   *
   * @param kernels the prefixes of the arguments of the kernels
   */
  BaseConv(int[] kernelSize, String... kernels) {
    super(kernels);
    this.kernelSize = Pairs.positive("kernelSize", kernelSize);
    strides = onEachAxis(1);
    dilationRate = onEachAxis(1);
  }

  /** How far the window moves at a time, on every axis. Default: 1. */
  public final L strides(int strides) {
    return withStrides(onEachAxis(strides));
  }

  final L withStrides(int... strides) {
    int[] positive = Pairs.positive("strides", strides);
    return checked(layer -> ((BaseConv<?>) layer).strides = positive);
  }

  /** The distance between the neighbours that a window sees, on every axis. Default: 1. */
  public final L dilationRate(int rate) {
    return withDilationRate(onEachAxis(rate));
  }

  final L withDilationRate(int... rates) {
    int[] positive = Pairs.positive("dilationRate", rates);
    return checked(layer -> ((BaseConv<?>) layer).dilationRate = positive);
  }

  private int[] onEachAxis(int number) {
    int[] all = new int[kernelSize.length];
    Arrays.fill(all, number);
    return all;
  }

  /** Default: {@link Padding#VALID}. */
  public final L padding(Padding padding) {
    Require.notNull("padding", padding);
    Padding allowed = mayBeCausal() ? padding : padding.notCausal();
    return with(layer -> ((BaseConv<?>) layer).padding = allowed);
  }

  /** Whether the layer knows {@link Padding#CAUSAL}, as most do that convolve rows. */
  boolean mayBeCausal() {
    return kernelSize.length == 1;
  }

  /** The padding of Keras's name: {@code valid}, {@code same}. */
  public final L padding(String padding) {
    return padding(KerasNames.choice(Padding.class, "padding", padding));
  }

  /** Where the channels are, in the input and in the result. Default: last. */
  @Override
  public final L dataFormat(DataFormat dataFormat) {
    Require.notNull("dataFormat", dataFormat);
    return with(layer -> ((BaseConv<?>) layer).dataFormat = dataFormat);
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

  /** The shape of a kernel: the window's sizes, then these two. */
  final Shape kernelShape(int in, int out) {
    int[] sizes = Arrays.copyOf(kernelSize, kernelSize.length + 2);
    sizes[kernelSize.length] = in;
    sizes[kernelSize.length + 1] = out;
    return Shape.of(sizes);
  }

  /** An input without the batch, as a picture (H, W, C). */
  final Shape picture(Shape input) {
    return Windows.asPicture(
        Windows.sample(this::wrongInput, dataFormat, input, kernelSize.length));
  }

  /** The window over pictures (H, W, C). */
  final Window window(Shape picture) {
    return Windows.of(
        padding,
        Windows.asPair(kernelSize),
        Windows.asPair(strides),
        Windows.asPair(dilationRate),
        picture);
  }

  /** The shape of the result, after the activation, for a window over inputs of this shape. */
  final Shape convolved(Shape input, int filters) {
    Shape picture = picture(input);
    Window window = window(picture);
    Windows.check(this::wrongInput, input, picture, window);
    Shape result = Windows.result(window, picture, filters);
    return activated(dataFormat.fromLast(Windows.fromPicture(result, kernelSize.length)));
  }

  /** Inputs as pictures (N, H, W, C). */
  final Value pictures(Value x) {
    Value samples = dataFormat.toLast(x);
    Shape picture = Windows.asPicture(samples.shape().dropFirst());
    return samples.reshape(picture.prepend(x.shape().size(0)));
  }

  /** The convolution of pictures (N, H, W, C), followed by a kernel and maybe a bias. */
  final Value convolve(int groups, Value... picturesAndKernel) {
    Value pictures = picturesAndKernel[0];
    Window window = window(pictures.shape().dropFirst());
    Convolution.Forward op = new Convolution.Forward(window, groups, false);
    return pictures.graph().apply(op, picturesAndKernel).output(0);
  }

  /** The result of pictures (N, H, W, C): in the layer's format, after the activation. */
  final Value finished(Value pictures) {
    Shape result = Windows.fromPicture(pictures.shape().dropFirst(), kernelSize.length);
    return activated(
        dataFormat.fromLast(pictures.reshape(result.prepend(pictures.shape().size(0)))));
  }

  /** Adds the window's size, its strides and the padding. */
  final void addWindow(Config config) {
    config.with("kernel_size", kernelSize).with("strides", strides).with("padding", padding);
  }

  /** Adds the data format and the dilation rate, which Keras writes after {@link #addWindow}. */
  final void addFormat(Config config) {
    config.with("data_format", dataFormat).with("dilation_rate", dilationRate);
  }

  /** A copy with the arguments of this class, of bias and activation, and those of all layers. */
  final L convConfigured(Config config) {
    L copy = biasConfigured(config).padding(config.getEnum("padding", padding));
    BaseConv<?> layer = copy;
    layer.strides = Pairs.positive("strides", config.getTuple("strides", strides));
    layer.dilationRate =
        Pairs.positive("dilation_rate", config.getTuple("dilation_rate", dilationRate));
    layer.dataFormat = config.getEnum("data_format", dataFormat);
    return copy;
  }
}
