package io.github.markhor.backend.onednn.slices;

import io.github.markhor.backend.onednn.natives.OpenMp;
import io.github.markhor.backend.onednn.program.Task;
import io.github.markhor.backend.onednn.program.Workers;
import io.github.markhor.graph.Step;

/** Slices of the batch on addresses. */
public final class BoundSlices implements Task, Workers.Body {
  /** For each lane, the tasks of its first slice, of its second, and so on. */
  private final Task[][] tasks;

  private final int body;
  private final Workers workers;
  private Step step;

  /**
   * @param body the number of tasks for one slice
   */
  BoundSlices(Task[][] tasks, int body, Workers workers) {
    this.tasks = tasks;
    this.body = body;
    this.workers = workers;
  }

  @Override
  public void run(Step now) {
    step = now;
    if (tasks.length == 1) {
      compute(0);
    } else {
      workers.run(tasks.length, this);
    }
  }

  @Override
  public void run(int lane, int worker) {
    OpenMp.alone(() -> compute(lane));
  }

  private void compute(int lane) {
    for (Task task : tasks[lane]) {
      task.run(step);
    }
  }

  /**
   * Computes lane after lane.
   *
   * @param nanos the time of each of the body's tasks, for all slices, is added here from {@code
   *     first} on, divided by the number of lanes
   */
  public void profile(Step now, long[] nanos, int first) {
    if (tasks.length == 1) {
      measure(tasks[0], now, nanos, first);
    } else {
      OpenMp.alone(
          () -> {
            for (Task[] lane : tasks) {
              measure(lane, now, nanos, first);
            }
          });
    }
  }

  private void measure(Task[] lane, Step now, long[] nanos, int first) {
    for (int i = 0; i < lane.length; i++) {
      long start = System.nanoTime();
      lane[i].run(now);
      nanos[first + i % body] += (System.nanoTime() - start) / tasks.length;
    }
  }
}
