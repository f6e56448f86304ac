package io.github.markhor.backend.onednn;

import io.github.markhor.backend.BackendException;
import io.github.markhor.graph.ArgMax;
import io.github.markhor.graph.BatchNorm;
import io.github.markhor.graph.Cast;
import io.github.markhor.graph.Convolution;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Leaf;
import io.github.markhor.graph.MatMul;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.OneHot;
import io.github.markhor.graph.Pad;
import io.github.markhor.graph.Pooling;
import io.github.markhor.graph.Reduce;
import io.github.markhor.graph.SegmentSum;
import io.github.markhor.graph.Softmax;
import io.github.markhor.graph.Transpose;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Variable;
import io.github.markhor.graph.Warp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Walks a graph's schedule and makes instructions of it. Element-wise nodes gather in {@link
 * Cluster clusters}, everything else is emitted where it stands; each closes the clusters whose
 * results it needs. Of one value there may be several copies in different layouts, made when they
 * are first asked for.
 */
final class Lowering {
  private final Dnnl dnnl;
  private final Natives natives;
  private final int threads;
  private int lanes = 1;
  private final Graph graph;

  /** For a slice of the batch: what lowers the whole. */
  private final Lowering outer;

  /** Values that come from outside the slice and that all slices share. */
  private final Map<Value, Value> shared;

  private final List<Node> schedule;
  private final Map<Value, Value> origins = new HashMap<>();
  private final Map<Value, List<Node>> readers = new HashMap<>();
  private final Set<Value> outputBases = new LinkedHashSet<>();
  private final Map<Value, Stored> stored = new HashMap<>();
  private final Map<Variable, Buffer> variables = new HashMap<>();
  private final Clusters clusters = new Clusters(this);

  /** Nodes that were lowered together with an earlier one. */
  private final Set<Node> lowered = new HashSet<>();

  private final List<Instruction> instructions = new ArrayList<>();
  private final LoweredProgram.Leaves leaves;
  private final Convolutions convolutions;
  private final Poolings poolings;
  private final Dropouts dropouts;
  private final Normalizations normalizations;

  /**
   * @param threads how many threads compute
   */
  Lowering(Dnnl dnnl, Natives natives, int threads, Graph graph) {
    this(
        dnnl,
        natives,
        threads,
        graph,
        graph.schedule(),
        null,
        1,
        Map.of(),
        new LoweredProgram.Leaves());
  }

  private Lowering(
      Dnnl dnnl,
      Natives natives,
      int threads,
      Graph graph,
      List<Node> schedule,
      Lowering outer,
      int slices,
      Map<Value, Value> shared,
      LoweredProgram.Leaves leaves) {
    this.dnnl = dnnl;
    this.natives = natives;
    this.threads = threads;
    this.graph = graph;
    this.schedule = schedule;
    this.outer = outer;
    this.shared = shared;
    this.leaves = leaves;
    Pictures pictures = new Pictures(this);
    this.poolings =
        new Poolings(this, pictures, outer == null ? new HashMap<>() : outer.poolings.hints());
    this.convolutions = new Convolutions(this, pictures, poolings.sparse());
    this.dropouts = outer == null ? new Dropouts(this) : outer.dropouts.ofSlice(this, slices);
    this.normalizations = new Normalizations(this, pictures);
    for (Node node : schedule) {
      for (Value input : node.inputs()) {
        readers.computeIfAbsent(input, unused -> new ArrayList<>()).add(node);
      }
    }
  }

  /**
   * What lowers the graph of one slice of the batch.
   *
   * @param whole values of that graph that are those of this one
   * @param slices how many there are
   */
  Lowering ofSlice(Graph slice, Map<Value, Value> whole, int slices) {
    return new Lowering(dnnl, natives, threads, slice, slice.nodes(), this, slices, whole, leaves);
  }

  /** How many slices of the batch can be computed side by side. */
  int lanes() {
    return threads > 1 && OpenMp.canBeAlone() ? Math.min(threads, lanes) : 1;
  }

  Dnnl dnnl() {
    return dnnl;
  }

  Natives natives() {
    return natives;
  }

  LoweredProgram run(Slicing.Size slices) {
    lanes = slices.lanes();
    graph.outputs().values().forEach(value -> outputBases.add(value.base()));
    for (Slicing.Part part : Slicing.of(schedule, slices, lanes())) {
      if (part.slices() == 1) {
        part.nodes().forEach(this::lower);
      } else {
        new Slices(this, part).lower();
      }
    }
    clusters.closeAll();
    Map<String, Buffer> outputs = new LinkedHashMap<>();
    graph.outputs().forEach((name, value) -> outputs.put(name, plain(value)));
    return new LoweredProgram(
        instructions, leaves, outputs, Lifetimes.place(instructions, leaves, outputs.values()));
  }

