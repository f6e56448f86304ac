package io.github.markhor.layers;

import io.github.markhor.config.ConfigException;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;
import io.github.markhor.text.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** What the operations of {@code keras.ops} compute. */
final class OperationFunctions {
  /** From the tensors and constants among the arguments, in their order. */
  @FunctionalInterface
  interface Function {
    Value apply(List<Value> arguments, OperationSettings settings);
  }

  private static final Map<String, Function> ALL = new LinkedHashMap<>();

  static {
    binary("add", Value::add);
    binary("subtract", Value::sub);
    binary("multiply", Value::mul);
    binary("true_divide", Value::div);
    binary("divide", Value::div);
    binary("power", Value::pow);
    binary("maximum", Value::max);
    binary("minimum", Value::min);
    binary("matmul", OperationFunctions::matmul);
    unary("negative", Value::neg);
    unary("absolute", Value::abs);
    unary("square", Value::square);
    unary("sqrt", Value::sqrt);
    unary("rsqrt", x -> x.like(1).div(x.sqrt()));
    unary("exp", Value::exp);
    unary("log", Value::log);
    unary("sin", Value::sin);
    unary("cos", Value::cos);
    unary("tanh", Value::tanh);
    unary("softplus", Value::softplus);
    unary("stop_gradient", Value::stopGradient);
    for (ActivationFunction activation :
        List.of(
            Activations.RELU,
            Activations.RELU6,
            Activations.SIGMOID,
            Activations.HARD_SIGMOID,
            Activations.SILU,
            Activations.HARD_SILU)) {
      unary(activation.name(), activation::apply);
    }
    ALL.put("cast", (x, s) -> cast(only(x), s));
    ALL.put("gelu", (x, s) -> gelu(only(x), s.flag("approximate", true)));
    ALL.put("elu", (x, s) -> elu(only(x), s.number("alpha", 1)));
    ALL.put("leaky_relu", (x, s) -> leakyRelu(only(x), s.number("negative_slope", 0.2)));
    ALL.put("softmax", (x, s) -> along(only(x), s, Value::softmax));
    ALL.put("log_softmax", (x, s) -> along(only(x), s, Value::logSoftmax));
    ALL.put("normalize", (x, s) -> normalize(only(x), s));
    ALL.put("mean", (x, s) -> reduced(only(x), s, Value::meanKeeping));
    ALL.put("sum", (x, s) -> reduced(only(x), s, Value::sumKeeping));
    ALL.put("max", (x, s) -> reduced(only(x), s, Value::maxOverKeeping));
    ALL.put("min", (x, s) -> reduced(only(x), s, (v, axes) -> v.neg().maxOverKeeping(axes).neg()));
    ALL.put("reshape", (x, s) -> reshape(only(x), s.numbers("newshape")));
    ALL.put("expand_dims", (x, s) -> expandDims(only(x), s));
    ALL.put("squeeze", (x, s) -> squeeze(only(x), s));
    ALL.put("transpose", (x, s) -> transpose(only(x), s));
    ALL.put("concatenate", (x, s) -> concatenate(x, s.axis("axis", -1, x.get(0).shape().rank())));
    ALL.put("stack", OperationFunctions::stack);
    ALL.put("clip", (x, s) -> only(x).clip(s.number("x_min", 0), s.number("x_max", 0)));
    ALL.put("pad", (x, s) -> pad(x.get(0), s));
    ALL.put("get_item", (x, s) -> OperationSlices.of(x.get(0), s));
    ALL.put("resize", (x, s) -> resize(only(x), s));
  }

  private OperationFunctions() {}

  private static void binary(String name, BinaryOperator<Value> function) {
    ALL.put(
        name,
        (x, settings) -> {
          if (x.size() != 2 || x.contains(null)) {
            throw new IllegalArgumentException(
                "Expected two tensors or numbers for "
                    + name
                    + ". Received: "
                    + settings.arguments());
          }
          return function.apply(x.get(0), x.get(1));
        });
  }

  private static void unary(String name, UnaryOperator<Value> function) {
    ALL.put(name, (x, settings) -> function.apply(only(x)));
  }

  private static Value only(List<Value> arguments) {
    if (arguments.size() != 1 || arguments.get(0) == null) {
      throw new IllegalArgumentException(
          "Expected one tensor. Received: " + arguments.size() + " arguments");
    }
    return arguments.get(0);
  }

