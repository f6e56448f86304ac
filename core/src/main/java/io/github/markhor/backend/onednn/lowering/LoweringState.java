package io.github.markhor.backend.onednn.lowering;

import io.github.markhor.backend.BackendException;
import io.github.markhor.backend.onednn.blocks.ChannelBlocks;
import io.github.markhor.backend.onednn.natives.Dnnl;
import io.github.markhor.backend.onednn.natives.Layout;
import io.github.markhor.backend.onednn.natives.Natives;
import io.github.markhor.backend.onednn.program.Buffer;
import io.github.markhor.backend.onednn.program.Instruction;
import io.github.markhor.backend.onednn.program.Leaves;
import io.github.markhor.backend.onednn.program.Place;
import io.github.markhor.backend.onednn.program.Primitive;
import io.github.markhor.backend.onednn.slices.SliceGraph;
import io.github.markhor.graph.Leaf;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Variable;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A lowering under way, of a whole graph or of the graph of one slice of the batch. */
final class LoweringState implements LoweringContext {
  private final Dnnl dnnl;
  private final Natives natives;
  private final Leaves leaves;
  private final ValueUses uses;

  /** For a slice: the lowering of the whole graph; else null. */
  private final LoweringState outer;

  /** For a slice: the whole graph's values of inputs that all slices share. */
  private final Map<Value, Value> shared;

  /** For a slice: the whole graph's values of those of the slice. */
  private final Map<Value, Value> origins = new HashMap<>();

  private final Map<Value, StoredValue> stored = new HashMap<>();
  private final Map<Variable, Buffer> variables = new HashMap<>();
  private final FusionGroups groups = new FusionGroups();
  private final Set<Node> skipped = new HashSet<>();
  private final List<Instruction> instructions = new ArrayList<>();

  LoweringState(Dnnl dnnl, Natives natives, ValueUses uses) {
    this.dnnl = dnnl;
    this.natives = natives;
    this.uses = uses;
    this.leaves = new Leaves();
    this.outer = null;
    this.shared = Map.of();
  }

  private LoweringState(LoweringState outer, SliceGraph slice, ValueUses uses) {
    this.dnnl = outer.dnnl;
    this.natives = outer.natives;
    this.uses = uses;
    this.leaves = outer.leaves;
    this.outer = outer;
    this.shared = slice.shared();
    slice.images().forEach((whole, here) -> origins.put(here, whole));
  }

  /**
   * The state for one slice of a part of this graph.
   *
   * @param results the slice's values that are needed outside
   */
  LoweringState ofSlice(SliceGraph slice, Set<Value> results) {
    return new LoweringState(this, slice, new ValueUses(slice.graph().nodes(), results));
  }

  @Override
  public Dnnl dnnl() {
    return dnnl;
  }

  @Override
  public Natives natives() {
    return natives;
  }

  @Override
  public ValueUses uses() {
    return uses;
  }

  Leaves leaves() {
    return leaves;
  }

  /** The instructions so far; more may follow. */
  List<Instruction> instructions() {
    return instructions;
  }

  @Override
  public void emit(Instruction instruction) {
    instructions.add(instruction);
  }

  @Override
  public void skip(Node node) {
    skipped.add(node);
  }

  boolean isSkipped(Node node) {
    return skipped.contains(node);
  }

  @Override
  public Value origin(Value value) {
    return origins.getOrDefault(value, value);
  }

  /** Puts an element-wise node into a fusion group. */
  void fuse(Node node) {
    groups.join(node, this);
  }

  /** Computes all fusion groups that still grow. */
  void completeAll() {
    groups.closeAll(this);
  }

  @Override
  public boolean isPending(Value value) {
    return groups.isPending(value);
  }

  @Override
  public void complete(Value value) {
    groups.complete(value, this);
  }

  @Override
  public Buffer variable(Variable variable) {
    return variables.computeIfAbsent(variable, Buffer::of);
  }

  @Override
  public Buffer allocate(Value value) {
    Buffer made = Buffer.inArena(bytes(value), use(value));
    stored(value).setCOrder(made);
    return made;
  }

  @Override
  public Place allocate(Value value, Layout layout, Layout cOrder) {
    if (layout.same(cOrder)) {
      return new Place(allocate(value), layout);
    }
    Place made = new Place(Buffer.inArena(layout.bytes(), use(value)), layout);
    stored(value).setWritten(made, cOrder);
    return made;
  }