  /**
   * Lowers the graph of a slice.
   *
   * @param results what is needed outside
   * @return its instructions, to which more may be added
   */
  List<Instruction> runSlice(Set<Value> results) {
    outputBases.addAll(results);
    schedule.forEach(this::lower);
    clusters.closeAll();
    return instructions;
  }

  /** Says which values of the whole graph the values of a slice's are. */
  void origins(Map<Value, Value> images) {
    images.forEach((whole, here) -> origins.put(here, whole));
  }

  /** The value of the whole graph that a value is a slice of, or itself. */
  Value origin(Value value) {
    return origins.getOrDefault(value, value);
  }

  private void lower(Node node) {
    if (node.op().isView() || lowered.contains(node)) {
      return;
    }
    if (Cluster.canHold(node) && !lowerAlone(node)) {
      clusters.join(node);
    } else if (node.op() instanceof Convolution convolution) {
      convolutions.lower(node, convolution);
    } else if (node.op() instanceof Pooling pooling) {
      poolings.lower(node, pooling);
    } else if (node.op() instanceof BatchNorm norm) {
      normalizations.lower(node, norm);
    } else if (node.op() instanceof MatMul product) {
      Matrices.lower(this, node, product);
    } else if (node.op() instanceof Softmax softmax) {
      Matrices.lower(this, node, softmax);
    } else if (node.op() instanceof Transpose transpose) {
      Matrices.lower(this, node, transpose);
    } else if (node.op() instanceof Pad pad) {
      emit(PadKernel.of(node, pad, plain(node.input(0)), define(node.output(0))));
    } else if (node.op() instanceof Warp warp) {
      Buffer maps = plain(node.input(1));
      emit(new WarpKernel(node, warp, plain(node.input(0)), maps, define(node.output(0))));
    } else if (node.op() instanceof Reduce reduce) {
      Reduction.lower(this, node, reduce);
    } else if (node.op() instanceof ArgMax) {
      emit(new ArgMaxKernel(node, plain(node.input(0)), define(node.output(0))));
    } else if (node.op() instanceof OneHot) {
      emit(new OneHotKernel(node, plain(node.input(0)), define(node.output(0))));
    } else if (node.op() instanceof SegmentSum) {
      Buffer numbers = plain(node.input(1));
      emit(new SegmentSumKernel(node, plain(node.input(0)), numbers, define(node.output(0))));
    } else if (!(node.op() instanceof Leaf) && !Cluster.canHold(node)) {
      throw new BackendException(
          "Expected an operation that the backend onednn knows. Received: " + node);
    }
  }

  /** Element-wise functions that oneDNN computes faster than a block program. */
  private boolean lowerAlone(Node node) {
    return Elementwise.lower(this, node) || dropouts.lower(node);
  }

  /** Makes sure that a value is computed. */
  void complete(Value value) {
    clusters.complete(value);
  }

  /** True if the value will be computed by a program that is still growing. */
  boolean isOpen(Value value) {
    return clusters.isOpen(value);
  }

  /** True if someone besides these nodes reads the node's result. */
  boolean isNeededOutside(Node node, Set<Node> besides) {
    return node.outputs().stream().anyMatch(output -> isNeededOutside(output, besides));
  }

  /** True if someone besides these nodes reads the value. */
  boolean isNeededOutside(Value value, Set<Node> besides) {
    if (outputBases.contains(value)) {
      return true;
    }
    for (Node reader : readers.getOrDefault(value, List.of())) {
      boolean needed =
          reader.op().isView()
              ? isNeededOutside(reader.output(0), besides)
              : !besides.contains(reader);
      if (needed) {
        return true;
      }
    }
    return false;
  }

  /** True if someone besides these nodes reads the value, or sees it otherwise. */
  boolean isReadOutside(Value value, Set<Node> besides) {
    return outputBases.contains(value)
        || !besides.containsAll(readers.getOrDefault(value, List.of()));
  }

  /** The nodes that read a value, but not what is read through views of it. */
  List<Node> readers(Value value) {
    return readers.getOrDefault(value, List.of());
  }

  /**
   * The result to compute instead of a node's: the same in float32, if that is all that is wanted.
   * Otherwise the node's own.
   */
  Value asFloat32(Node node) {
    Value result = node.output(0);
    List<Node> wanted = readers(result);
    if (wanted.size() == 1
        && !outputBases.contains(result)
        && wanted.get(0).op() instanceof Cast cast
        && cast.to() == DType.FLOAT32) {
      lowered.add(wanted.get(0));
      return wanted.get(0).output(0);
    }
    return result;
  }

