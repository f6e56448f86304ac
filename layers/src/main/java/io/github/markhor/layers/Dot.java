package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.config.ConfigException;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The sums of products of two inputs along an axis of each, sample by sample: {@code
 * Dot.of(1).apply(a, b)} of two vectors is (N, 1). With {@code normalize} it is their cosine
 * similarity. See <a href="https://keras.io/api/layers/merging_layers/dot/">Keras: Dot</a>.
 */
public final class Dot extends BaseMerge<Dot> {
  private static final double EPSILON = 1e-12;

  private final int axisOfFirst;
  private final int axisOfSecond;
  private boolean single;
  private boolean normalize;

  private Dot(int axisOfFirst, int axisOfSecond) {
    if (axisOfFirst == 0 || axisOfSecond == 0) {
      throw new IllegalArgumentException(
          "Expected axes other than that of the batch, 0. Received: axes=["
              + axisOfFirst
              + ", "
              + axisOfSecond
              + "]");
    }
    this.axisOfFirst = axisOfFirst;
    this.axisOfSecond = axisOfSecond;
  }

  /** Along the same axis of both, counted with the batch as 0 or from the end. */
  public static Dot of(int axes) {
    Dot dot = new Dot(axes, axes);
    dot.single = true;
    return dot;
  }

  /** Along an axis of each, counted with the batch as 0 or from the end. */
  public static Dot of(int axisOfFirst, int axisOfSecond) {
    return new Dot(axisOfFirst, axisOfSecond);
  }

  /** Brings both to the length 1 along the axis before. Default: false. */
  public Dot normalize(boolean normalize) {
    return with(layer -> layer.normalize = normalize);
  }

  @Override
  Shape mergedShape(List<Shape> inputs) {
    boolean fits = inputs.size() == 2;
    for (int i = 0; fits && i < 2; i++) {
      int at = at(inputs.get(i).rank() + 1, i);
      fits = at >= 1 && at <= inputs.get(i).rank();
    }
    if (!fits
        || inputs.get(0).size(at(inputs.get(0).rank() + 1, 0) - 1)
            != inputs.get(1).size(at(inputs.get(1).rank() + 1, 1) - 1)) {
      throw wrongInputs(
          "two inputs of the same size along axes=[" + axisOfFirst + ", " + axisOfSecond + "]",
          inputs);
    }
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      int at = at(inputs.get(i).rank() + 1, i) - 1;
      for (int axis = 0; axis < inputs.get(i).rank(); axis++) {
        if (axis != at) {
          sizes.add(inputs.get(i).size(axis));
        }
      }
    }
    if (sizes.isEmpty()) {
      sizes.add(1);
    }
    return Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
  }

  /** The axis of an input, with the batch, from 0. */
  private int at(int rank, int input) {
    int axis = input == 0 ? axisOfFirst : axisOfSecond;
    return axis < 0 ? rank + axis : axis;
  }

  @Override
  Value merge(List<Value> inputs) {
    Value a = rows(inputs.get(0), 0);
    Value b = rows(inputs.get(1), 1);
    int[] ofA = a.shape().toArray();
    int[] ofB = b.shape().toArray();
    Value products =
        a.reshape(ofA[0], ofA[1], 1, ofA[2]).mul(b.reshape(ofB[0], 1, ofB[1], ofB[2])).sum(-1);
    List<Shape> shapes = inputs.stream().map(input -> input.shape().dropFirst()).toList();
    return products.reshape(mergedShape(shapes).prepend(inputs.get(0).shape().size(0)));
  }

  /** An input as (N, all other axes, the axis that is summed over). */
  private Value rows(Value x, int input) {
    Value last = x.withAxisLast(at(x.shape().rank(), input));
    int size = last.shape().size(-1);
    int batch = x.shape().size(0);
    int others = (int) (last.shape().elements() / ((long) batch * size));
    Value rows = last.reshape(batch, others, size);
    return normalize ? rows.div(rows.square().sumKeeping(-1).sqrt().max(EPSILON)) : rows;
  }

  @Override
  protected void addTo(Config config) {
    Object axes = single ? (Object) axisOfFirst : List.of(axisOfFirst, axisOfSecond);
    config.with("axes", axes).with("normalize", normalize);
  }

  static Dot fromConfig(Config config) {
    int[] axes = config.getAxes("axes");
    if (axes == null || axes.length == 0 || axes.length > 2) {
      throw new ConfigException(
          "Expected one or two axes of " + config.owner() + ". Received: " + config.get("axes"));
    }
    Dot dot = axes.length == 1 ? of(axes[0]) : of(axes[0], axes[1]);
    return dot.configured(config).normalize(config.getBoolean("normalize", false));
  }
}
