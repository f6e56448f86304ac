package io.github.markhor.backend.onednn;

import io.github.markhor.backend.Executable;
import io.github.markhor.backend.OperationProfile;
import io.github.markhor.backend.onednn.natives.Natives;
import io.github.markhor.backend.onednn.program.Binding;
import io.github.markhor.backend.onednn.program.Instruction;
import io.github.markhor.backend.onednn.program.Leaves;
import io.github.markhor.backend.onednn.program.LoweredProgram;
import io.github.markhor.backend.onednn.program.Numbers;
import io.github.markhor.backend.onednn.program.Task;
import io.github.markhor.backend.onednn.slices.BoundSlices;
import io.github.markhor.backend.onednn.slices.Slices;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Step;
import io.github.markhor.graph.StepFunction;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/** A program's tasks on one arena. */
final class OnednnExecutable implements Executable {
  /** One of the program's instructions, and the number of its tasks: one for each slice. */
  private record Operation(Instruction instruction, int tasks) {}

  private final List<Operation> operations = new ArrayList<>();
  private final Task[] tasks;

  /** The number of each task's operation; for slices, the number of their first operation. */
  private final int[] operationOf;

  /** Descriptions of the operations; made when someone profiles. */
  private List<OperationProfile> profiles;

  private final Map<String, Numbers> inputs = new HashMap<>();
  private final Map<String, Integer> inputSizes = new HashMap<>();

  /** The inputs that are float32, which callers may write directly. */
  private final Map<String, FloatBuffer> places = new HashMap<>();

  private final Map<String, FloatBuffer> outputs = new HashMap<>();
  private final StepFunction[] scalarFunctions;
  private final FloatBuffer[] scalars;
  private final Natives natives;
  private boolean closed;

  OnednnExecutable(LoweredProgram program, Binding binding) {
    natives = binding.natives();
    List<Task> bound = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    for (Instruction instruction : program.instructions()) {
      numbers.add(operations.size());
      if (instruction instanceof Slices slices) {
        slices.body().forEach(part -> operations.add(new Operation(part, slices.count())));
      } else {
        operations.add(new Operation(instruction, 1));
      }
      bound.add(instruction.bind(binding));
    }
    tasks = bound.toArray(Task[]::new);
    operationOf = numbers.stream().mapToInt(Integer::intValue).toArray();
    program
        .leaves()
        .inputs()
        .forEach(
            (name, input) -> {
              inputs.put(name, Numbers.of(input.dtype(), binding.view(input.buffer())));
              if (input.dtype() == DType.FLOAT32) {
                places.put(name, binding.view(input.buffer()).asFloatBuffer());
              }
              inputSizes.put(name, (int) (input.buffer().bytes() / input.dtype().bytes()));
            });
    program
        .outputs()
        .forEach((name, buffer) -> outputs.put(name, binding.view(buffer).asFloatBuffer()));
    var given = program.leaves().scalars();
    scalarFunctions = given.stream().map(Leaves.Scalar::function).toArray(StepFunction[]::new);
    scalars =
        given.stream()
            .map(scalar -> binding.view(scalar.buffer()).asFloatBuffer())
            .toArray(FloatBuffer[]::new);
  }

  @Override
  public void write(String input, FloatBuffer values) {
    checkOpen();
    Numbers target = inputs.get(input);
    if (target == null) {
      return;
    }
    checkSize("the input " + input, inputSizes.get(input), values);
    target.put(values);
  }

  @Override
  public FloatBuffer place(String input) {
    checkOpen();
    return places.get(input);
  }

  private static void checkSize(String what, int expected, FloatBuffer received) {
    if (received.remaining() != expected) {
      throw new IllegalArgumentException(
          "Expected " + expected + " numbers for " + what + ". Received: " + received.remaining());
    }
  }

  @Override
  public void run(Step step) {
    prepare(step);
    for (Task task : tasks) {
      task.run(step);
    }
  }

  private void prepare(Step step) {
    checkOpen();
    for (int i = 0; i < scalars.length; i++) {
      scalars[i].put(0, (float) scalarFunctions[i].at(step));
    }
  }

  @Override
  public void read(String output, FloatBuffer into) {
    checkOpen();
    FloatBuffer from = outputs.get(output);
    if (from == null) {
      throw new IllegalArgumentException(
          "Expected one of the outputs " + outputs.keySet() + ". Received: " + output);
    }
    checkSize("the output " + output, from.capacity(), into);
    into.put(into.position(), from, 0, from.capacity());
  }

  @Override
  public void profile(Step step, ObjLongConsumer<OperationProfile> operation) {
    prepare(step);
    if (profiles == null) {
      profiles =
          operations.stream()
              .map(each -> each.instruction().profile().times(each.tasks()))
              .toList();
    }
    long[] nanos = new long[operations.size()];
    for (int i = 0; i < tasks.length; i++) {
      if (tasks[i] instanceof BoundSlices slices) {
        slices.profile(step, nanos, operationOf[i]);
      } else {
        long start = System.nanoTime();
        tasks[i].run(step);
        nanos[operationOf[i]] = System.nanoTime() - start;
      }
    }
    for (int i = 0; i < nanos.length; i++) {
      operation.accept(profiles.get(i), nanos[i]);
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("This executable has been closed.");
    }
  }

  @Override
  public void close() {
    closed = true;
    natives.close();
  }
}
