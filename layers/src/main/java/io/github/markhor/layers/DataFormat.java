package io.github.markhor.layers;

import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Where the channels of samples are. Layers compute with the channels last. */
public enum DataFormat {
  /** Pictures are (N, H, W, C), rows (N, L, C). */
  CHANNELS_LAST,
  /** Pictures are (N, C, H, W), rows (N, C, L), transposed before and after. */
  CHANNELS_FIRST;

  /** The shape (..., C) of samples in this format, without the batch. */
  Shape toLast(Shape sample) {
    return moved(sample, 0, sample.rank() - 1);
  }

  /** The shape in this format of samples (..., C), without the batch. */
  Shape fromLast(Shape sample) {
    return moved(sample, sample.rank() - 1, 0);
  }

  private Shape moved(Shape sample, int from, int to) {
    int[] order = order(sample.rank(), from, to);
    return Shape.of(Arrays.stream(order).map(sample::size).toArray());
  }

  /** Samples in this format as (N, ..., C). */
  Value toLast(Value samples) {
    return moved(samples, 1, samples.shape().rank() - 1);
  }

  /** Samples (N, ..., C) in this format. */
  Value fromLast(Value samples) {
    return moved(samples, samples.shape().rank() - 1, 1);
  }

  private Value moved(Value samples, int from, int to) {
    int rank = samples.shape().rank();
    return this == CHANNELS_LAST || rank < 3 ? samples : samples.transpose(order(rank, from, to));
  }

  /** The order of axes in which the axis {@code from} has come to {@code to}. */
  private int[] order(int rank, int from, int to) {
    List<Integer> order = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      order.add(axis);
    }
    if (this == CHANNELS_FIRST) {
      order.add(to, order.remove(from));
    }
    return order.stream().mapToInt(Integer::intValue).toArray();
  }
}
