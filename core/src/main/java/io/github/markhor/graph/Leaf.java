package io.github.markhor.graph;

import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** Operations without inputs: the sources of all values. */
public sealed interface Leaf extends Op
    permits Leaf.Input, Leaf.Scalar, Leaf.Read, Leaf.Constant, RandomKey {
  @Override
  default List<Value> gradient(Node node, List<Value> dOutputs) {
    return List.of();
  }

  /** Numbers that the caller writes before each step, by name. */
  record Input(String name, Type type) implements Leaf {
    @Override
    public List<Type> infer(List<Type> inputs) {
      return List.of(type);
    }

    @Override
    public String label() {
      return "Input " + name;
    }
  }

  /** One number, float32 of shape (), that is computed from the step before it is run. */
  record Scalar(String name, StepFunction function) implements Leaf {
    @Override
    public List<Type> infer(List<Type> inputs) {
      return List.of(Type.float32(Shape.of()));
    }

    @Override
    public String label() {
      return "Scalar " + name;
    }
  }

  /** The value of a variable at the start of the step. */
  record Read(Variable variable) implements Leaf {
    @Override
    public List<Type> infer(List<Type> inputs) {
      return List.of(Type.float32(variable.shape()));
    }

    @Override
    public String label() {
      return "Read " + variable.name();
    }
  }

  /** Numbers known when the graph is made. */
  final class Constant implements Leaf {
    private final Type type;
    private final float[] values;

    /**
     * @param values one for each element of the shape, or one for all
     */
    public Constant(Type type, float... values) {
      if (values.length != 1 && values.length != type.shape().elements()) {
        throw new IllegalArgumentException(
            "Expected one number or "
                + type.shape().elements()
                + " for a constant of shape "
                + type.shape()
                + ". Received: "
                + values.length);
      }
      this.type = type;
      this.values = values.clone();
    }

    /** True if all elements are the same number, {@code value(0)}. */
    public boolean isUniform() {
      return values.length == 1;
    }

    /** Element {@code index} in C order. */
    public float value(int index) {
      return values.length == 1 ? values[0] : values[index];
    }

    @Override
    public List<Type> infer(List<Type> inputs) {
      return List.of(type);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Constant constant
          && type.equals(constant.type)
          && Arrays.equals(values, constant.values);
    }

    @Override
    public int hashCode() {
      return 31 * type.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
      return "Constant" + (values.length == 1 ? "[" + values[0] + "]" : "");
    }
  }
}
