package io.github.markhor.file.keras;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The operations on symbolic tensors that models hold between their layers: their names in {@code
 * keras.ops}, the classes that Keras 3 writes for them, and the functions of TensorFlow that Keras
 * 2 writes.
 *
 * @param name in {@code keras.ops}
 * @param className in files of Keras 3
 * @param module of that class
 * @param functions of TensorFlow; the first is written
 * @param settings Keras 3's names of arguments, by TensorFlow's
 */
record OperationNames(
    String name,
    String className,
    String module,
    List<String> functions,
    Map<String, String> settings) {
  /** The class that the registry knows, for all of them. */
  static final String CLASS = "Operation";

  private static final String NUMPY = "keras.src.ops.numpy";
  private static final String NN = "keras.src.ops.nn";
  private static final String CORE = "keras.src.ops.core";

  private static final Map<String, String> AXIS = Map.of("axis", "axis");
  private static final Map<String, String> REDUCTION =
      Map.of("axis", "axis", "keepdims", "keepdims");

  private static final List<OperationNames> ALL =
      List.of(
          of("add", "Add", NUMPY, "__operators__.add", "math.add", "add", "nn.bias_add"),
          of("subtract", "Subtract", NUMPY, "math.subtract", "subtract"),
          of("multiply", "Multiply", NUMPY, "math.multiply", "multiply"),
          of("true_divide", "TrueDivide", NUMPY, "math.truediv", "truediv"),
          of("divide", "Divide", NUMPY, "math.divide", "divide", "realdiv"),
          of("power", "Power", NUMPY, "math.pow", "pow"),
          of("maximum", "Maximum", NUMPY, "math.maximum", "maximum"),
          of("minimum", "Minimum", NUMPY, "math.minimum", "minimum"),
          of("negative", "Negative", NUMPY, "math.negative", "negative"),
          of("absolute", "Absolute", NUMPY, "math.abs", "abs"),
          of("square", "Square", NUMPY, "math.square", "square"),
          of("sqrt", "Sqrt", NUMPY, "math.sqrt", "sqrt"),
          of("rsqrt", "Rsqrt", "keras.src.ops.math", "math.rsqrt"),
          of("exp", "Exp", NUMPY, "math.exp", "exp"),
          of("log", "Log", NUMPY, "math.log"),
          of("sin", "Sin", NUMPY, "math.sin", "sin"),
          of("cos", "Cos", NUMPY, "math.cos", "cos"),
          of("tanh", "Tanh", NUMPY, "math.tanh", "nn.tanh", "tanh"),
          of("relu", "Relu", NN, "nn.relu"),
          of("relu6", "Relu6", NN, "nn.relu6"),
          of("sigmoid", "Sigmoid", NN, "math.sigmoid", "nn.sigmoid", "sigmoid"),
          of("hard_sigmoid", "HardSigmoid", NN),
          of("silu", "Silu", NN, "nn.silu", "nn.swish"),
          of("hard_silu", "HardSilu", NN),
          of("softplus", "Softplus", NN, "math.softplus", "nn.softplus"),
          of("gelu", "Gelu", NN, Map.of("approximate", "approximate"), "nn.gelu"),
          of("elu", "Elu", NN, "nn.elu"),
          of("leaky_relu", "LeakyRelu", NN, Map.of("alpha", "negative_slope"), "nn.leaky_relu"),
          of("softmax", "Softmax", NN, AXIS, "nn.softmax"),
          of("log_softmax", "LogSoftmax", NN, AXIS, "nn.log_softmax"),
          of("normalize", "Normalize", NN, AXIS, "math.l2_normalize"),
          of("mean", "Mean", NUMPY, REDUCTION, "math.reduce_mean"),
          of("sum", "Sum", NUMPY, REDUCTION, "math.reduce_sum"),
          of("max", "Max", NUMPY, REDUCTION, "math.reduce_max"),
          of("min", "Min", NUMPY, REDUCTION, "math.reduce_min"),
          of("reshape", "Reshape", NUMPY, Map.of("shape", "newshape"), "reshape"),
          of("expand_dims", "ExpandDims", NUMPY, AXIS, "expand_dims"),
          of("squeeze", "Squeeze", NUMPY, AXIS, "compat.v1.squeeze", "squeeze"),
          of(
              "transpose",
              "Transpose",
              NUMPY,
              Map.of("perm", "axes"),
              "compat.v1.transpose",
              "transpose"),
          of("concatenate", "Concatenate", NUMPY, AXIS, "concat"),
          of("stack", "Stack", NUMPY, AXIS, "stack"),
          of("matmul", "Matmul", NUMPY, "linalg.matmul"),
          of(
              "clip",
              "Clip",
              NUMPY,
              Map.of("clip_value_min", "x_min", "clip_value_max", "x_max"),
              "clip_by_value"),
          of(
              "pad",
              "Pad",
              NUMPY,
              Map.of("paddings", "pad_width", "mode", "mode", "constant_values", "constant_values"),
              "compat.v1.pad",
              "pad"),
          of("cast", "Cast", CORE, Map.of("dtype", "dtype"), "cast"),
          of("stop_gradient", "StopGradient", CORE, "stop_gradient"),
          of("get_item", "GetItem", NUMPY, "__operators__.getitem"),
          of(
              "resize",
              "Resize",
              "keras.src.ops.image",
              Map.of("size", "size", "method", "interpolation", "antialias", "antialias"),
              "image.resize"));

  private static final Map<String, OperationNames> BY_NAME = new HashMap<>();
  private static final Map<String, OperationNames> BY_CLASS = new HashMap<>();
  private static final Map<String, OperationNames> BY_FUNCTION = new HashMap<>();

  static {
    for (OperationNames operation : ALL) {
      BY_NAME.put(operation.name, operation);
      BY_CLASS.put(operation.className, operation);
      operation.functions.forEach(function -> BY_FUNCTION.put(function, operation));
    }
  }

  private static OperationNames of(
      String name, String className, String module, String... functions) {
    return of(name, className, module, Map.of(), functions);
  }

  private static OperationNames of(
      String name,
      String className,
      String module,
      Map<String, String> settings,
      String... functions) {
    return new OperationNames(name, className, module, List.of(functions), settings);
  }

  /** The operation of a name in {@code keras.ops}; null for one that is not known. */
  static OperationNames ofName(String name) {
    return BY_NAME.get(name);
  }

  /** The operation of a class of Keras 3; null for one that is not known. */
  static OperationNames ofClass(String className) {
    return BY_CLASS.get(className);
  }

  /** The operation of a function of TensorFlow; null for one that is not known. */
  static OperationNames ofFunction(String function) {
    return BY_FUNCTION.get(function);
  }

  /** TensorFlow's name of a setting; null where it has none. */
  String settingOfKeras2(String setting) {
    return settings.entrySet().stream()
        .filter(entry -> entry.getValue().equals(setting))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }
}
