package io.github.markhor.backend.onednn;

import io.github.markhor.graph.Binary;
import io.github.markhor.graph.Convolution;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Leaf;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Op;
import io.github.markhor.graph.Pooling;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * A part of a program that is run for each slice of the batch: it is lowered once, as a graph of
 * one slice's shapes, and bound to each slice's part of what comes from outside and goes there.
 * Every thread is a lane, in which it computes its slices one after the other, alone; where threads
 * cannot be told to, there is one lane, in which all compute together.
 */
final class Slices implements Instruction {
  private final Lowering outer;
  private final Slicing.Part part;
  private final int count;
  private final int lanes;
  private final int batch;
  private final Graph graph = new Graph();

  /** The values of the slice's graph: made in it, or by which they come in. */
  private final Map<Value, Value> images = new LinkedHashMap<>();

  private final Map<Value, Value> kernels = new HashMap<>();
  private final Map<Value, Value> shared = new HashMap<>();
  private final Map<Value, Value> cut = new LinkedHashMap<>();
  private final List<Instruction> after = new ArrayList<>();
  private List<Instruction> body;

  Slices(Lowering outer, Slicing.Part part) {
    this.outer = outer;
    this.part = part;
    this.count = part.slices();
    this.lanes = Math.min(part.slices(), outer.lanes());
    this.batch = part.batch();
  }

  /** Lowers the part and emits itself. */
  void lower() {
    for (Node node : part.nodes()) {
      trace(node);
    }
    Lowering inner = outer.ofSlice(graph, shared, count);
    inner.origins(images);
    cut.forEach((here, value) -> bring(inner, here, value));
    Set<Node> members = new HashSet<>(part.nodes());
    members.addAll(part.later());
    Map<Value, Value> results = new LinkedHashMap<>();
    for (Node node : part.nodes()) {
      for (Value output : node.outputs()) {
        if (outer.isReadOutside(output, members)) {
          results.put(images.get(output), output);
        }
      }
    }
    Runnable lowering =
        () -> {
          body = inner.runSlice(results.keySet());
          results.forEach((here, value) -> take(inner, here, value));
        };
    if (lanes > 1) {
      OpenMp.alone(lowering);
    } else {
      lowering.run();
    }
    outer.emit(this);
    after.forEach(outer::emit);
  }

  private void trace(Node node) {
    List<Value> inputs = new ArrayList<>();
    int kernel =
        node.op() instanceof Convolution.Forward
            ? 1
            : node.op() instanceof Convolution.BackwardInput ? 0 : -1;
    for (int i = 0; i < node.inputs().size(); i++) {
      // A kernel is the same for all slices, even if it is as high as the batch is large.
      inputs.add(
          i == kernel
              ? kernels.computeIfAbsent(node.input(i), this::isShared)
              : image(node.input(i)));
    }
    Node made = graph.apply(ofSlice(node.op()), inputs);
    for (int i = 0; i < made.outputs().size(); i++) {
      images.put(node.output(i), made.output(i));
    }
  }

  private Value image(Value value) {
    if (!images.containsKey(value)) {
      if (part.again().contains(value.node()) && outer.stored(value).isEmpty()) {
        trace(value.node());
      } else {
        images.put(value, comesIn(value));
      }
    }
    return images.get(value);
  }

  private Value isShared(Value value) {
    Value here = graph.input("shared " + value, value.type());
    shared.put(here, value);
    return here;
  }

  private Value comesIn(Value value) {
    boolean own = Slicing.isCut(value, batch);
    if (value.node().op() instanceof Leaf.Constant constant && constant.isUniform()) {
      return graph.constant(own ? ofSlice(value.type()) : value.type(), constant.value(0));
    }
    if (!own) {
      return isShared(value);
    }
    Value here = graph.input(value.toString(), ofSlice(value.type()));
    cut.put(here, value);
    return here;
  }

  private Type ofSlice(Type type) {
    return new Type(ofSlice(type.shape()), type.dtype());
  }

  private Shape ofSlice(Shape shape) {
    return shape.with(0, batch / count);
  }

  private Op ofSlice(Op op) {
    if (op instanceof Convolution.BackwardInput to) {
      return new Convolution.BackwardInput(to.window(), to.groups(), ofSlice(to.inputShape()));
    }
    if (op instanceof Pooling.MaxBackward to) {
      return new Pooling.MaxBackward(to.window(), ofSlice(to.inputShape()));
    }
    if (op instanceof Pooling.AverageBackward to) {
      return new Pooling.AverageBackward(to.window(), ofSlice(to.inputShape()));
    }
    return op;
  }

