package io.github.markhor.backend.onednn.program;

import io.github.markhor.graph.Step;

/** An instruction bound to memory. Running it allocates nothing. */
public interface Task {
  void run(Step step);
}
