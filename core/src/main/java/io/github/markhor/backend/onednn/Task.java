package io.github.markhor.backend.onednn;

import io.github.markhor.graph.Step;

/** An instruction bound to memory. Running it allocates nothing. */
interface Task {
  void run(Step step);
}
