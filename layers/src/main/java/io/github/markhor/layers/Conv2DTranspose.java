package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Convolution;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Window;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.layer.WeightSpec;
import io.github.markhor.tensor.Shape;
import java.util.List;

/**
 * Transposed convolution, which goes from the size of the result of a {@link Conv2D} back to that
 * of its input: pictures (N, H, W, C) become (N, H', W', filters), with a bias and an activation.
 * The kernel is (h, w, filters, C), whatever the data format. With strides s, and k = (kernel - 1)
 * · dilation + 1 rows or columns of the window, the result has
 *
 * <ul>
 *   <li>(H - 1) · s + max(k, s) rows if the padding is valid, and H · s if it is same;
 *   <li>with an output padding p, (H - 1) · s + k + p rows, or (H - 1) · s + k mod 2 + p.
 * </ul>
 *
 * Zeiler, Krishnan, Taylor and Fergus, "Deconvolutional Networks" (2010). See <a
 * href="https://keras.io/api/layers/convolution_layers/convolution2d_transpose/">Keras:
 * Conv2DTranspose</a>.
 */
public final class Conv2DTranspose extends BaseKernelConv2D<Conv2DTranspose> {
  private int[] outputPadding;

  private Conv2DTranspose(int filters, int[] kernelSize) {
    super(filters, kernelSize);
  }

  /** Filters of {@code kernelSize} rows and columns. */
  public static Conv2DTranspose of(int filters, int kernelSize) {
    return of(filters, kernelSize, kernelSize);
  }

  /** Filters of {@code kernelHeight} rows and {@code kernelWidth} columns. */
  public static Conv2DTranspose of(int filters, int kernelHeight, int kernelWidth) {
    return new Conv2DTranspose(filters, new int[] {kernelHeight, kernelWidth});
  }

  /** Decides the result's size; less than the strides. Default: none, as the class says. */
  public Conv2DTranspose outputPadding(int padding) {
    return outputPadding(padding, padding);
  }

  /** Decides the result's height and width; less than the strides, which are set first. */
  public Conv2DTranspose outputPadding(int height, int width) {
    return checked(layer -> layer.outputPadding = new int[] {height, width});
  }

  @Override
  void check() {
    int[] strides = strides();
    Windows.checkStridesOrDilation(strides, dilationRate());
    for (int axis = 0; outputPadding != null && axis < 2; axis++) {
      if (outputPadding[axis] < 0 || outputPadding[axis] >= strides[axis]) {
        throw new IllegalArgumentException(
            "Expected an output padding of at least 0 and less than the strides. Received:"
                + " outputPadding="
                + Pairs.tuple(outputPadding)
                + ", strides="
                + Pairs.tuple(strides));
      }
    }
  }

  @Override
  public List<WeightSpec> weights(Shape input) {
    int channels = picture(input).size(2);
    return withBias(filters(), kernel().spec(kernelShape(filters(), channels)));
  }

  @Override
  public Shape outputShape(Shape input) {
    return activated(dataFormat().fromLast(result(input)));
  }

  /** The result as (H, W, C). */
  private Shape result(Shape input) {
    Shape picture = picture(input);
    Shape result = Shape.of(size(picture, 0), size(picture, 1), filters());
    if (result.elements() == 0) {
      throw wrongInput("pictures large enough that something is left of them", input);
    }
    Window window = window(result);
    boolean inverse =
        window.outputHeight(result.size(0)) == picture.size(0)
            && window.outputWidth(result.size(1)) == picture.size(1);
    if (!inverse) {
      throw wrongInput(
          "an output padding of at least 1 with an even kernel and padding same", input);
    }
    return result;
  }

  private int size(Shape picture, int axis) {
    int stride = strides()[axis];
    int extent = (kernelSize()[axis] - 1) * dilationRate()[axis] + 1;
    int first = (picture.size(axis) - 1) * stride;
    if (padding() == Padding.SAME) {
      return first + (outputPadding == null ? stride : extent % 2 + outputPadding[axis]);
    }
    return first
        + (outputPadding == null ? Math.max(extent, stride) : extent + outputPadding[axis]);
  }

  @Override
  public Value call(Value x, LayerContext context) {
    Value pictures = pictures(x);
    Shape result = result(x.shape().dropFirst()).prepend(x.shape().size(0));
    Convolution.BackwardInput op =
        new Convolution.BackwardInput(window(result.dropFirst()), 1, result);
    Value y = x.graph().apply(op, context.weight("kernel"), pictures).output(0);
    return finished(plusBias(y, context));
  }

  @Override
  protected void addTo(Config config) {
    config.with("filters", filters());
    addWindow(config);
    config.with("output_padding", outputPadding);
    addFormat(config);
    addBiasArguments(config);
  }

  static Conv2DTranspose fromConfig(Config config) {
    Conv2DTranspose layer =
        new Conv2DTranspose(config.getInt("filters", 0), config.getTuple("kernel_size", 0, 0))
            .convConfigured(config);
    int[] padding =
        config.get("output_padding") == null ? null : config.getTuple("output_padding", 0, 0);
    return layer.checked(copy -> copy.outputPadding = padding);
  }
}
