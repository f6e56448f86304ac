package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.config.ConfigException;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Reorders axes: {@code Permute.of(2, 1)} turns (N, L, C) into (N, C, L). See <a
 * href="https://keras.io/api/layers/reshaping_layers/permute/">Keras: Permute</a>.
 */
public final class Permute extends AbstractLayer<Permute> {
  private final int[] dims;

  private Permute(int[] dims) {
    int[] sorted = dims.clone();
    Arrays.sort(sorted);
    if (!Arrays.equals(sorted, IntStream.rangeClosed(1, dims.length).toArray())) {
      throw new IllegalArgumentException(
          "Expected each axis from 1 on once. Received: dims=" + Pairs.tuple(dims));
    }
    this.dims = dims.clone();
  }

  /** The input's axis for each axis of the result; 1 is the first after the batch's. */
  public static Permute of(int... dims) {
    return new Permute(dims);
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.rank() != dims.length) {
      throw wrongInput("inputs of " + dims.length + " axes besides the batch's", input);
    }
    return Shape.of(Arrays.stream(dims).map(axis -> input.size(axis - 1)).toArray());
  }

  @Override
  public Value call(Value x, LayerContext context) {
    return x.transpose(IntStream.concat(IntStream.of(0), Arrays.stream(dims)).toArray());
  }

  @Override
  protected void addTo(Config config) {
    config.with("dims", dims);
  }

  static Permute fromConfig(Config config) {
    int[] dims = config.getInts("dims");
    if (dims == null) {
      throw new ConfigException("Expected the dims of Permute. Received: none");
    }
    return of(dims).configured(config);
  }
}
