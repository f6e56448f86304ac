package io.github.markhor.backend.onednn.lowering;

import io.github.markhor.backend.onednn.natives.Dnnl;
import io.github.markhor.backend.onednn.natives.Natives;
import io.github.markhor.backend.onednn.program.Buffer;
import io.github.markhor.backend.onednn.program.LoweredProgram;
import io.github.markhor.backend.onednn.slices.SliceSize;
import io.github.markhor.backend.onednn.slices.SlicedPart;
import io.github.markhor.backend.onednn.slices.Slicing;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Turns graphs into programs: walks the schedule, makes instructions of the nodes, and gives each
 * buffer its place in the arena.
 *
 * @param dnnl the library
 * @param natives the owner of the primitives and layouts that are made
 * @param threads how many threads compute
 * @param sparseGradients whether gradients of convolutions are computed without the zeros that
 *     max-pooling puts into them, where that pays
 */
public record Lowering(Dnnl dnnl, Natives natives, int threads, boolean sparseGradients) {
  /** Lowers a graph, in slices of the batch where these pay. */
  public LoweredProgram lower(Graph graph, SliceSize size) {
    List<Node> schedule = graph.schedule();
    ValueUses uses =
        new ValueUses(
            schedule,
            graph.outputs().values().stream().map(Value::base).collect(Collectors.toSet()));
    LoweringState whole = new LoweringState(dnnl, natives, uses);
    NodeLowering nodes = new NodeLowering(whole, sparseGradients);
    int lanes = size.lanes(threads);
    for (SlicedPart part : Slicing.of(schedule, size, lanes)) {
      if (part.slices() == 1) {
        part.nodes().forEach(nodes::lower);
      } else {
        new SliceLowering(whole, nodes, part, lanes).lower();
      }
    }
    whole.completeAll();
    Map<String, Buffer> outputs = new LinkedHashMap<>();
    graph.outputs().forEach((name, value) -> outputs.put(name, whole.inCOrder(value)));
    return new LoweredProgram(
        whole.instructions(),
        whole.leaves(),
        outputs,
        Lifetimes.place(whole.instructions(), whole.leaves(), outputs.values()));
  }
}
