package io.github.markhor.backend.onednn.lowering;

import io.github.markhor.backend.onednn.blocks.BlockProgram;
import io.github.markhor.backend.onednn.blocks.ChannelBlocks;
import io.github.markhor.backend.onednn.blocks.Operand;
import io.github.markhor.backend.onednn.natives.Layout;
import io.github.markhor.backend.onednn.natives.Natives;
import io.github.markhor.backend.onednn.natives.OpenMp;
import io.github.markhor.backend.onednn.program.Buffer;
import io.github.markhor.backend.onednn.program.Instruction;
import io.github.markhor.backend.onednn.program.Place;
import io.github.markhor.backend.onednn.slices.SliceGraph;
import io.github.markhor.backend.onednn.slices.SliceSum;
import io.github.markhor.backend.onednn.slices.SlicedPart;
import io.github.markhor.backend.onednn.slices.Slices;
import io.github.markhor.graph.Binary;
import io.github.markhor.graph.Convolution;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Pooling;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lowers a part that is computed in slices of the batch: once, as the graph of one slice. Its
 * inputs and results are bound to each slice's part of the values of the whole graph.
 */
final class SliceLowering {
  private final LoweringState outer;
  private final NodeLowering nodes;
  private final SlicedPart part;
  private final int count;
  private final int lanes;

  /** The instructions that follow the slices. */
  private final List<Instruction> after = new ArrayList<>();

  /**
   * @param nodes the lowering of the whole graph's nodes
   * @param lanes how many slices can be computed side by side
   */
  SliceLowering(LoweringState outer, NodeLowering nodes, SlicedPart part, int lanes) {
    this.outer = outer;
    this.nodes = nodes;
    this.part = part;
    this.count = part.slices();
    this.lanes = Math.min(part.slices(), lanes);
  }

  /** Emits the slices, and after them the instructions that put their results together. */
  void lower() {
    SliceGraph slice = SliceGraph.of(part, outer::isStored);
    Map<Value, Value> results = results(slice);
    LoweringState inner = outer.ofSlice(slice, results.keySet());
    slice.cut().forEach((here, value) -> bring(inner, here, value));
    NodeLowering inSlice = nodes.ofSlice(inner, count);
    Runnable lowering =
        () -> {
          slice.graph().nodes().forEach(inSlice::lower);
          inner.completeAll();
          results.forEach((here, value) -> take(inner, here, value));
        };
    if (lanes > 1) {
      OpenMp.alone(lowering);
    } else {
      lowering.run();
    }
    outer.emit(new Slices(inner.instructions(), count, lanes));
    after.forEach(outer::emit);
  }

  /** The values of the slice that are needed outside, and the whole graph's values of them. */
  private Map<Value, Value> results(SliceGraph slice) {
    Set<Node> own = new HashSet<>(part.nodes());
    Set<Node> ownAndRecomputing = new HashSet<>(own);
    ownAndRecomputing.addAll(part.recomputing());
    Map<Value, Value> results = new LinkedHashMap<>();
    for (Node node : part.nodes()) {
      // Only the forward pass is recomputed; a gradient that a later part reads is kept.
      Set<Node> members = node.graph().isBackward(node) ? own : ownAndRecomputing;
      for (Value output : node.outputs()) {
        if (outer.uses().isReadBeside(output, members)) {
          results.put(slice.images().get(output), output);
        }
      }
    }
    return results;
  }

  /** Gives each slice its part of a value, in the layout in which it lies. */
  private void bring(LoweringState inner, Value here, Value value) {
    Value base = value.base();
    outer.complete(base);
    boolean same = base.shape().equals(value.shape());
    Natives natives = outer.natives();
    Layout cOrder = natives.pictures(here.dtype(), here.shape());
    Place slices = outer.stored(base).slices(count);
    if (same && slices != null) {
      inner.stored(here).setWritten(part(slices), cOrder);
      return;
    }
    BlockedValue blocked = same ? outer.blocked(value) : null;
    if (blocked != null) {
      int block = blocked.blocks().block();
      Layout layout = natives.blockedPictures(here.dtype(), here.shape(), block);
      inner.stored(here).setWritten(part(new Place(blocked.buffer(), layout)), cOrder);
    } else {
      Buffer all = outer.inCOrder(value);
      inner.stored(here).setCOrder(part(all));
    }
  }

  private Place part(Place whole) {
    return new Place(part(whole.buffer()), whole.layout());
  }

  private Buffer part(Buffer whole) {
    return Buffer.inArena(whole.bytes() / count, whole.use()).becomeSliceOf(whole);
  }

  /** Makes a result of the slices a value of the whole graph. */
  private void take(LoweringState inner, Value here, Value value) {
    StoredValue each = inner.stored(here);
    StoredValue all = outer.stored(value);
    WrittenValue written = each.written();
    if (value.node().op() instanceof Convolution.BackwardWeights) {
      if (written == null) {
        all.setCOrder(addUp(inner, each.cOrder()));
      } else {
        Buffer sum = addUp(inner, written.place().buffer());
        all.setWritten(new Place(sum, written.place().layout()), written.cOrder());
      }
      return;
    }
    if (written == null) {
      all.setCOrder(together(each.cOrder()));
      return;
    }
    BlockedValue blocked = inner.blocked(here);
    Buffer whole = together(written.place().buffer());
    all.setSlices(new Place(whole, written.place().layout()), count);
    if (blocked != null) {
      ChannelBlocks blocks = blocked.blocks();
      Natives natives = outer.natives();
      Layout layout = natives.blockedPictures(value.dtype(), value.shape(), blocks.block());
      Layout cOrder = natives.pictures(value.dtype(), value.shape());
      all.setWritten(new Place(whole, layout), cOrder);
    } else if (!(value.node().op() instanceof Pooling.Max && value.index() == 1)) {
      all.setCOrder(together(inner.inCOrder(here)));
    }
  }

  /** Adds up the slices' numbers, in each lane and then over the lanes. */
  private Buffer addUp(LoweringState inner, Buffer each) {
    Buffer sum = Buffer.inArena(each.bytes(), Buffer.Use.GRADIENT);
    if (lanes == 1) {
      inner.emit(new SliceSum(each, sum));
      return sum;
    }
    Buffer sums = Buffer.inArena(lanes * each.bytes(), Buffer.Use.GRADIENT);
    Buffer ofOne = Buffer.inArena(each.bytes(), Buffer.Use.GRADIENT).becomeLaneOf(sums);
    inner.emit(new SliceSum(each, ofOne));
    Shape shape = Shape.of(Math.toIntExact(each.bytes() / Float.BYTES));
    BlockProgram program = new BlockProgram("Sum of lanes", shape.elements());
    for (int lane = 0; lane < lanes; lane++) {
      Buffer ofLane = sums.part(each.bytes(), lane * each.bytes());
      program.load(lane, new Operand(ofLane, DType.FLOAT32, shape, shape));
    }
    for (int lane = 1; lane < lanes; lane++) {
      program.binary(Binary.Kind.ADD, 0, lane, 0);
    }
    program.store(0, sum, DType.FLOAT32);
    program.registers(lanes);
    after.add(program);
    return sum;
  }

  /** The buffer of all slices, of which one slice's becomes a part. */
  private Buffer together(Buffer each) {
    Buffer whole = Buffer.inArena(each.bytes() * count, each.use());
    each.becomeSliceOf(whole);
    return whole;
  }
}