  /**
   * The function of a name.
   *
   * @throws ConfigException if there is none
   */
  static Function get(String name) {
    Function function = ALL.get(name);
    if (function == null) {
      throw new ConfigException(
          "Expected an operation of " + ALL.keySet() + ". " + Names.received(ALL.keySet(), name));
    }
    return function;
  }

  /** Products of matrices along the last two axes; those before are stretched as NumPy does. */
  private static Value matmul(Value a, Value b) {
    if (a.shape().rank() <= 2 && b.shape().rank() <= 2) {
      return a.matMul(b);
    }
    int[] left = a.shape().toArray();
    int[] right = b.shape().toArray();
    if (left.length < 2 || right.length < 2 || left[left.length - 1] != right[right.length - 2]) {
      throw new IllegalArgumentException(
          "Expected matrices (..., m, k) and (..., k, n) for matmul. Received: "
              + a.type()
              + " and "
              + b.type());
    }
    int[] rows = Arrays.copyOf(left, left.length + 1);
    rows[left.length] = 1;
    int[] columns = Arrays.copyOf(right, right.length + 1);
    columns[right.length - 2] = 1;
    columns[right.length - 1] = right[right.length - 2];
    columns[right.length] = right[right.length - 1];
    return a.reshape(rows).mul(b.reshape(columns)).sum(-2);
  }

  private static Value gelu(Value x, boolean approximate) {
    if (!approximate) {
      return Activations.GELU.apply(x);
    }
    Value inner = x.mul(x).mul(x).mul(0.044715).add(x).mul(Math.sqrt(2 / Math.PI));
    return inner.tanh().add(1).mul(x).mul(0.5);
  }

  /** The layer's policy decides the type; what is no floating point would lose digits. */
  private static Value cast(Value x, OperationSettings settings) {
    String dtype = settings.text("dtype", "float32");
    if (!List.of("float16", "bfloat16", "float32", "float64").contains(dtype)) {
      throw settings.wrong("dtype", "a type of floating point");
    }
    return x;
  }

  private static Value elu(Value x, double alpha) {
    return x.greater(0).select(x, x.min(0).exp().sub(1).mul(alpha));
  }

  private static Value leakyRelu(Value x, double slope) {
    return x.greater(0).select(x, x.mul(slope));
  }

  /** A function of the last axis along another one. */
  private static Value along(Value x, OperationSettings settings, UnaryOperator<Value> function) {
    int rank = x.shape().rank();
    int axis = settings.axis("axis", -1, rank);
    if (axis == rank - 1) {
      return function.apply(x);
    }
    int[] order = IntStream.range(0, rank).toArray();
    order[axis] = rank - 1;
    order[rank - 1] = axis;
    return function.apply(x.transpose(order)).transpose(order);
  }

  private static Value normalize(Value x, OperationSettings settings) {
    if (settings.number("order", 2) != 2) {
      throw settings.wrong("order", "2");
    }
    Value norm = x.square().sumKeeping(settings.axis("axis", -1, x.shape().rank())).sqrt();
    return x.div(norm.max(settings.number("epsilon", 1e-7)));
  }

  private static Value reduced(
      Value x, OperationSettings settings, BiFunction<Value, int[], Value> f) {
    int[] axes = settings.axes("axis", x.shape().rank());
    Value kept = f.apply(x, axes);
    return settings.flag("keepdims", false) ? kept : without(kept, axes);
  }

  private static Value without(Value x, int... axes) {
    Set<Integer> dropped = new HashSet<>();
    Arrays.stream(axes).forEach(dropped::add);
    return x.reshape(
        IntStream.range(0, x.shape().rank())
            .filter(axis -> !dropped.contains(axis))
            .map(axis -> x.shape().size(axis))
            .toArray());
  }

  /** Keras 3 gives the batch's size as -1 or None, so that two sizes may be unknown. */
  private static Value reshape(Value x, int... sizes) {
    int[] own = sizes.clone();
    int unknown = (int) Arrays.stream(own).filter(size -> size < 0).count();
    if (unknown > 2 || (unknown == 2 && own[0] >= 0)) {
      throw new IllegalArgumentException(
          "Expected at most one size besides the batch's that follows from the others. Received: "
              + Arrays.toString(sizes));
    }
    if (unknown > 0 && own[0] < 0) {
      own[0] = unknown > 1 ? x.shape().size(0) : own[0];
    }
    long known =
        Arrays.stream(own).filter(size -> size >= 0).asLongStream().reduce(1, (a, b) -> a * b);
    for (int i = 0; i < own.length; i++) {
      if (own[i] < 0) {
        own[i] = Math.toIntExact(x.shape().elements() / Math.max(1, known));
        known *= own[i];
      }
    }
    return x.reshape(own);
  }

