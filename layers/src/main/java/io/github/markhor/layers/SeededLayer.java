package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Random;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.tensor.Philox;
import io.github.markhor.tensor.Shape;

/**
 * The base of layers that draw random numbers, which follow from the model's seed, the step and the
 * layer's position.
 *
 * @param <L> the layer's own class
 */
abstract class SeededLayer<L extends SeededLayer<L>> extends AbstractLayer<L> {
  private Long seed;

  /** A seed of the layer's own: layers of one seed draw the same in a step. Default: none. */
  public final L seed(long seed) {
    return with(layer -> ((SeededLayer<?>) layer).seed = seed);
  }

  /**
   * A stream of random numbers.
   *
   * @param draw the number of the layer's stream, from 0
   */
  final int stream(Graph graph, int draw) {
    int next = graph.nextStream();
    // A layer with a seed gets a negative number, which counting from 0 does not reach.
    return seed == null
        ? next
        : Long.hashCode((seed + draw * Philox.GOLDEN_RATIO) * Philox.GOLDEN_RATIO)
            | Integer.MIN_VALUE;
  }

  /** Uniform in [low, high), float32; {@code low} where both are equal. */
  final Value uniform(Graph graph, int draw, double low, double high, int... sizes) {
    Random.Uniform uniform = new Random.Uniform(stream(graph, draw), Shape.of(sizes));
    return graph.apply(uniform, graph.randomKey()).output(0).mul(high - low).add(low);
  }

  /**
   * From the normal distribution of mean 0 and deviation 1, float32, from the draws {@code draw}
   * and the next. Box and Muller, "A Note on the Generation of Random Normal Deviates" (1958).
   */
  final Value normal(Graph graph, int draw, Shape shape) {
    Value aboveZero = uniform(graph, draw, 0, 1, shape.toArray()).neg().add(1);
    Value angle = uniform(graph, draw + 1, 0, 2 * Math.PI, shape.toArray());
    return aboveZero.log().mul(-2).sqrt().mul(angle.cos());
  }

  /** A layer within this one: with a seed that follows from this one's, if it has one. */
  final <S extends SeededLayer<S>> S seeded(S layer, int number) {
    return seed == null ? layer : layer.seed((seed + number) * Philox.GOLDEN_RATIO);
  }

  /** Adds the argument seed. */
  final void addSeed(Config config) {
    config.with("seed", seed);
  }

  /** A copy with the seed of a config, if it is a number, and the arguments of all layers. */
  final L seeded(Config config) {
    L copy = configured(config);
    return config.get("seed") instanceof Number number ? copy.seed(number.longValue()) : copy;
  }
}
