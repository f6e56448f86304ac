package io.github.markhor.backend.onednn;

import io.github.markhor.backend.MemoryPlan;
import io.github.markhor.backend.ProgramMemory;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Leaf;
import io.github.markhor.graph.StepFunction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What lowering made of a graph. Outputs are float32 in C order. */
record LoweredProgram(
    List<Instruction> instructions,
    Leaves leaves,
    Map<String, Buffer> outputs,
    ProgramMemory memory) {

  /** An input's place. */
  record Input(DType dtype, Buffer buffer) {}

  /** A number that is computed from the step. */
  record Scalar(StepFunction function, Buffer buffer) {}

  /** A constant that lies in memory, {@code elements} numbers. */
  record Constant(Leaf.Constant values, DType dtype, int elements, Buffer buffer) {}

  /** Where values come from that no instruction makes. */
  static final class Leaves {
    private final Map<String, Input> inputs = new LinkedHashMap<>();
    private final List<Scalar> scalars = new ArrayList<>();
    private final List<Constant> constants = new ArrayList<>();
    private long constantBytes;

    void input(String name, DType dtype, Buffer buffer) {
      inputs.put(name, new Input(dtype, buffer));
    }

    void scalar(StepFunction function, Buffer buffer) {
      scalars.add(new Scalar(function, buffer));
    }

    Buffer constant(Leaf.Constant values, DType dtype, long elements) {
      Buffer buffer = Buffer.constant(elements * dtype.bytes(), constantBytes);
      constantBytes += MemoryPlan.aligned(buffer.bytes());
      constants.add(new Constant(values, dtype, Math.toIntExact(elements), buffer));
      return buffer;
    }

    Map<String, Input> inputs() {
      return inputs;
    }

    List<Scalar> scalars() {
      return scalars;
    }

    List<Constant> constants() {
      return constants;
    }

    long constantBytes() {
      return constantBytes;
    }
  }
}
