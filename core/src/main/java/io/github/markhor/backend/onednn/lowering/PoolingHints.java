package io.github.markhor.backend.onednn.lowering;

import io.github.markhor.backend.onednn.natives.Layout;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Value;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * The descriptors of max-pooling's forward passes, which oneDNN asks for when a backward pass is
 * made, by the positions that they write. All slices of the batch share them with the whole, since
 * the backward pass may lie in another part of the program.
 */
final class PoolingHints {
  private final LoweringContext context;
  private final Map<Value, dnnl_primitive_desc> byPositions;

  PoolingHints(LoweringContext context) {
    this(context, new HashMap<>());
  }

  private PoolingHints(LoweringContext context, Map<Value, dnnl_primitive_desc> byPositions) {
    this.context = context;
    this.byPositions = byPositions;
  }

  /** The same hints for the lowering of a slice. */
  PoolingHints ofSlice(LoweringContext slice) {
    return new PoolingHints(slice, byPositions);
  }

  void put(Node forward, dnnl_primitive_desc descriptor) {
    byPositions.put(context.origin(forward.output(1)), descriptor);
  }

  /** The forward pass's descriptor for a node that is a backward pass. */
  dnnl_primitive_desc get(Node backward) {
    return byPositions.get(context.origin(backward.input(1)));
  }

  /** The layout of an argument of the forward pass, for a node that is its backward pass. */
  Layout layout(Node backward, int argument) {
    return context.natives().query(get(backward), argument);
  }
}
