package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Convolution;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Window;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.layer.WeightSpec;
import io.github.markhor.tensor.Shape;
import java.util.List;
import java.util.Objects;

/**
 * Convolution of rows (N, L, C) to (N, L', filters), a bias and an activation: that of pictures
 * with one column. The kernel is (k, C / groups, filters), whatever the data format. See <a
 * href="https://keras.io/api/layers/convolution_layers/convolution1d/">Keras: Conv1D</a>.
 */
public final class Conv1D extends KernelLayer<Conv1D> {
  private final int filters;
  private final int kernelSize;
  private int strides = 1;
  private Padding padding = Padding.VALID;
  private DataFormat dataFormat = DataFormat.CHANNELS_LAST;
  private int dilationRate = 1;
  private int groups = 1;

  private Conv1D(int filters, int kernelSize) {
    this.filters = Windows.filters(filters);
    this.kernelSize = Pairs.positive("kernelSize", kernelSize)[0];
  }

  /** Filters that see {@code kernelSize} neighbours. */
  public static Conv1D of(int filters, int kernelSize) {
    return new Conv1D(filters, kernelSize);
  }

  /** How far the filters move at a time. Default: 1. */
  public Conv1D strides(int strides) {
    Pairs.positive("strides", strides);
    return with(layer -> layer.strides = strides).checked();
  }

  /** Default: {@link Padding#VALID}. */
  public Conv1D padding(Padding padding) {
    Objects.requireNonNull(padding, "padding");
    return with(layer -> layer.padding = padding);
  }

  /** Where the channels are, in the input and in the result. Default: last. */
  public Conv1D dataFormat(DataFormat dataFormat) {
    Objects.requireNonNull(dataFormat, "dataFormat");
    return with(layer -> layer.dataFormat = dataFormat);
  }

  /** The distance between the neighbours that a filter sees. Default: 1. */
  public Conv1D dilationRate(int rate) {
    Pairs.positive("dilationRate", rate);
    return with(layer -> layer.dilationRate = rate).checked();
  }

  /** Into how many parts, apart from each other, the channels are cut. Default: 1. */
  public Conv1D groups(int groups) {
    return with(layer -> layer.groups = groups).checked();
  }

  private Conv1D checked() {
    Windows.checkStridesOrDilation(new int[] {strides}, new int[] {dilationRate});
    Windows.checkGroups(groups, filters);
    return this;
  }

  @Override
  public List<WeightSpec> weights(Shape input) {
    int channels = row(input).size(1);
    return kernelAndBias(Shape.of(kernelSize, channels / groups, filters), filters);
  }

  @Override
  public Shape outputShape(Shape input) {
    Shape row = row(input);
    int length = window(row).outputHeight(row.size(0));
    return activated(dataFormat.fromLast(Shape.of(length, filters)));
  }

  /** The input as (L, C). */
  private Shape row(Shape input) {
    Shape row = Windows.sample(this::wrongInput, dataFormat, input, 1);
    if (row.size(1) % groups != 0) {
      throw wrongInput("channels that " + groups + " groups divide", input);
    }
    Windows.check(this::wrongInput, input, Windows.asPicture(row), window(row));
    return row;
  }

  private Window window(Shape row) {
    if (padding == Padding.CAUSAL) {
      int before = (kernelSize - 1) * dilationRate;
      return new Window(kernelSize, 1, strides, 1, dilationRate, 1, before, 0, 0, 0);
    }
    return Windows.of(
        padding,
        Windows.asPair(kernelSize),
        Windows.asPair(strides),
        Windows.asPair(dilationRate),
        Windows.asPicture(row));
  }

  @Override
  public Value call(Value x, LayerContext context) {
    Value rows = dataFormat.toLast(x);
    Shape row = rows.shape().dropFirst();
    int n = x.shape().size(0);
    Value[] operands = withKernelAndBias(rows.reshape(Windows.asPicture(row).prepend(n)), context);
    operands[1] = operands[1].reshape(kernelSize, 1, row.size(1) / groups, filters);
    Convolution.Forward op = new Convolution.Forward(window(row), groups, false);
    Value y = x.graph().apply(op, operands).output(0);
    return activated(dataFormat.fromLast(y.reshape(n, y.shape().size(1), filters)));
  }

  @Override
  protected void addTo(Config config) {
    config
        .with("filters", filters)
        .with("kernel_size", new int[] {kernelSize})
        .with("strides", new int[] {strides})
        .with("padding", padding.kerasName())
        .with("data_format", dataFormat.kerasName())
        .with("dilation_rate", new int[] {dilationRate})
        .with("groups", groups);
    addKernelArguments(config);
  }

  static Conv1D fromConfig(Config config) {
    return of(config.getInt("filters", 0), config.getTuple("kernel_size", 0)[0])
        .kernelConfigured(config)
        .strides(config.getTuple("strides", 1)[0])
        .padding(Padding.of(config.getString("padding", "valid")))
        .dataFormat(DataFormat.of(config))
        .dilationRate(config.getTuple("dilation_rate", 1)[0])
        .groups(config.getInt("groups", 1));
  }
}
