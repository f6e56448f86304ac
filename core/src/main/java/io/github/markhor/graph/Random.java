package io.github.markhor.graph;

import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * Random numbers from Philox4x32-10, a function of the key, of the operation's own {@code stream}
 * and of the element's position alone: the same on every backend and in every order. The
 * generator's key is the seed (low, high); its counter is (block, stream, step low, step high),
 * where a block makes four words of 32 bits and the element i of the operation takes word i mod 4
 * of block i / 4.
 */
public sealed interface Random extends Op {
  /** The number that tells this operation's random numbers from those of others. */
  int stream();

  /** Uniform in [0, 1): the upper 24 bits of the word times 2^-24. Its input is the key. */
  record Uniform(int stream, Shape shape) implements Random {
    @Override
    public List<Type> infer(List<Type> inputs) {
      return List.of(Type.float32(shape));
    }

    @Override
    public List<Value> gradient(Node node, List<Value> dOutputs) {
      return Arrays.asList((Value) null);
    }
  }

  /**
   * Inverted dropout of the first input under the key, the second input: an element becomes 0 with
   * probability {@code rate} and else is divided by 1 - rate. Each half of a random word serves one
   * element: element i takes half i mod 2 (0 is the lower) of word (i / 2) mod 4 of block i / 8,
   * and is dropped if that half, as a number, is smaller than {@link #threshold}.
   *
   * <p>The gradient is the same operation, since it is linear and its mask follows from the key.
   */
  record Dropout(int stream, double rate) implements Random {
    public Dropout {
      if (!(rate >= 0 && rate < 1)) {
        throw new IllegalArgumentException(
            "Expected a rate of at least 0 and below 1. Received: rate=" + rate);
      }
    }

    @Override
    public List<Type> infer(List<Type> inputs) {
      return List.of(inputs.get(0));
    }

    @Override
    public List<Value> gradient(Node node, List<Value> dOutputs) {
      return Arrays.asList(
          node.graph().apply(this, dOutputs.get(0), node.input(1)).output(0), null);
    }

    /** Halves of words below this number are dropped: rate times 65536, rounded. */
    public int threshold() {
      return (int) Math.round(rate * 65536);
    }
  }
}
