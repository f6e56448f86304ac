package io.github.markhor.backend.onednn.lowering;

import io.github.markhor.backend.onednn.blocks.BlockProgram;
import io.github.markhor.backend.onednn.blocks.ChannelBlocks;
import io.github.markhor.backend.onednn.blocks.FusibleNodes;
import io.github.markhor.backend.onednn.blocks.Operand;
import io.github.markhor.backend.onednn.natives.Layout;
import io.github.markhor.backend.onednn.natives.Natives;
import io.github.markhor.backend.onednn.program.Bfloat16;
import io.github.markhor.backend.onednn.program.Buffer;
import io.github.markhor.graph.Assign;
import io.github.markhor.graph.Binary;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Leaf;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Random;
import io.github.markhor.graph.Select;
import io.github.markhor.graph.Unary;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Makes a block program of a fusion group: gives out registers and adds the operations in order.
 */
final class FusionCompiler {
  private final LoweringContext context;
  private final List<Node> members;
  private final long elements;
  private final Set<Node> own;
  private final ChannelBlocks blocks;
  private final BlockProgram program;
  private final Map<Object, Integer> registers = new HashMap<>();
  private final Map<Object, Integer> lastUse = new HashMap<>();
  private final PriorityQueue<Integer> free = new PriorityQueue<>();
  private int count;

  private FusionCompiler(FusionGroup group, LoweringContext context) {
    this.context = context;
    members = group.members().stream().sorted(Comparator.comparingInt(Node::id)).toList();
    elements = group.elements();
    own = new HashSet<>(members);
    program = new BlockProgram(label(), elements);
    blocks = commonBlocks();
  }

  /** Makes the program; the context says where operands lie and takes the results' places. */
  static BlockProgram compile(FusionGroup group, LoweringContext context) {
    return new FusionCompiler(group, context).run();
  }

  private String label() {
    StringBuilder text = new StringBuilder();
    for (Node member : members.subList(0, Math.min(4, members.size()))) {
      text.append(text.isEmpty() ? "" : ", ").append(member.op().label());
    }
    return members.size() > 4 ? text + " and " + (members.size() - 4) + " more" : text.toString();
  }

  /**
   * The blocks of channels in which all of this can be computed, because every operand was written
   * in them or is one number, and every member has the same shape; null for C order.
   */
  private ChannelBlocks commonBlocks() {
    Set<Value> outside = new HashSet<>();
    for (Node member : members) {
      if (member.op() instanceof Assign || member.op() instanceof Random.Uniform) {
        return null;
      }
      for (Value operand : FusibleNodes.operands(member)) {
        Value base = operand.base();
        if (!own.contains(base.node()) && base.shape().elements() != 1) {
          outside.add(operand);
        }
        if (base != operand && base.shape().rank() != operand.shape().rank()) {
          return null;
        }
      }
    }
    ChannelBlocks common = null;
    for (Value operand : outside) {
      BlockedValue found = context.blocked(operand);
      if (found == null || (common != null && !common.equals(found.blocks()))) {
        return null;
      }
      common = found.blocks();
    }
    for (Node member : members) {
      if (common != null && !member.output(0).shape().equals(common.shape())) {
        return null;
      }
    }
    return common;
  }

  /** An operand that is loaded into a register: a stored value, repeated to a shape. */
  private record Source(Value base, Value as, Shape in) {}

  private BlockProgram run() {
    for (int i = 0; i < members.size(); i++) {
      Node member = members.get(i);
      for (Value operand : FusibleNodes.operands(member)) {
        lastUse.merge(key(member, operand), i, Math::max);
      }
      boolean stored = member.op() instanceof Assign || context.uses().isNeededBeside(member, own);
      if (stored) {
        lastUse.merge(result(member), members.size(), Math::max);
      }
    }
    for (int i = 0; i < members.size(); i++) {
      emit(members.get(i));
      release(i);
    }
    program.registers(count);
    return program;
  }

  /** The shape in which a member computes: an assignment computes in that of what it stores. */
  private static Shape shape(Node member) {
    return member.op() instanceof Assign ? member.input(0).shape() : member.output(0).shape();
  }

  /** The key of the register that holds a member's result; an assignment's is what it stores. */
  private Object result(Node member) {
    return member.op() instanceof Assign ? key(member, member.input(0)) : member.output(0);
  }

  /** Says what a register holds: the result of a member, a constant, or a loaded operand. */
  private Object key(Node member, Value operand) {
    Value base = operand.base();
    if (own.contains(base.node())) {
      return base;
    }
    if (base.node().op() instanceof Leaf.Constant constant && constant.isUniform()) {
      float number = constant.value(0);
      return base.dtype() == DType.BFLOAT16 ? Bfloat16.toFloat(Bfloat16.of(number)) : number;
    }
    boolean whole = base.shape().elements() == elements;
    boolean one = base.shape().elements() == 1;
    return whole || one ? new Source(base, null, null) : new Source(base, operand, shape(member));
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
      boolean blocked = blocks != null && value.shape().elements() == elements;
      Buffer buffer = blocked ? context.blocked(value).buffer() : context.inCOrder(value);
      program.load(register, new Operand(buffer, value.dtype(), value.shape(), shape(member)));
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
    for (Value operand : FusibleNodes.operands(member)) {
      x.add(operand(member, operand));
    }
    if (member.op() instanceof Assign assign) {
      program.store(x.get(0), context.variable(assign.variable()), DType.FLOAT32);
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
      program.dropout(dropout, x.get(0), to, blocks);
    } else if (member.op() instanceof Random.Uniform uniform) {
      program.uniform(uniform, to);
    } else {
      program.unary(Unary.Kind.IDENTITY, x.get(0), to);
    }
    if (result.dtype() != DType.FLOAT32) {
      program.round(result.dtype(), to, to);
    }
    if (context.uses().isNeededBeside(member, own)) {
      program.store(to, allocate(result), result.dtype());
    }
  }

  /** A new buffer for a result, in the order in which this computes. */
  private Buffer allocate(Value result) {
    if (blocks == null) {
      return context.allocate(result);
    }
    Natives natives = context.natives();
    Layout layout = natives.blockedPictures(result.dtype(), blocks.shape(), blocks.block());
    Layout cOrder = natives.pictures(result.dtype(), blocks.shape());
    return context.allocate(result, layout, cOrder).buffer();
  }
}