  /** A value's copies; there may be none yet. */
  StoredValue stored(Value value) {
    return stored.computeIfAbsent(value, unused -> new StoredValue());
  }

  /** True if a value has a copy in memory. */
  boolean isStored(Value value) {
    return stored.containsKey(value) && !stored.get(value).isEmpty();
  }

  /** The use that a value's memory is counted by; a weight in another layout is scratch. */
  private Buffer.Use use(Value value) {
    Node node = origin(value).node();
    if (node.op() instanceof Leaf) {
      return node.op() instanceof Leaf.Read ? Buffer.Use.SCRATCH : Buffer.Use.INPUT;
    }
    return node.graph().isBackward(node) ? Buffer.Use.GRADIENT : Buffer.Use.ACTIVATION;
  }

  private static long bytes(Value value) {
    return value.shape().elements() * value.dtype().bytes();
  }

  @Override
  public Buffer inCOrder(Value value) {
    Value base = value.base();
    if (shared.containsKey(base)) {
      return outer.inCOrder(shared.get(base));
    }
    complete(base);
    StoredValue copies = stored(base);
    if (copies.cOrder() == null) {
      WrittenValue written = copies.written();
      if (written != null) {
        copies.setCOrder(Buffer.inArena(bytes(base), use(base)));
        reorder(written.place(), new Place(copies.cOrder(), written.cOrder()));
      } else {
        copies.setCOrder(leaf(base));
      }
    }
    return copies.cOrder();
  }

  @Override
  public Place inLayout(Value value, Layout wanted, Layout cOrder) {
    if (wanted.same(cOrder)) {
      return new Place(inCOrder(value), cOrder);
    }
    Value base = value.base();
    if (shared.containsKey(base)) {
      return outer.inLayout(shared.get(base), wanted, cOrder);
    }
    complete(base);
    Place copy = stored(base).copy(wanted);
    if (copy == null) {
      Place from = asWritten(value, cOrder).place();
      copy = new Place(Buffer.inArena(wanted.bytes(), use(base)), wanted);
      reorder(from, copy);
      stored(base).addCopy(copy);
    }
    return copy;
  }

  @Override
  public WrittenValue asWritten(Value value, Layout cOrder) {
    WrittenValue written = written(value);
    return written != null ? written : new WrittenValue(new Place(inCOrder(value), cOrder), cOrder);
  }

  /** Where a value was written; null if in C order, or if its base has another shape. */
  private WrittenValue written(Value value) {
    Value base = value.base();
    if (shared.containsKey(base)) {
      return outer.written(shared.get(base));
    }
    complete(base);
    StoredValue copies = stored.get(base);
    return copies != null && base.shape().equals(value.shape()) ? copies.written() : null;
  }

  @Override
  public BlockedValue blocked(Value value) {
    Shape shape = value.shape();
    WrittenValue written = shape.rank() == 4 ? written(value) : null;
    if (written == null) {
      return null;
    }
    for (int block : ChannelBlocks.SIZES) {
      Place place = written.place();
      if (shape.size(3) % block == 0
          && place.layout().same(natives.blockedPictures(value.dtype(), shape, block))) {
        return new BlockedValue(new ChannelBlocks(shape, block), place.buffer());
      }
    }
    return null;
  }

  private void reorder(Place from, Place to) {
    emit(Primitive.reorder(dnnl, natives, from, to));
  }

  private Buffer leaf(Value value) {
    if (value.node().op() instanceof Leaf.Read read) {
      return variable(read.variable());
    }
    if (value.node().op() instanceof Leaf.Constant constant) {
      return leaves.addConstant(constant, value.dtype(), value.shape().elements());
    }
    Buffer buffer = Buffer.inArena(bytes(value), Buffer.Use.INPUT);
    if (value.node().op() instanceof Leaf.Input input) {
      leaves.addInput(input.name(), value.dtype(), buffer);
    } else if (value.node().op() instanceof Leaf.Scalar scalar) {
      leaves.addScalar(scalar.function(), buffer);
    } else {
      throw new BackendException(
          "Expected a value that has been computed. Received: " + value.node());
    }
    return buffer;
  }
}