  private static Value expandDims(Value x, OperationSettings settings) {
    int rank = x.shape().rank();
    int[] axes = settings.axes("axis", rank + 1);
    List<Integer> sizes = new ArrayList<>();
    Arrays.stream(x.shape().toArray()).forEach(sizes::add);
    Arrays.stream(axes).sorted().forEach(axis -> sizes.add(axis, 1));
    return x.reshape(sizes.stream().mapToInt(Integer::intValue).toArray());
  }

  private static Value squeeze(Value x, OperationSettings settings) {
    int rank = x.shape().rank();
    int[] axes =
        settings.get("axis") == null
            ? IntStream.range(1, rank).filter(axis -> x.shape().size(axis) == 1).toArray()
            : settings.axes("axis", rank);
    for (int axis : axes) {
      if (x.shape().size(axis) != 1) {
        throw settings.wrong("axis", "axes of size 1 of " + x.shape().dropFirst());
      }
    }
    return without(x, axes);
  }

  private static Value transpose(Value x, OperationSettings settings) {
    int rank = x.shape().rank();
    if (settings.get("axes") == null) {
      throw settings.wrong("axes", "an order that begins with 0, the samples',");
    }
    int[] axes =
        Arrays.stream(settings.numbers("axes"))
            .map(axis -> axis < 0 ? axis + rank : axis)
            .toArray();
    int[] sorted = axes.clone();
    Arrays.sort(sorted);
    if (axes.length != rank
        || axes[0] != 0
        || !Arrays.equals(sorted, IntStream.range(0, rank).toArray())) {
      throw settings.wrong("axes", "an order of " + rank + " that begins with 0, the samples',");
    }
    return x.transpose(axes);
  }

  private static Value concatenate(List<Value> values, int axis) {
    return values.get(0).concat(axis, values.subList(1, values.size()).toArray(Value[]::new));
  }

  private static Value stack(List<Value> values, OperationSettings settings) {
    int axis = settings.axis("axis", 0, values.get(0).shape().rank() + 1);
    List<Value> all = new ArrayList<>();
    for (Value value : values) {
      int[] sizes = value.shape().toArray();
      int[] longer = new int[sizes.length + 1];
      for (int i = 0; i < longer.length; i++) {
        longer[i] = i == axis ? 1 : sizes[i < axis ? i : i - 1];
      }
      all.add(value.reshape(Shape.of(longer)));
    }
    return concatenate(all, axis);
  }

  private static Value pad(Value x, OperationSettings settings) {
    boolean zeros =
        settings.text("mode", "constant").equalsIgnoreCase("constant")
            && settings.number("constant_values", 0) == 0;
    if (!zeros || !(settings.get("pad_width") instanceof List<?> widths)) {
      throw settings.wrong("mode", "zeros");
    }
    int rank = x.shape().rank();
    int[] before = new int[rank];
    int[] after = new int[rank];
    for (int axis = 0; axis < rank; axis++) {
      if (!(widths.get(axis) instanceof List<?> pair)
          || !(pair.get(0) instanceof Integer low)
          || !(pair.get(1) instanceof Integer high)) {
        throw settings.wrong("pad_width", "two numbers for each axis");
      }
      Math.addExact(Math.addExact(low, high), x.shape().size(axis));
      before[axis] = low;
      after[axis] = high;
    }
    return x.pad(before, after);
  }

  private static Value resize(Value x, OperationSettings settings) {
    int[] size = settings.numbers("size");
    for (String flag : List.of("crop_to_aspect_ratio", "pad_to_aspect_ratio")) {
      if (settings.flag(flag, false)) {
        throw settings.wrong(flag, "false");
      }
    }
    if (!settings.text("data_format", "channels_last").equals("channels_last")) {
      throw settings.wrong("data_format", "channels_last");
    }
    // Of padding, which there is none of.
    settings.get("fill_mode");
    settings.get("fill_value");
    return Resizing.of(size[0], size[1])
        .interpolation(settings.text("interpolation", "bilinear"))
        .antialias(settings.flag("antialias", false))
        .resized(x, size[0], size[1]);
  }
}