  /** Gives each slice its part of a value, in the layout in which it lies. */
  private void bring(Lowering inner, Value here, Value value) {
    Value base = value.base();
    outer.complete(base);
    Stored there = outer.stored(base);
    boolean same = base.shape().equals(value.shape());
    Layout plain = outer.natives().pictures(here.dtype(), here.shape());
    if (same && there.inSlices() != null) {
      inner.stored(here).made(part(there.inSlices()), plain);
      return;
    }
    Packing packing = same ? Packing.of(outer, value) : null;
    if (packing != null) {
      Layout layout = outer.natives().blockedPictures(here.dtype(), here.shape(), packing.block());
      inner.stored(here).made(part(new Place(there.made().buffer(), layout)), plain);
    } else {
      Buffer all = outer.plain(value);
      inner.stored(here).plain(Buffer.inArena(all.bytes() / count, all.use()).becomePartOf(all));
    }
  }

  private Place part(Place whole) {
    long bytes = whole.buffer().bytes() / count;
    Buffer each = Buffer.inArena(bytes, whole.buffer().use()).becomePartOf(whole.buffer());
    return new Place(each, whole.layout());
  }

  /** Puts the slices' results together. */
  private void take(Lowering inner, Value here, Value value) {
    Stored made = inner.stored(here);
    Stored all = outer.stored(value);
    if (value.node().op() instanceof Convolution.BackwardWeights) {
      Buffer each = made.made() == null ? made.plain() : made.made().buffer();
      Buffer sum = addUp(inner, each);
      if (made.made() == null) {
        all.plain(sum);
      } else {
        all.made(new Place(sum, made.made().layout()), made.plainLayout());
      }
      return;
    }
    if (made.made() == null) {
      all.plain(together(made.plain()));
      return;
    }
    Packing packing = Packing.of(inner, here);
    Buffer whole = together(made.made().buffer());
    all.inSlices(new Place(whole, made.made().layout()));
    if (packing != null) {
      Layout layout =
          outer.natives().blockedPictures(value.dtype(), value.shape(), packing.block());
      all.made(new Place(whole, layout), outer.natives().pictures(value.dtype(), value.shape()));
    } else if (!(value.node().op() instanceof Pooling.Max && value.index() == 1)) {
      all.plain(together(inner.plain(here)));
    }
  }

  /** Each lane's sum, and the sum of these. */
  private Buffer addUp(Lowering inner, Buffer each) {
    Buffer sum = Buffer.inArena(each.bytes(), Buffer.Use.GRADIENT);
    if (lanes == 1) {
      inner.emit(new Addition(each, sum));
      return sum;
    }
    Buffer sums = Buffer.inArena(lanes * each.bytes(), Buffer.Use.GRADIENT);
    Buffer ofOne = Buffer.inArena(each.bytes(), Buffer.Use.GRADIENT).becomePartOfLane(sums);
    inner.emit(new Addition(each, ofOne));
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

  private Buffer together(Buffer each) {
    Buffer whole = Buffer.inArena(each.bytes() * count, each.use());
    each.becomePartOf(whole);
    return whole;
  }

  List<Instruction> body() {
    return body;
  }

  int count() {
    return count;
  }

  /** How many slices are computed at a time, each by one thread. */
  int lanes() {
    return lanes;
  }

  @Override
  public String label() {
    return "Slices";
  }

  @Override
  public List<Buffer> buffers() {
    return body.stream().flatMap(each -> each.buffers().stream()).toList();
  }

  @Override
  public BoundSlices bind(Binding binding) {
    Task[][] tasks = new Task[lanes][];
    for (int lane = 0; lane < lanes; lane++) {
      IntFunction<Binding> bindings = lanes == 1 ? binding::ofSlice : binding.ofLane(lane);
      List<Task> bound = new ArrayList<>();
      for (int slice = lane; slice < count; slice += lanes) {
        Binding here = bindings.apply(slice);
        body.forEach(instruction -> bound.add(instruction.bind(here)));
      }
      tasks[lane] = bound.toArray(Task[]::new);
    }
    return new BoundSlices(tasks, body.size(), binding.workers());
  }
}
