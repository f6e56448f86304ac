package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.config.ConfigException;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.AbstractLayer;
import io.github.markhor.layer.LayerContext;
import io.github.markhor.layer.WeightSpec;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An operation between layers, without weights: what {@link Ops} puts into a model, and what models
 * of Keras have where its users wrote {@code x / 127.5 - 1}. See <a
 * href="https://keras.io/api/ops/">Keras: ops</a>.
 */
public final class Operation extends AbstractLayer<Operation> {
  /** A tensor among the arguments: which of the layer's inputs. */
  record Input(int place) {}

  private static final String TENSOR = "tensor";

  /** A batch of this size tells which axis is the batch's. */
  private static final int TRIED_BATCH = 7;

  private final OperationFunctions.Function function;
  private final String operation;
  private final List<Object> arguments;
  private final Map<String, Object> settings;

  private Operation(String operation, List<?> arguments, Map<String, ?> settings) {
    this.operation = operation;
    this.function = OperationFunctions.get(operation);
    this.arguments = List.copyOf(arguments);
    this.settings = Collections.unmodifiableMap(withoutNulls(settings));
  }

  /**
   * An operation.
   *
   * @param operation its name in {@code keras.ops}
   * @param arguments inputs, numbers, arrays as lists of numbers, or lists of these
   * @param settings by Keras's names: {@code axis}
   */
  static Operation of(String operation, List<?> arguments, Map<String, ?> settings) {
    return new Operation(operation, arguments, settings);
  }

  /** In the order in which they are given: a model has the same JSON each time. */
  private static Map<String, Object> withoutNulls(Map<String, ?> settings) {
    Map<String, Object> own = new LinkedHashMap<>(settings);
    own.values().removeIf(value -> value == null);
    return own;
  }

  /** The name in {@code keras.ops}. */
  public String operation() {
    return operation;
  }

  @Override
  public List<WeightSpec> weights(List<Shape> inputs) {
    return List.of();
  }

  @Override
  public Shape outputShape(Shape input) {
    return outputShapes(List.of(input)).get(0);
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Graph graph = new Graph();
    List<Value> values = new ArrayList<>();
    for (Shape input : inputs) {
      values.add(graph.input("x" + values.size(), Type.float32(input.prepend(TRIED_BATCH))));
    }
    Shape result;
    try {
      result = compute(values).shape();
    } catch (IndexOutOfBoundsException | ArithmeticException wrong) {
      throw new IllegalArgumentException(
          "The operation " + operation + " cannot take " + inputs + " with " + settings, wrong);
    }
    if (result.rank() == 0 || result.size(0) != TRIED_BATCH) {
      throw new IllegalArgumentException(
          "Expected an operation that leaves the axis of the samples as it is. Received: "
              + operation
              + " with "
              + settings
              + " of "
              + inputs);
    }
    return List.of(result.dropFirst());
  }

  @Override
  public Value call(Value x, LayerContext context) {
    return compute(List.of(x));
  }

  @Override
  public List<Value> call(List<Value> inputs, LayerContext context) {
    return List.of(compute(inputs));
  }

  private Value compute(List<Value> inputs) {
    List<Value> values = new ArrayList<>();
    for (Object argument : arguments) {
      if (argument instanceof List<?> list && list.stream().anyMatch(Input.class::isInstance)) {
        list.forEach(each -> values.add(value(each, inputs)));
      } else {
        values.add(value(argument, inputs));
      }
    }
    boolean hasKey = operation.equals("get_item") || operation.equals("pad");
    if (values.isEmpty() || values.subList(0, hasKey ? 1 : values.size()).contains(null)) {
      throw new IllegalArgumentException(
          "Expected tensors and numbers for the operation "
              + operation
              + ". Received: "
              + arguments);
    }
    OperationSettings own = new OperationSettings(operation, settings, arguments);
    Value result = function.apply(values, own);
    own.checkAllRead();
    return result;
  }

  /** A tensor or a constant; null for what is neither, such as the key of a slice. */
  private Value value(Object argument, List<Value> inputs) {
    if (argument instanceof Input input) {
      return inputs.get(input.place());
    }
    NestedNumbers numbers = NestedNumbers.ofJson(argument);
    if (numbers == null) {
      return null;
    }
    Value any = inputs.get(0);
    Type type = new Type(numbers.shape(), any.dtype());
    return numbers.shape().rank() == 0
        ? any.like(numbers.values().get(0))
        : any.graph().constant(type, numbers.floats());
  }

  @Override
  protected void addTo(Config config) {
    config
        .with("operation", operation)
        .with("arguments", arguments.stream().map(Operation::json).toList())
        .with("settings", settings);
  }

  private static Object json(Object argument) {
    if (argument instanceof List<?> list) {
      return list.stream().map(Operation::json).toList();
    }
    return argument instanceof Input input ? Map.of(TENSOR, input.place()) : argument;
  }

  static Operation fromConfig(Config config) {
    String operation = config.getString("operation", null);
    if (!(config.get("arguments") instanceof List<?> given)
        || !(config.get("settings") instanceof Map<?, ?> settings)) {
      throw new ConfigException(
          "Expected arguments and settings of the operation "
              + operation
              + ". Received: "
              + config);
    }
    Map<String, Object> own = new LinkedHashMap<>();
    settings.forEach((key, value) -> own.put(String.valueOf(key), value));
    return of(operation, given.stream().map(Operation::argument).toList(), own).configured(config);
  }

  private static Object argument(Object json) {
    if (json instanceof Map<?, ?> map && map.get(TENSOR) instanceof Integer place) {
      return new Input(place);
    }
    return json instanceof List<?> list
        ? list.stream().map(Operation::argument).toList()
        : json == null ? "null" : json;
  }
}
