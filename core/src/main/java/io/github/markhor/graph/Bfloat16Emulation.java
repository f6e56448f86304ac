package io.github.markhor.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Replaces arithmetic in bfloat16 by arithmetic in float32 whose results are rounded to bfloat16:
 * the same numbers but for the last bit or two, for processors that lack bfloat16.
 */
public final class Bfloat16Emulation {
  private final Graph target = new Graph();

  /** The image of each value; of a value in bfloat16, rounded numbers in float32. */
  private final Map<Value, Value> images = new HashMap<>();

  private Bfloat16Emulation() {}

  /** True if the graph computes in bfloat16; converting to it and back does not count. */
  public static boolean isAbout(Graph graph) {
    return graph.schedule().stream()
        .filter(node -> !(node.op() instanceof Cast))
        .flatMap(node -> node.outputs().stream())
        .anyMatch(value -> value.dtype() == DType.BFLOAT16);
  }

  /** A graph with the same inputs, outputs and variables in which all arithmetic is float32. */
  public static Graph of(Graph graph) {
    return new Bfloat16Emulation().run(graph);
  }

  private Graph run(Graph source) {
    target.reserveStreams(source);
    for (Node node : source.schedule()) {
      if (source.isBackward(node)) {
        target.beginBackward();
      }
      List<Value> inputs = node.inputs().stream().map(images::get).toList();
      if (node.op() instanceof Assign assign) {
        target.assign(assign.variable(), inputs.get(0));
      } else if (node.op() instanceof Cast cast && inputs.get(0).dtype() == cast.to()) {
        images.put(node.output(0), inputs.get(0));
      } else {
        Node image = target.apply(node.op(), inputs);
        for (Value value : node.outputs()) {
          Value result = image.output(value.index());
          boolean rounds = value.dtype() == DType.BFLOAT16;
          images.put(value, rounds ? result.cast(DType.BFLOAT16).cast(DType.FLOAT32) : result);
        }
      }
    }
    source.outputs().forEach((name, value) -> target.output(name, images.get(value)));
    return target;
  }
}
