package io.github.markhor.layers;

import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;

/**
 * Random numbers of the gamma distribution, and of beta and Dirichlet, which follow from it.
 * Marsaglia and Tsang, "A Simple Method for Generating Gamma Variables" (2000).
 */
final class Gammas {
  /** Of the proposals more than 95 % are taken: all are refused once in 10^8 draws. */
  private static final int PROPOSALS = 6;

  private static final int DRAWS_OF_PROPOSAL = 3;

  /** The draws that one call takes. */
  static final int DRAWS = PROPOSALS * DRAWS_OF_PROPOSAL + 1;

  private Gammas() {}

  /**
   * The logarithms of n numbers, (n, 1): for a small alpha the numbers themselves may be too small.
   *
   * @param draw the first of {@link #DRAWS} draws of the layer
   * @param alpha of shape (), above 0
   */
  static Value logarithms(SeededLayer<?> layer, Graph graph, int draw, Value alpha, int n) {
    // For 1 + alpha, which has to be at least 1; a power of a uniform number brings it to alpha.
    Value d = alpha.add(2 / 3.0);
    Value c = d.mul(9).sqrt();
    Value result = d.broadcastTo(Shape.of(n, 1));
    for (int i = 0; i < PROPOSALS; i++) {
      int at = draw + i * DRAWS_OF_PROPOSAL;
      Value x = layer.normal(graph, at, Shape.of(n, 1));
      Value root = x.div(c).add(1);
      Value v = root.square().mul(root);
      Value logarithm = v.max(Float.MIN_NORMAL).log();
      Value limit = x.square().mul(0.5).add(d.mul(v.neg().add(1).add(logarithm)));
      Value accepted = v.greater(0).mul(aboveZero(layer, graph, at + 2, n).log().less(limit));
      result = accepted.select(d.mul(v), result);
    }
    Value uniform = aboveZero(layer, graph, draw + DRAWS - 1, n);
    return result.log().add(uniform.log().div(alpha));
  }

  /** Uniform in (0, 1]. */
  private static Value aboveZero(SeededLayer<?> layer, Graph graph, int draw, int n) {
    return layer.uniform(graph, draw, 0, 1, n, 1).neg().add(1);
  }

  /**
   * n numbers of the beta distribution of alpha and alpha, (n, 1).
   *
   * @param draw the first of twice {@link #DRAWS} draws of the layer
   */
  static Value betas(SeededLayer<?> layer, Graph graph, int draw, Value alpha, int n) {
    Value one = logarithms(layer, graph, draw, alpha, n);
    return one.sub(logarithms(layer, graph, draw + DRAWS, alpha, n)).sigmoid();
  }

  /** n numbers of the sum 1 of the Dirichlet distribution of alpha, (n,). */
  static Value dirichlet(SeededLayer<?> layer, Graph graph, int draw, Value alpha, int n) {
    return logarithms(layer, graph, draw, alpha, n).reshape(1, n).softmax().reshape(n);
  }
}
