package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.config.ConfigException;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;

/**
 * Gives each sample another shape, with its numbers in C order: (N, ...) becomes (N,
 * targetShape...). See <a href="https://keras.io/api/layers/reshaping_layers/reshape/">Keras:
 * Reshape</a>.
 */
public final class Reshape extends AbstractLayer<Reshape> {
  private final int[] targetShape;

  private Reshape(int[] targetShape) {
    boolean wrong = Arrays.stream(targetShape).anyMatch(size -> size < 1 && size != -1);
    if (wrong || Arrays.stream(targetShape).filter(size -> size == -1).count() > 1) {
      throw new IllegalArgumentException(
          "Expected sizes of at least 1, and at most one of -1 for what is left. Received:"
              + " targetShape="
              + Pairs.tuple(targetShape));
    }
    this.targetShape = targetShape.clone();
  }

  /** The sizes of one sample, without the batch; one may be -1, for the rest. */
  public static Reshape of(int... targetShape) {
    return new Reshape(targetShape);
  }

  @Override
  public Shape outputShape(Shape input) {
    long known =
        Arrays.stream(targetShape)
            .filter(size -> size != -1)
            .asLongStream()
            .reduce(1, (a, b) -> a * b);
    boolean fits = input.elements() % known == 0 && input.elements() / known <= Integer.MAX_VALUE;
    int left = fits ? (int) (input.elements() / known) : 0;
    int[] sizes = Arrays.stream(targetShape).map(size -> size == -1 ? left : size).toArray();
    if (!fits || Shape.of(sizes).elements() != input.elements()) {
      throw wrongInput("inputs of as many numbers as " + Pairs.tuple(targetShape), input);
    }
    return Shape.of(sizes);
  }

  @Override
  public Value call(Value x, LayerContext context) {
    return x.reshape(outputShape(x.shape().dropFirst()).prepend(x.shape().size(0)));
  }

  @Override
  protected void addTo(Config config) {
    config.with("target_shape", targetShape);
  }

  static Reshape fromConfig(Config config) {
    int[] sizes = config.getInts("target_shape");
    if (sizes == null) {
      throw new ConfigException("Expected the target_shape of Reshape. Received: none");
    }
    return of(sizes).configured(config);
  }
}
