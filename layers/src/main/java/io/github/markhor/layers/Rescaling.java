package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;

/**
 * x · {@code scale} + {@code offset}: {@code Rescaling.of(1 / 255.0)} brings bytes to [0, 1]. Each
 * is a number, or one number for each channel. See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_preprocessing/rescaling/">Keras:
 * Rescaling</a>.
 */
public final class Rescaling extends AbstractLayer<Rescaling> {
  private final NestedNumbers scale;
  private final NestedNumbers offset;

  private Rescaling(NestedNumbers scale, NestedNumbers offset) {
    if (!finite(scale) || !finite(offset)) {
      throw new IllegalArgumentException(
          "Expected a finite scale and offset. Received: scale=" + scale + ", offset=" + offset);
    }
    this.scale = scale;
    this.offset = offset;
  }

  private static boolean finite(NestedNumbers numbers) {
    return !numbers.values().isEmpty() && numbers.values().stream().allMatch(Double::isFinite);
  }

  /** Without an offset. */
  public static Rescaling of(double scale) {
    return of(scale, 0);
  }

  /** From x to x * {@code scale} + {@code offset}. */
  public static Rescaling of(double scale, double offset) {
    return new Rescaling(NestedNumbers.of(scale), NestedNumbers.of(offset));
  }

  /** A scale for each channel, without an offset. */
  public static Rescaling of(double[] scale) {
    return new Rescaling(NestedNumbers.of(scale), NestedNumbers.of(0));
  }

  /** A scale and an offset for each channel; a single one is for all channels. */
  public static Rescaling of(double[] scale, double[] offset) {
    return new Rescaling(NestedNumbers.of(scale), NestedNumbers.of(offset));
  }

  @Override
  public Shape outputShape(Shape input) {
    repeatable(scale, "scale", input);
    repeatable(offset, "offset", input);
    return input;
  }

  @Override
  public Value call(Value x, LayerContext context) {
    Value scaled =
        isNumber(scale) ? x.mul(scale.values().get(0)) : x.mul(constant(scale, "scale", x));
    return isNumber(offset)
        ? scaled.add(offset.values().get(0))
        : scaled.add(constant(offset, "offset", x));
  }

  private static boolean isNumber(NestedNumbers numbers) {
    return numbers.shape().rank() == 0;
  }

  private Value constant(NestedNumbers numbers, String name, Value x) {
    Shape shape = repeatable(numbers, name, x.shape().dropFirst());
    return x.graph().constant(new Type(shape, x.dtype()), numbers.floats());
  }

  /** The numbers' shape behind as many axes of size 1 as an input of that shape has more. */
  private Shape repeatable(NestedNumbers numbers, String name, Shape sample) {
    int rank = numbers.shape().rank();
    boolean fits = rank <= sample.rank();
    for (int axis = 1; fits && axis <= rank; axis++) {
      int size = numbers.shape().size(-axis);
      fits = size == 1 || size == sample.size(-axis);
    }
    if (!fits) {
      throw wrongInput(
          "inputs with as many channels as there are numbers in " + name + "=" + numbers + ",",
          sample);
    }
    int[] sizes = new int[sample.rank()];
    Arrays.fill(sizes, 1);
    System.arraycopy(numbers.shape().toArray(), 0, sizes, sizes.length - rank, rank);
    return Shape.of(sizes);
  }

  @Override
  protected void addTo(Config config) {
    config.with("scale", scale.json()).with("offset", offset.json());
  }

  static Rescaling fromConfig(Config config) {
    return new Rescaling(of(config, "scale", 1), of(config, "offset", 0)).configured(config);
  }

  private static NestedNumbers of(Config config, String name, double otherwise) {
    NestedNumbers given = NestedNumbers.of(config, name);
    return given == null ? NestedNumbers.of(otherwise) : given;
  }
}
