package io.github.markhor.backend.onednn.slices;

import io.github.markhor.graph.Node;
import java.util.List;
import java.util.Set;

/**
 * Nodes of a schedule that are computed one after the other, for the whole batch or in slices.
 *
 * @param batch the number of samples in all slices together
 * @param slices 1 if they are computed for the whole batch
 * @param recomputable nodes of earlier parts whose results are not kept: if one is needed here, the
 *     slice recomputes it
 * @param recomputing nodes of later parts that recompute the results of this one which they need
 */
public record SlicedPart(
    List<Node> nodes, int batch, int slices, Set<Node> recomputable, Set<Node> recomputing) {
  SlicedPart(List<Node> nodes) {
    this(nodes, 1, 1, Set.of(), Set.of());
  }
}
