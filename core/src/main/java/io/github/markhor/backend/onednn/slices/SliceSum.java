package io.github.markhor.backend.onednn.slices;

import io.github.markhor.backend.onednn.blocks.BlockProgram;
import io.github.markhor.backend.onednn.blocks.Operand;
import io.github.markhor.backend.onednn.program.Binding;
import io.github.markhor.backend.onednn.program.Buffer;
import io.github.markhor.backend.onednn.program.Instruction;
import io.github.markhor.backend.onednn.program.Task;
import io.github.markhor.graph.Binary;
import io.github.markhor.graph.DType;
import io.github.markhor.tensor.Shape;
import java.nio.FloatBuffer;
import java.util.List;

/** Adds up float32 numbers, in any layout, over the slices that a lane computes. */
public record SliceSum(Buffer part, Buffer sum) implements Instruction {
  @Override
  public String label() {
    return "Sum of slices";
  }

  @Override
  public List<Buffer> buffers() {
    return List.of(part, sum);
  }

  @Override
  public Task bind(Binding binding) {
    if (binding.isFirst()) {
      FloatBuffer from = binding.view(part).asFloatBuffer();
      FloatBuffer to = binding.view(sum).asFloatBuffer();
      return step -> to.put(0, from, 0, from.capacity());
    }
    Shape shape = Shape.of(Math.toIntExact(part.bytes() / Float.BYTES));
    BlockProgram program = new BlockProgram(label(), shape.elements());
    program.load(0, new Operand(sum, DType.FLOAT32, shape, shape));
    program.load(1, new Operand(part, DType.FLOAT32, shape, shape));
    program.binary(Binary.Kind.ADD, 0, 1, 0);
    program.store(0, sum, DType.FLOAT32);
    program.registers(2);
    return program.bind(binding);
  }
}
