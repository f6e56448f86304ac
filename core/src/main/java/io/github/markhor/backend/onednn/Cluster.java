package io.github.markhor.backend.onednn;

import io.github.markhor.graph.Assign;
import io.github.markhor.graph.Binary;
import io.github.markhor.graph.Broadcast;
import io.github.markhor.graph.Cast;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Leaf;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Random;
import io.github.markhor.graph.Select;
import io.github.markhor.graph.Unary;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Variable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Element-wise nodes of one element count that become one block program. A cluster grows while the
 * schedule is walked and is closed, that is computed, when something outside needs a result.
 */
final class Cluster {
  private final long elements;
  private final List<Node> members = new ArrayList<>();
  private final Set<Variable> reads = new LinkedHashSet<>();

  Cluster(long elements) {
    this.elements = elements;
  }

  /** True for the nodes that a block program can compute. */
  static boolean canHold(Node node) {
    return node.op() instanceof Unary
        || node.op() instanceof Binary
        || node.op() instanceof Select
        || node.op() instanceof Broadcast
        || node.op() instanceof Cast
        || node.op() instanceof Assign
        || node.op() instanceof Random.Dropout
        || node.op() instanceof Random.Uniform;
  }

  /** The number of elements that a node computes; an assignment computes those it stores. */
  static long elements(Node node) {
    Value value = node.op() instanceof Assign ? node.input(0) : node.output(0);
    return value.shape().elements();
  }

  /** The inputs that are numbers to compute with; a random operation's key is none. */
  static List<Value> operands(Node node) {
    return node.op() instanceof Random.Uniform
        ? List.of()
        : node.op() instanceof Random.Dropout ? node.inputs().subList(0, 1) : node.inputs();
  }

  long elements() {
    return elements;
  }

  void add(Node node) {
    members.add(node);
    for (Value operand : operands(node)) {
      if (operand.base().node().op() instanceof Leaf.Read read) {
        reads.add(read.variable());
      }
    }
  }

  void addAll(Cluster other) {
    members.addAll(other.members);
    reads.addAll(other.reads);
  }

  List<Node> members() {
    return members;
  }

  /** The variables whose memory is read when it is closed. */
  Set<Variable> reads() {
    return reads;
  }

  /** Makes the program; the lowering says where operands lie and takes the results' places. */
  BlockProgram compile(Lowering lowering) {
    members.sort(Comparator.comparingInt(Node::id));
    BlockProgram program = new BlockProgram(label(), elements);
    new Compiler(lowering, program, packing(lowering)).run();
    return program;
  }

  /**
   * The layout in which all of this can be computed although it is not C order, because every
   * operand was made in it or is one number; null if there is none.
   */
  private Packing packing(Lowering lowering) {
    Set<Node> own = new HashSet<>(members);
    Set<Value> outside = new HashSet<>();
    for (Node member : members) {
      if (member.op() instanceof Assign || member.op() instanceof Random.Uniform) {
        return null;
      }
      for (Value operand : operands(member)) {
        Value base = operand.base();
        if (!own.contains(base.node()) && base.shape().elements() != 1) {
          outside.add(operand);
        }
        if (base != operand && base.shape().rank() != operand.shape().rank()) {
          return null;
        }
      }
    }
    return Packing.of(lowering, outside, members);
  }

  private String label() {
    StringBuilder text = new StringBuilder();
    for (Node member : members.subList(0, Math.min(4, members.size()))) {
      text.append(text.isEmpty() ? "" : ", ").append(member.op().label());
    }
    return members.size() > 4 ? text + " and " + (members.size() - 4) + " more" : text.toString();
  }

  /** What is loaded into a register: a stored value repeated to a shape. */
  private record Source(Value base, Value as, io.github.markhor.tensor.Shape in) {}

  /** Gives out registers and emits the operations in order. */
  private final class Compiler {
    private final Lowering lowering;
    private final BlockProgram program;
    private final Set<Node> own = new HashSet<>(members);
    private final Map<Object, Integer> registers = new HashMap<>();
    private final Map<Object, Integer> lastUse = new HashMap<>();
    private final PriorityQueue<Integer> free = new PriorityQueue<>();
    private final Packing packing;
    private int count;

