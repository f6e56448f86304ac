package io.github.markhor.backend;

import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Switchable;
import io.github.markhor.tensor.Memory;
import java.util.Collection;
import java.util.List;

/** Computes graphs. One instance serves the whole process and all threads. */
public interface Backend {
  /** The name by which users choose it. */
  String name();

  /** Its library's version, instruction set and threads, for people to read. */
  String description();

  /** The rewrites of its own that a user can switch off, beside those of the graph. */
  default Collection<? extends Switchable> rewrites() {
    return List.of();
  }

  /** Zeroed memory that the backend's executables can compute in. */
  Memory allocate(long bytes);

  /**
   * Chooses for each scheduled node the implementation, layout and scratch space, and plans the
   * memory. The graph is not used afterwards.
   *
   * @throws BackendException if it cannot compute the graph on this machine; the message says why
   */
  Program lower(Graph graph);

  /**
   * Lowers a graph so that its arena stays within a limit, if the backend has slower ways that need
   * less memory. If none of them stays within the limit, it takes the one that needs least.
   *
   * @param arenaBytes the limit
   */
  default Program lower(Graph graph, long arenaBytes) {
    return lower(graph);
  }
}
