package io.github.markhor.backend.onednn.program;

import io.github.markhor.backend.MemoryPlan;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Leaf;
import io.github.markhor.graph.StepFunction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values of a program that no instruction makes: inputs, scalars of the step, constants. */
public final class Leaves {
  private final Map<String, Input> inputs = new LinkedHashMap<>();
  private final List<Scalar> scalars = new ArrayList<>();
  private final List<Constant> constants = new ArrayList<>();
  private long constantBytes;

  /** Numbers that the caller writes before a step. */
  public record Input(DType dtype, Buffer buffer) {}

  /** A number that is computed from the step. */
  public record Scalar(StepFunction function, Buffer buffer) {}

  /** A constant that lies in memory, {@code elements} numbers. */
  public record Constant(Leaf.Constant values, DType dtype, int elements, Buffer buffer) {}

  public void addInput(String name, DType dtype, Buffer buffer) {
    inputs.put(name, new Input(dtype, buffer));
  }

  public void addScalar(StepFunction function, Buffer buffer) {
    scalars.add(new Scalar(function, buffer));
  }

  /** Gives a constant its place among those of the program. */
  public Buffer addConstant(Leaf.Constant values, DType dtype, long elements) {
    Buffer buffer = Buffer.constant(elements * dtype.bytes(), constantBytes);
    constantBytes += MemoryPlan.aligned(buffer.bytes());
    constants.add(new Constant(values, dtype, Math.toIntExact(elements), buffer));
    return buffer;
  }

  public Map<String, Input> inputs() {
    return inputs;
  }

  public List<Scalar> scalars() {
    return scalars;
  }

  public List<Constant> constants() {
    return constants;
  }

  /** The memory that all constants together take. */
  public long constantBytes() {
    return constantBytes;
  }
}
