package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.layer.WeightSpec;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Cuts the channels into groups of neighbours, subtracts from each group of each sample its mean,
 * divides by its deviation, √(variance + epsilon), then scales each channel by gamma and shifts it
 * by beta. Computed in float32 whatever the layer's type, in training as in inference. Wu and He,
 * "Group Normalization" (2018). See <a
 * href="https://keras.io/api/layers/normalization_layers/group_normalization/">Keras:
 * GroupNormalization</a>.
 */
public final class GroupNormalization extends ScaleAndShift<GroupNormalization> {
  private static final int EACH_CHANNEL = -1;

  private final int groups;
  private int axis = -1;

  private GroupNormalization(int groups) {
    if (groups < 1 && groups != EACH_CHANNEL) {
      throw new IllegalArgumentException(
          "Expected groups of at least 1, or -1 for one of each channel. Received: groups="
              + groups);
    }
    this.groups = groups;
  }

  /** So many groups, which divide the channels; Keras's default is 32. */
  public static GroupNormalization of(int groups) {
    return new GroupNormalization(groups);
  }

  /**
   * Each channel by itself, {@code groups=-1}. Ulyanov, Vedaldi and Lempitsky, "Instance
   * Normalization" (2016).
   */
  public static GroupNormalization ofEachChannel() {
    return new GroupNormalization(EACH_CHANNEL);
  }

  /** The axis of the channels, the batch's being 0; -1 is the last. Default: -1. */
  public GroupNormalization axis(int axis) {
    Axes.checked(axis);
    return with(layer -> layer.axis = axis);
  }

  @Override
  public List<WeightSpec> weights(Shape input) {
    Shape channels = Shape.of(input.size(channelAxis(input) - 1));
    return gammaAndBeta(channels, scale(), center());
  }

  @Override
  public Shape outputShape(Shape input) {
    channelAxis(input);
    return input;
  }

  /** The axis of the channels, counted from 0, the batch's. */
  private int channelAxis(Shape input) {
    int position = Axes.positions(this::wrongInput, new int[] {axis}, input)[0];
    if (groups != EACH_CHANNEL && input.size(position - 1) % groups != 0) {
      throw wrongInput("channels that " + groups + " groups divide", input);
    }
    return position;
  }

  @Override
  public Value call(Value x, LayerContext context) {
    int channelAxis = channelAxis(x.shape().dropFirst());
    int channels = x.shape().size(channelAxis);
    int count = groups == EACH_CHANNEL ? channels : groups;
    Shape grouped = grouped(x.shape(), channelAxis, count, channels / count);
    int[] axes = IntStream.range(1, grouped.rank()).filter(i -> i != channelAxis).toArray();
    Value wide = x.cast(DType.FLOAT32).reshape(grouped);
    Value centered = wide.sub(wide.meanKeeping(axes));
    Value deviation = centered.square().meanKeeping(axes).add(epsilon()).sqrt();
    Value y = centered.div(deviation).reshape(x.shape());
    int[] ofChannels = Axes.sizes(x.shape(), channelAxis);
    if (scale()) {
      y = y.mul(context.variable("gamma").reshape(ofChannels));
    }
    if (center()) {
      y = y.add(context.variable("beta").reshape(ofChannels));
    }
    return y.cast(x.dtype());
  }

  /** A shape with two axes, of the groups and within them, in the place of the channels'. */
  private static Shape grouped(Shape shape, int channelAxis, int count, int each) {
    int[] sizes = Arrays.copyOf(shape.toArray(), shape.rank() + 1);
    System.arraycopy(sizes, channelAxis, sizes, channelAxis + 1, shape.rank() - channelAxis);
    sizes[channelAxis] = count;
    sizes[channelAxis + 1] = each;
    return Shape.of(sizes);
  }

  @Override
  protected void addTo(Config config) {
    config.with("groups", groups).with("axis", axis);
    addScale(config);
    addWeightArguments(config);
  }

  static GroupNormalization fromConfig(Config config) {
    GroupNormalization layer = of(config.getInt("groups", 32)).scaleConfigured(config);
    return layer.axis(config.getInt("axis", layer.axis));
  }
}
