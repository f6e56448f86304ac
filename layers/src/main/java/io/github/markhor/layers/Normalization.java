package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.config.ConfigException;
import io.github.markhor.config.Require;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.initializers.Initializer;
import io.github.markhor.initializers.Ones;
import io.github.markhor.initializers.Zeros;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.layer.WeightSpec;
import io.github.markhor.source.Batch;
import io.github.markhor.source.BatchSource;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * (x - mean) / √variance, for each place on the axes, by default each channel. Mean and variance
 * are given, or measured by {@link #adapt}; measured ones are weights that training does not
 * change. The square root counts as at least 10⁻⁷. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/numerical/normalization/">Keras:
 * Normalization</a>.
 */
public final class Normalization extends AbstractLayer<Normalization> {
  private static final double SMALLEST = 1e-7;

  private int[] axis = {-1};
  private boolean invert;
  private NestedNumbers mean;
  private NestedNumbers variance;
  private Moments measured;

  private Normalization() {}

  /** With mean 0 and variance 1, to be adapted or loaded. */
  public static Normalization of() {
    return new Normalization();
  }

  /** With a mean and a variance for all numbers. */
  public static Normalization of(double mean, double variance) {
    return of(NestedNumbers.of(mean), NestedNumbers.of(variance));
  }

  /** With a mean and a variance for each place on the last of the axes. */
  public static Normalization of(double[] mean, double[] variance) {
    return of(NestedNumbers.of(mean), NestedNumbers.of(variance));
  }

  private static Normalization of(NestedNumbers mean, NestedNumbers variance) {
    if (!mean.shape().equals(variance.shape())) {
      throw new IllegalArgumentException(
          "Expected a mean and a variance of one shape. Received: mean="
              + mean
              + ", variance="
              + variance);
    }
    return of().with(
            layer -> {
              layer.mean = mean;
              layer.variance = variance;
            });
  }

  /**
   * The axes whose places have a mean and a variance of their own, the batch being 0; negative ones
   * count from the last. None for one mean and variance of all numbers. Default: -1.
   */
  public Normalization axis(int... axis) {
    if (Arrays.stream(axis).anyMatch(each -> each == 0)) {
      throw new IllegalArgumentException(
          "Expected axes other than the batch's. Received: axis=" + Arrays.toString(axis));
    }
    int[] copy = axis.clone();
    return with(
        layer -> {
          layer.axis = copy;
          layer.measured = null;
        });
  }

  /** Whether normalized numbers are brought back instead: x · √variance + mean. Default: false. */
  public Normalization invert(boolean invert) {
    return with(layer -> layer.invert = invert);
  }

  /**
   * A copy whose weights begin as the mean and variance, over the count, of samples (N, ...).
   *
   * @throws IllegalStateException if mean and variance are given
   */
  public Normalization adapt(Tensor samples) {
    Require.notNull("samples", samples);
    Moments moments = moments(samples.shape().dropFirst());
    moments.add(samples);
    return with(layer -> layer.measured = moments);
  }

  /** The same of the inputs of a source's first epoch; the caller closes the source. */
  public Normalization adapt(BatchSource source) {
    Require.notNull("source", source);
    Moments moments = moments(source.inputShape());
    try (BatchSource.Batches batches = source.epoch(0)) {
      while (batches.hasNext()) {
        try (Batch batch = batches.next()) {
          moments.add(batch.x());
        }
      }
    }
    return with(layer -> layer.measured = moments);
  }

  private Moments moments(Shape sample) {
    if (mean != null) {
      throw new IllegalStateException(
          "Expected a layer without a mean and a variance to adapt. Received: mean=" + mean);
    }
    return new Moments(sample, kept(sample));
  }

  /** The axes without the batch's, in ascending order. */
  private int[] kept(Shape sample) {
    TreeSet<Integer> kept = new TreeSet<>();
    for (int each : axis) {
      int at = each < 0 ? each + sample.rank() : each - 1;
      if (at < 0 || at >= sample.rank()) {
        throw wrongInput("inputs that have the axis " + each + " behind the batch's", sample);
      }
      kept.add(at);
    }
    return kept.stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public Shape outputShape(Shape input) {
    kept(input);
    if (mean != null) {
      repeatable(input);
    }
    return input;
  }

  @Override
  public List<WeightSpec> weights(Shape input) {
    if (mean != null) {
      return List.of();
    }
    Shape shape = Shape.of(IntStream.of(kept(input)).map(input::size).toArray());
    if (measured != null && measured.means().length != shape.elements()) {
      throw wrongInput("inputs of the shape that was adapted to", input);
    }
    return List.of(
        weight("mean", shape, measured == null ? Zeros.of() : new Measured(measured.means())),
        weight(
            "variance", shape, measured == null ? Ones.of() : new Measured(measured.variances())),
        // Keras has this one for older files' sake; it counts nothing.
        weight("count", Shape.of(), Zeros.of()));
  }

  private static WeightSpec weight(String name, Shape shape, Initializer initializer) {
    return new WeightSpec(name, shape, false, initializer, null, null);
  }

  @Override
  public Value call(Value x, LayerContext context) {
    Value shift = moment(mean, "mean", x, context);
    Value scale = moment(variance, "variance", x, context).sqrt().max(SMALLEST);
    return invert ? x.mul(scale).add(shift) : x.sub(shift).div(scale);
  }

  /** A mean or variance of x's type, in a shape that is repeated to that of x. */
  private Value moment(NestedNumbers given, String name, Value x, LayerContext context) {
    Shape sample = x.shape().dropFirst();
    if (given != null) {
      return x.graph().constant(new Type(repeatable(sample), x.dtype()), given.floats());
    }
    int[] sizes = new int[sample.rank()];
    Arrays.fill(sizes, 1);
    for (int at : kept(sample)) {
      sizes[at] = sample.size(at);
    }
    return context.weight(name).reshape(sizes);
  }

  /** The shape of the given mean with an axis for each of a sample's. */
  private Shape repeatable(Shape sample) {
    int[] kept = kept(sample);
    int[] sizes = new int[sample.rank()];
    Arrays.fill(sizes, 1);
    int rank = mean.shape().rank();
    for (int i = 1; i <= rank; i++) {
      int size = mean.shape().size(-i);
      if (i > kept.length || (size != 1 && size != sample.size(kept[kept.length - i]))) {
        throw wrongInput(
            "inputs that a mean of shape "
                + mean.shape()
                + " on the axes "
                + Arrays.toString(axis)
                + " can be repeated to",
            sample);
      }
      sizes[kept[kept.length - i]] = size;
    }
    return Shape.of(sizes);
  }

  @Override
  protected void addTo(Config config) {
    config
        .with("axis", axis.length == 0 ? null : axis)
        .with("invert", invert)
        .with("mean", mean == null ? null : mean.json())
        .with("variance", variance == null ? null : variance.json());
  }

  static Normalization fromConfig(Config config) {
    NestedNumbers mean = NestedNumbers.of(config, "mean");
    NestedNumbers variance = NestedNumbers.of(config, "variance");
    if ((mean == null) != (variance == null)) {
      throw new ConfigException(
          "Expected mean and variance together. Received: mean=" + mean + ", variance=" + variance);
    }
    Normalization layer = mean == null ? of() : of(mean, variance);
    return layer.configured(config).axis(axisOf(config)).invert(config.getBoolean("invert", false));
  }

  /** A number, a list, or null for none; missing is the default. */
  private static int[] axisOf(Config config) {
    if (!config.has("axis")) {
      return new int[] {-1};
    }
    if (config.get("axis") == null) {
      return new int[0];
    }
    return config.get("axis") instanceof List<?>
        ? config.getInts("axis")
        : new int[] {config.requireInt("axis")};
  }

  /** Measured numbers as the first values of a weight. */
  private record Measured(float[] measured) implements Initializer {
    @Override
    public float[] values(Shape shape, long seed) {
      return measured.clone();
    }

    @Override
    public String className() {
      return "Constant";
    }

    @Override
    public Config config() {
      return new Config().with("value", null);
    }
  }
}
