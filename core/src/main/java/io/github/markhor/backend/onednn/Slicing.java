package io.github.markhor.backend.onednn;

import io.github.markhor.graph.Assign;
import io.github.markhor.graph.Binary;
import io.github.markhor.graph.Convolution;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Leaf;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Pooling;
import io.github.markhor.graph.Random;
import io.github.markhor.graph.Rewrite;
import io.github.markhor.graph.Select;
import io.github.markhor.graph.Unary;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Variable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides which parts of a schedule are computed slice by slice of the batch, so that what one
 * operation writes is still in the cache when the next reads it, and the arena holds large values
 * for one slice only. That can be done where no operation couples the samples: with pictures,
 * before the dense layers and again on the way back. Gradients of kernels are added up.
 */
final class Slicing {
  /**
   * Nodes to compute one after the other.
   *
   * @param slices 1 if they are computed for the whole batch
   */
  record Part(List<Node> nodes, int slices) {}

  /**
   * What decides.
   *
   * @param sliceBytes how much the operation with the largest pictures may read and write at a time
   * @param worthBytes how much it must read and write for the whole batch, to be worth slicing
   */
  record Size(long sliceBytes, long worthBytes) {
    /** Measured with 32 MB of third-level cache: where less is moved, slices gain nothing. */
    private static final Size MEASURED = new Size(16 << 20, 80 << 20);

    private static final Size NEVER = new Size(Long.MAX_VALUE, Long.MAX_VALUE);

    /** What the user wants: see {@link Rewrite#SLICES}. */
    static Size wanted() {
      return Rewrite.SLICES.isOn() ? MEASURED : NEVER;
    }
  }

  private final int batch;
  private final List<List<Node>> parts = new ArrayList<>();
  private final Set<Node> inSlices = new HashSet<>();

  private Slicing(int batch) {
    this.batch = batch;
  }

  /**
   * Cuts a schedule into parts; their order may differ from the schedule's.
   *
   * @param size what is worth slicing, and how large a slice should be
   */
  static List<Part> of(List<Node> schedule, Size size) {
    if (size.equals(Size.NEVER)) {
      return List.of(new Part(schedule, 1));
    }
    for (Node node : schedule) {
      if (node.op() instanceof Convolution.Forward) {
        Slicing slicing = new Slicing(node.input(0).shape().size(0));
        slicing.cut(schedule);
        int slices = slicing.batch / slicing.each(size);
        if (slices > 1 && !slicing.inSlices.isEmpty() && slicing.poolsTogether(schedule)) {
          return slicing.parts.stream()
              .map(part -> new Part(part, slicing.inSlices.contains(part.get(0)) ? slices : 1))
              .toList();
        }
        break;
      }
    }
    return List.of(new Part(schedule, 1));
  }

  /** Alternates between parts that can be sliced and others. */
  private void cut(List<Node> schedule) {
    List<Node> rest = schedule;
    while (!rest.isEmpty()) {
      List<Node> before = new ArrayList<>();
      Set<Node> members = new LinkedHashSet<>();
      List<Node> after = new ArrayList<>();
      Set<Node> late = new HashSet<>();
      Set<Variable> read = new HashSet<>();
      for (Node node : rest) {
        boolean waits = node.inputs().stream().anyMatch(input -> waits(input, members, late));
        boolean follows = node.inputs().stream().anyMatch(input -> members.contains(input.node()));
        boolean overwrites = node.op() instanceof Assign assign && read.contains(assign.variable());
        if (!waits && isSliceable(node)) {
          members.add(node);
        } else if (waits || follows || overwrites) {
          late.add(node);
          after.add(node);
        } else {
          before.add(node);
          continue;
        }
        for (Value input : node.inputs()) {
          if (Views.base(input).node().op() instanceof Leaf.Read variable) {
            read.add(variable.variable());
          }
        }
      }
      boolean worth = members.stream().anyMatch(node -> node.op() instanceof Convolution);
      add(worth ? before : rest);
      if (!worth) {
        return;
      }
      add(List.copyOf(members));
      inSlices.addAll(members);
      rest = after;
    }
  }

  /** Only the backward pass of the same slice can read the positions of max-pooling in slices. */
  private boolean poolsTogether(List<Node> schedule) {
    return schedule.stream()
        .filter(node -> node.op() instanceof Pooling.MaxBackward)
        .allMatch(node -> inSlices.contains(node) == inSlices.contains(node.input(1).node()));
  }

  private void add(List<Node> part) {
    if (!part.isEmpty()) {
      parts.add(part);
    }
  }

  /** True if a value is not there while the slices are computed, or not complete. */
  private static boolean waits(Value value, Set<Node> members, Set<Node> late) {
    boolean sum = value.node().op() instanceof Convolution.BackwardWeights;
    return late.contains(value.node()) || (sum && members.contains(value.node()));
  }

  private boolean isSliceable(Node node) {
    if (node.op() instanceof Convolution.BackwardInput) {
      return isPictures(node.input(1));
    }
    if (node.op() instanceof Convolution) {
      return isPictures(node.input(0));
    }
    if (node.op() instanceof Pooling.MaxBackward) {
      return isPictures(node.input(0)) && isSliceable(node.input(1).node());
    }
    if (node.op() instanceof Pooling) {
      return isPictures(node.input(0));
    }
    return isElementwise(node)
        && isPictures(node.output(0))
        && Cluster.operands(node).stream().allMatch(operand -> isCut(operand) || isSame(operand));
  }

  private static boolean isElementwise(Node node) {
    return (node.op() instanceof Unary && !Views.isView(node))
        || node.op() instanceof Binary
        || node.op() instanceof Select
        || node.op() instanceof Random.Dropout;
  }

  private boolean isPictures(Value value) {
    return value.dtype() == DType.FLOAT32 && isCut(value);
  }

  /** True for a value of which each slice sees its own part. */
  boolean isCut(Value value) {
    return isCut(value, batch);
  }

  static boolean isCut(Value value, int batch) {
    return value.shape().rank() == 4 && value.shape().size(0) == batch && batch > 1;
  }

  /** True for a value that is the same for every sample. */
  private static boolean isSame(Value value) {
    return value.shape().rank() < 4 || value.shape().size(0) == 1;
  }

  /** The size of a slice: the largest that divides the batch and is no larger than wanted. */
  private int each(Size size) {
    long largest = 1;
    int step = 1;
    for (Node node : inSlices) {
      long bytes = 0;
      for (Value value : node.inputs()) {
        bytes += isCut(value) ? value.shape().elements() * Float.BYTES : 0;
      }
      for (Value value : node.outputs()) {
        bytes += isCut(value) ? value.shape().elements() * Float.BYTES : 0;
      }
      largest = Math.max(largest, bytes);
      if (node.op() instanceof Random.Dropout) {
        // A slice's random numbers must begin with a block of them.
        long elements = node.output(0).shape().elements() / batch;
        while (elements * step % DropoutMask.ELEMENTS != 0) {
          step *= 2;
        }
      }
    }
    if (largest < size.worthBytes()) {
      return batch;
    }
    int each = (int) Math.min(batch, Math.max(1, size.sliceBytes() / Math.max(1, largest / batch)));
    while (each >= step && (batch % each != 0 || each % step != 0)) {
      each--;
    }
    return each < step ? batch : each;
  }
}