    Compiler(Lowering lowering, BlockProgram program, Packing packing) {
      this.lowering = lowering;
      this.program = program;
      this.packing = packing;
    }

    void run() {
      for (int i = 0; i < members.size(); i++) {
        Node member = members.get(i);
        for (Value operand : operands(member)) {
          lastUse.merge(key(member, operand), i, Math::max);
        }
        boolean stored = member.op() instanceof Assign || lowering.isNeededOutside(member, own);
        if (stored) {
          lastUse.merge(result(member), members.size(), Math::max);
        }
      }
      for (int i = 0; i < members.size(); i++) {
        emit(members.get(i));
        release(i);
      }
      program.registers(count);
    }

    /** Where the member's result is: an assignment's is what it stores. */
    private Object result(Node member) {
      return member.op() instanceof Assign ? key(member, member.input(0)) : member.output(0);
    }

    /** What a register holds: the result of a member, or what is loaded. */
    private Object key(Node member, Value operand) {
      Value base = operand.base();
      if (own.contains(base.node())) {
        return base;
      }
      if (base.node().op() instanceof Leaf.Constant constant && constant.isUniform()) {
        float number = constant.value(0);
        return base.dtype() == DType.BFLOAT16 ? Bfloat16.toFloat(Bfloat16.of(number)) : number;
      }
      var in = member.op() instanceof Assign ? member.input(0).shape() : member.output(0).shape();
      boolean whole = base.shape().elements() == elements;
      boolean one = base.shape().elements() == 1;
      return whole || one ? new Source(base, null, null) : new Source(base, operand, in);
    }

    private int operand(Node member, Value value) {
      Object key = key(member, value);
      Integer known = registers.get(key);
      if (known != null) {
        return known;
      }
      int register = take(key);
      if (key instanceof Float number) {
        program.constant(register, number);
      } else {
        var in = member.op() instanceof Assign ? member.input(0).shape() : member.output(0).shape();
        boolean packed = packing != null && value.shape().elements() == elements;
        Buffer buffer = packed ? lowering.madePacked(value).buffer() : lowering.plain(value);
        program.load(register, new Operand(buffer, value.dtype(), value.shape(), in));
      }
      return register;
    }

    /** Constants and repeated numbers are loaded once for all blocks of a part. */
    private boolean isLasting(Object key) {
      return key instanceof Float
          || (key instanceof Source source && source.base().shape().elements() == 1);
    }

    private int take(Object key) {
      Integer reused = isLasting(key) ? null : free.poll();
      int register = reused == null ? count++ : reused;
      registers.put(key, register);
      return register;
    }

    /** Gives back the registers whose content no later member reads. */
    private void release(int position) {
      registers
          .entrySet()
          .removeIf(
              entry -> {
                boolean over =
                    !isLasting(entry.getKey())
                        && lastUse.getOrDefault(entry.getKey(), -1) <= position;
                if (over) {
                  free.add(entry.getValue());
                }
                return over;
              });
    }

    private void emit(Node member) {
      List<Integer> x = new ArrayList<>();
      for (Value operand : operands(member)) {
        x.add(operand(member, operand));
      }
      if (member.op() instanceof Assign assign) {
        program.store(x.get(0), lowering.variable(assign.variable()), DType.FLOAT32);
        return;
      }
      Value result = member.output(0);
      int to = take(result);
      if (member.op() instanceof Unary unary) {
        program.unary(unary.kind(), x.get(0), to);
      } else if (member.op() instanceof Binary binary) {
        program.binary(binary.kind(), x.get(0), x.get(1), to);
      } else if (member.op() instanceof Select) {
        program.select(x.get(0), x.get(1), x.get(2), to);
      } else if (member.op() instanceof Random.Dropout dropout) {
        program.dropout(dropout, x.get(0), to, packing);
      } else if (member.op() instanceof Random.Uniform uniform) {
        program.uniform(uniform, to);
      } else {
        program.unary(Unary.Kind.IDENTITY, x.get(0), to);
      }
      if (result.dtype() != DType.FLOAT32) {
        program.round(result.dtype(), to, to);
      }
      if (lowering.isNeededOutside(member, own)) {
        Buffer buffer =
            packing == null ? lowering.define(result) : packing.define(lowering, result);
        program.store(to, buffer, result.dtype());
      }
    }
  }
}
