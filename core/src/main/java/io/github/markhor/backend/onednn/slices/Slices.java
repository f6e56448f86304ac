package io.github.markhor.backend.onednn.slices;

import io.github.markhor.backend.onednn.program.Binding;
import io.github.markhor.backend.onednn.program.Buffer;
import io.github.markhor.backend.onednn.program.Instruction;
import io.github.markhor.backend.onednn.program.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A part of a program that is run for each slice of the batch. It is bound to each slice's part of
 * the values that come from outside and go there. Every thread is a lane: it computes its share of
 * the slices one after the other, alone, with memory of its own. Where threads cannot be told to be
 * alone, there is one lane, in which all compute together.
 */
public final class Slices implements Instruction {
  private final List<Instruction> body;
  private final int count;
  private final int lanes;

  public Slices(List<Instruction> body, int count, int lanes) {
    this.body = List.copyOf(body);
    this.count = count;
    this.lanes = lanes;
  }

  /** The instructions of one slice. */
  public List<Instruction> body() {
    return body;
  }

  /** The number of slices. */
  public int count() {
    return count;
  }

  /** How many slices are computed at a time. */
  public int lanes() {
    return lanes;
  }

  @Override
  public String label() {
    return "Slices";
  }

  @Override
  public List<Buffer> buffers() {
    return body.stream().flatMap(each -> each.buffers().stream()).toList();
  }

  @Override
  public BoundSlices bind(Binding binding) {
    Task[][] tasks = new Task[lanes][];
    for (int lane = 0; lane < lanes; lane++) {
      IntFunction<Binding> bindings = lanes == 1 ? binding::ofSlice : binding.ofLane(lane);
      List<Task> bound = new ArrayList<>();
      for (int slice = lane; slice < count; slice += lanes) {
        Binding here = bindings.apply(slice);
        body.forEach(instruction -> bound.add(instruction.bind(here)));
      }
      tasks[lane] = bound.toArray(Task[]::new);
    }
    return new BoundSlices(tasks, body.size(), binding.workers());
  }
}