  boolean isNeeded(Value value) {
    return isNeededOutside(value, Set.of());
  }

  /** Appends an instruction. */
  void emit(Instruction instruction) {
    instructions.add(instruction);
  }

  Buffer variable(Variable variable) {
    return variables.computeIfAbsent(variable, Buffer::of);
  }

  /** A new buffer for a result in C order. */
  Buffer define(Value value) {
    Buffer made = Buffer.inArena(bytes(value), use(value));
    stored(value).plain(made);
    return made;
  }

  /** A new place for a result in a layout; {@code plain} describes the same numbers in C order. */
  Place define(Value value, Layout layout, Layout plain) {
    if (layout.same(plain)) {
      return new Place(define(value), layout);
    }
    Place made = new Place(Buffer.inArena(layout.bytes(), use(value)), layout);
    stored(value).made(made, plain);
    return made;
  }

  /** A value's copies; there may be none yet. */
  Stored stored(Value value) {
    return stored.computeIfAbsent(value, unused -> new Stored());
  }

  /** What a value's memory counts as; a copy of a weight in another layout is scratch. */
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

  /** A value in C order, computed by now. */
  Buffer plain(Value value) {
    Value base = value.base();
    if (shared.containsKey(base)) {
      return outer.plain(shared.get(base));
    }
    complete(base);
    Stored copies = stored(base);
    if (copies.plain() == null) {
      if (copies.made() != null) {
        copies.plain(Buffer.inArena(bytes(base), use(base)));
        reorder(copies.made(), new Place(copies.plain(), copies.plainLayout()));
      } else {
        copies.plain(leaf(base));
      }
    }
    return copies.plain();
  }

  /** A value in the layout in which it was made: {@code plain} describes that of C order. */
  Place asMade(Value value, Layout plain) {
    Place made = madePacked(value);
    return made != null ? made : new Place(plain(value), plain);
  }

  /** Where a value was made, computed by now; null if it was made in C order. */
  Place madePacked(Value value) {
    Value base = value.base();
    if (shared.containsKey(base)) {
      return outer.madePacked(shared.get(base));
    }
    complete(base);
    Stored copies = stored.get(base);
    return copies != null && base.shape().equals(value.shape()) ? copies.made() : null;
  }

  /** How oneDNN sees a value's C order if it was made in another; else what is given. */
  Layout plainLayout(Value value, Layout otherwise) {
    Value base = value.base();
    if (shared.containsKey(base)) {
      return outer.plainLayout(shared.get(base), otherwise);
    }
    return madePacked(value) == null ? otherwise : stored.get(base).plainLayout();
  }

  /** A value in a layout, reordered if there is no such copy yet. */
  Place in(Value value, Layout wanted, Layout plain) {
    if (wanted.same(plain)) {
      return new Place(plain(value), plain);
    }
    Value base = value.base();
    if (shared.containsKey(base)) {
      return outer.in(shared.get(base), wanted, plain);
    }
    complete(base);
    Place copy = stored(base).copy(wanted);
    if (copy == null) {
      Place from = asMade(value, plain);
      copy = new Place(Buffer.inArena(wanted.bytes(), use(base)), wanted);
      reorder(from, copy);
      stored(base).add(copy);
    }
    return copy;
  }

  /** Copies from one layout or type to another. */
  void reorder(Place from, Place to) {
    Primitive primitive =
        new Primitive(
            "Reorder",
            natives,
            natives.descriptor(
                "a reorder",
                made ->
                    org.bytedeco.dnnl.global.dnnl.dnnl_reorder_primitive_desc_create(
                        made,
                        from.layout().descriptor(),
                        dnnl.engine(),
                        to.layout().descriptor(),
                        dnnl.engine(),
                        dnnl.attributes())));
    emit(
        primitive
            .with(org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM, from)
            .with(org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO, to));
  }

  private Buffer leaf(Value value) {
    if (value.node().op() instanceof Leaf.Read read) {
      return variable(read.variable());
    }
    if (value.node().op() instanceof Leaf.Constant constant) {
      return leaves.constant(constant, value.dtype(), value.shape().elements());
    }
    Buffer buffer = Buffer.inArena(bytes(value), Buffer.Use.INPUT);
    if (value.node().op() instanceof Leaf.Input input) {
      leaves.input(input.name(), value.dtype(), buffer);
    } else if (value.node().op() instanceof Leaf.Scalar scalar) {
      leaves.scalar(scalar.function(), buffer);
    } else {
      throw new BackendException(
          "Expected a value that has been computed. Received: " + value.node());
    }
    return buffer;
  }
}
