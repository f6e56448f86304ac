package io.github.markhor.layers;

import io.github.markhor.AbstractLayer;
import io.github.markhor.LayerContext;
import io.github.markhor.Shape;
import io.github.markhor.config.Config;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Random;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * In training, sets each element to 0 with probability {@code rate} and divides the others by 1 -
 * rate, so that the expected sum stays; otherwise changes nothing. Srivastava, Hinton, Krizhevsky,
 * Sutskever and Salakhutdinov, "Dropout: A Simple Way to Prevent Neural Networks from Overfitting"
 * (2014). See <a href="https://keras.io/api/layers/regularization_layers/dropout/">Keras:
 * Dropout</a>.
 *
 * <p>What is dropped follows from the model's seed, the step and the layer's place; the rate is met
 * to 1/65536.
 */
public final class Dropout extends AbstractLayer<Dropout> {
  private final double rate;
  private int[] noiseShape;
  private Long seed;

  private Dropout(double rate) {
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException("Expected a rate between 0 and 1. Received: rate=" + rate);
    }
    this.rate = rate;
  }

  public static Dropout of(double rate) {
    return new Dropout(rate);
  }

  /**
   * The shape of what is drawn, batch first; an axis of size 1 is dropped or kept as a whole, and
   * -1 means the input's size. Default: that of the input.
   */
  public Dropout noiseShape(int... sizes) {
    for (int size : sizes) {
      if (size < 1 && size != -1) {
        throw new IllegalArgumentException(
            "Expected sizes of at least 1, or -1 for the input's. Received: noiseShape="
                + java.util.Arrays.toString(sizes));
      }
    }
    int[] copy = sizes.clone();
    return with(layer -> layer.noiseShape = copy);
  }

  /** Draws from a stream of its own: layers of one seed drop the same in a step. Default: none. */
  public Dropout seed(long seed) {
    return with(layer -> layer.seed = seed);
  }

  @Override
  public Value call(Value x, LayerContext context) {
    if (!context.training() || rate == 0) {
      return x;
    }
    if (rate == 1) {
      return x.mul(0);
    }
    Graph graph = x.graph();
    Random.Dropout dropout = new Random.Dropout(stream(graph), rate);
    if (noiseShape == null) {
      return graph.apply(dropout, x, graph.randomKey()).output(0);
    }
    Value ones = graph.constant(new Type(noise(x.shape()), x.dtype()), 1);
    return x.mul(graph.apply(dropout, ones, graph.randomKey()).output(0));
  }

  private Shape noise(Shape x) {
    boolean fits = noiseShape.length == x.rank();
    int[] sizes = x.toArray();
    for (int axis = 0; fits && axis < sizes.length; axis++) {
      if (noiseShape[axis] == 1) {
        sizes[axis] = 1;
      }
      fits = noiseShape[axis] == -1 || noiseShape[axis] == sizes[axis];
    }
    if (!fits) {
      throw wrongInput(
          "inputs that a noiseShape of "
              + java.util.Arrays.toString(noiseShape)
              + " can be repeated to",
          x.dropFirst());
    }
    return Shape.of(sizes);
  }

  /** With a seed, a number that no counting from 0 reaches. */
  private int stream(Graph graph) {
    int next = graph.nextStream();
    return seed == null ? next : Long.hashCode(seed * 0x9E3779B97F4A7C15L) | Integer.MIN_VALUE;
  }

  @Override
  protected void addTo(Config config) {
    List<Integer> sizes = noiseShape == null ? null : new ArrayList<>();
    for (int i = 0; noiseShape != null && i < noiseShape.length; i++) {
      sizes.add(noiseShape[i] == -1 ? null : Integer.valueOf(noiseShape[i]));
    }
    config.with("rate", rate).with("seed", seed).with("noise_shape", sizes);
  }

  static Dropout fromConfig(Config config) {
    // Keras 1 called it p.
    Dropout layer = of(config.getDouble("rate", config.getDouble("p", 0))).configured(config);
    if (config.get("seed") instanceof Number number) {
      layer.seed = number.longValue();
    }
    Object shape = config.get("noise_shape");
    if (shape instanceof List<?> list) {
      return layer.noiseShape(list.stream().mapToInt(Dropout::sizeOf).toArray());
    }
    return layer;
  }

  private static int sizeOf(Object size) {
    return size instanceof Number number ? number.intValue() : -1;
  }
}
