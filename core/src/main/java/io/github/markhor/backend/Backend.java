package io.github.markhor.backend;

import io.github.markhor.graph.Graph;
import io.github.markhor.tensor.Memory;

/** What computes graphs. One instance serves the whole process and all threads. */
public interface Backend {
  /** The name by which users choose it. */
  String name();

  /** What it runs on, for people: the library's version, instruction set, threads. */
  String description();

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
   * Lowers a graph so that its arena stays within a limit, if the backend has a slower way that
   * needs less memory; where none is enough, in the way that needs least.
   *
   * @param arenaBytes the limit
   */
  default Program lower(Graph graph, long arenaBytes) {
    return lower(graph);
  }
}
