package io.github.markhor.layers;

import io.github.markhor.layer.Symbol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Arithmetic on symbols, as {@code keras.ops} has it: {@code Ops.subtract(Ops.divide(x, 127.5),
 * 1)}. Each operation is a layer of the model, without weights, and is saved with it. Shapes that
 * differ are stretched as NumPy does. Axis 0 is that of the samples. See <a
 * href="https://keras.io/api/ops/">Keras: ops</a>.
 *
 * <pre>{@code
 * Input levels = Input.of(224, 224, 3); // 0 to 255
 * Symbol x = Ops.subtract(Ops.divide(levels, 127.5), 1); // -1 to 1
 * }</pre>
 */
public final class Ops {
  private Ops() {}

  /** a + b. */
  public static Symbol add(Symbol a, Symbol b) {
    return of("add", Map.of(), a, b);
  }

  /** a + b. */
  public static Symbol add(Symbol a, double b) {
    return of("add", a, b);
  }

  /** a - b. */
  public static Symbol subtract(Symbol a, Symbol b) {
    return of("subtract", Map.of(), a, b);
  }

  /** a - b. */
  public static Symbol subtract(Symbol a, double b) {
    return of("subtract", a, b);
  }

  /** a - b. */
  public static Symbol subtract(double a, Symbol b) {
    return of("subtract", a, b);
  }

  /** a · b, element by element. */
  public static Symbol multiply(Symbol a, Symbol b) {
    return of("multiply", Map.of(), a, b);
  }

  /** a · b. */
  public static Symbol multiply(Symbol a, double b) {
    return of("multiply", a, b);
  }

  /** a / b, element by element. */
  public static Symbol divide(Symbol a, Symbol b) {
    return of("true_divide", Map.of(), a, b);
  }

  /** a / b. */
  public static Symbol divide(Symbol a, double b) {
    return of("true_divide", a, b);
  }

  /** a / b. */
  public static Symbol divide(double a, Symbol b) {
    return of("true_divide", a, b);
  }

  /** a to the power of b. */
  public static Symbol power(Symbol a, double b) {
    return of("power", a, b);
  }

  /** The larger of both, element by element. */
  public static Symbol maximum(Symbol a, double b) {
    return of("maximum", a, b);
  }

  /** The smaller of both, element by element. */
  public static Symbol minimum(Symbol a, double b) {
    return of("minimum", a, b);
  }

  /** -x. */
  public static Symbol negative(Symbol x) {
    return of("negative", Map.of(), x);
  }

  /** |x|. */
  public static Symbol abs(Symbol x) {
    return of("absolute", Map.of(), x);
  }

  /** x². */
  public static Symbol square(Symbol x) {
    return of("square", Map.of(), x);
  }

  /** √x. */
  public static Symbol sqrt(Symbol x) {
    return of("sqrt", Map.of(), x);
  }

  /** e to the power of x. */
  public static Symbol exp(Symbol x) {
    return of("exp", Map.of(), x);
  }

  /** The natural logarithm. */
  public static Symbol log(Symbol x) {
    return of("log", Map.of(), x);
  }

  /** x limited to a range. */
  public static Symbol clip(Symbol x, double min, double max) {
    return of("clip", Map.of("x_min", min, "x_max", max), x);
  }

  /** The mean over axes. */
  public static Symbol mean(Symbol x, int... axes) {
    return of("mean", reduction(false, axes), x);
  }

  /** The mean over axes, which stay as axes of size 1. */
  public static Symbol meanKeeping(Symbol x, int... axes) {
    return of("mean", reduction(true, axes), x);
  }

  /** The sum over axes. */
  public static Symbol sum(Symbol x, int... axes) {
    return of("sum", reduction(false, axes), x);
  }

  /** The sum over axes, which stay as axes of size 1. */
  public static Symbol sumKeeping(Symbol x, int... axes) {
    return of("sum", reduction(true, axes), x);
  }

  /** The largest number over axes. */
  public static Symbol max(Symbol x, int... axes) {
    return of("max", reduction(false, axes), x);
  }

  /** The smallest number over axes. */
  public static Symbol min(Symbol x, int... axes) {
    return of("min", reduction(false, axes), x);
  }

  /** x scaled to length 1 along an axis. */
  public static Symbol normalize(Symbol x, int axis) {
    return of("normalize", Map.of("axis", axis, "order", 2), x);
  }

  /** The same numbers in another shape, stated without the batch; -1 stands for what is left. */
  public static Symbol reshape(Symbol x, int... sizes) {
    int[] own = sizes.clone();
    long known =
        Arrays.stream(own).filter(size -> size >= 0).asLongStream().reduce(1, (a, b) -> a * b);
    for (int i = 0; i < own.length && x.shape().isKnown() && known > 0; i++) {
      own[i] = own[i] < 0 ? Math.toIntExact(x.shape().elements() / known) : own[i];
    }
    int[] all = IntStream.concat(IntStream.of(-1), Arrays.stream(own)).toArray();
    return of("reshape", Map.of("newshape", boxed(all)), x);
  }

  /** A new axis of size 1. */
  public static Symbol expandDims(Symbol x, int axis) {
    return of("expand_dims", Map.of("axis", axis), x);
  }

  /** Without an axis of size 1. */
  public static Symbol squeeze(Symbol x, int axis) {
    return of("squeeze", Map.of("axis", axis), x);
  }

  /**
   * The numbers in reverse order along an axis: red, green and blue become blue, green and red
   * along the last.
   *
   * @param axis from 1, or from -1 for the last
   */
  public static Symbol flip(Symbol x, int axis) {
    int rank = x.shape().rank() + 1;
    int place = axis < 0 ? axis + rank : axis;
    if (place < 1 || place >= rank) {
      throw new IllegalArgumentException(
          "Expected an axis of the samples, from 1 to " + (rank - 1) + ". Received: " + axis);
    }
    List<Object> key = new ArrayList<>(Collections.nCopies(place, part(Map.of())));
    key.add(part(Map.of("step", -1)));
    return of("get_item", Map.of("key", List.copyOf(key)), x);
  }

  private static Map<String, Object> part(Map<String, Object> range) {
    return Map.of("class_name", "__slice__", "config", range);
  }

  /** The axes in another order; 0, that of the samples, stays first. */
  public static Symbol transpose(Symbol x, int... axes) {
    return of("transpose", Map.of("axes", boxed(axes)), x);
  }

  private static Map<String, Object> reduction(boolean keepdims, int... axes) {
    if (axes.length == 0) {
      throw new IllegalArgumentException(
          "Expected at least one axis: one over all would mix the samples. Received: none");
    }
    return Map.of("axis", boxed(axes), "keepdims", keepdims);
  }

  private static List<Integer> boxed(int... numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  private static Symbol of(String operation, Map<String, ?> settings, Symbol... inputs) {
    List<Operation.Input> arguments =
        IntStream.range(0, inputs.length).mapToObj(Operation.Input::new).toList();
    return Operation.of(operation, arguments, settings).apply(inputs);
  }

  private static Symbol of(String operation, Symbol a, double b) {
    return Operation.of(operation, List.of(new Operation.Input(0), b), Map.of()).apply(a);
  }

  private static Symbol of(String operation, double a, Symbol b) {
    return Operation.of(operation, List.of(a, new Operation.Input(0)), Map.of()).apply(b);
  }
}
