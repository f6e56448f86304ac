package io.github.markhor.backend.onednn.slices;

import io.github.markhor.backend.onednn.blocks.DropoutMask;
import io.github.markhor.backend.onednn.blocks.FusibleNodes;
import io.github.markhor.graph.Binary;
import io.github.markhor.graph.Convolution;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Pooling;
import io.github.markhor.graph.Random;
import io.github.markhor.graph.Select;
import io.github.markhor.graph.Unary;
import io.github.markhor.graph.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Decides which parts of a schedule are computed in slices of the batch, so that a result is still
 * in the cache when the next operation reads it, and the arena holds large values for one slice
 * only. Slices are possible where no operation couples the samples: with pictures, before the dense
 * layers and again in the backward pass. Gradients of kernels are added up over the slices.
 */
public final class Slicing {
  /** A lane may compute this much longer than it must, if slices get larger by it. */
  private static final double MUCH_LONGER = 1.1;

  private final int batch;
  private final List<List<Node>> parts = new ArrayList<>();
  private final Set<Node> inSlices = new HashSet<>();

  private Slicing(int batch) {
    this.batch = batch;
  }

  /**
   * Cuts a schedule into parts; their order may differ from the schedule's.
   *
   * @param size which parts are worth slicing, and how large a slice should be
   * @param lanes how many slices will be computed side by side
   */
  public static List<SlicedPart> of(List<Node> schedule, SliceSize size, int lanes) {
    int batch = size.equals(SliceSize.NEVER) ? 1 : batch(schedule);
    if (batch > 1) {
      Slicing slicing = new Slicing(batch);
      slicing.cut(schedule);
      if (slicing.isWorth(size) && slicing.poolsTogether(schedule)) {
        return slicing.parts(size, lanes);
      }
    }
    return List.of(new SlicedPart(schedule));
  }

  /** The number of samples that could be sliced; 1 if none can. */
  public static int batch(List<Node> schedule) {
    return schedule.stream()
        .filter(node -> node.op() instanceof Convolution.Forward)
        .findFirst()
        .map(node -> node.input(0).shape().size(0))
        .orElse(1);
  }

  private List<SlicedPart> parts(SliceSize size, int lanes) {
    int[] slices = slices(size, lanes);
    List<SlicedPart> made = new ArrayList<>();
    Set<Node> recomputable = new HashSet<>();
    for (int i = 0; i < parts.size(); i++) {
      List<Node> nodes = parts.get(i);
      if (slices[i] == 1) {
        made.add(new SlicedPart(nodes));
        continue;
      }
      Set<Node> recomputing = new HashSet<>();
      for (int later = i + 1; size.recomputes() && later < slices.length; later++) {
        if (slices[later] > 1) {
          parts.get(later).stream()
              .filter(node -> node.graph().isBackward(node))
              .forEach(recomputing::add);
        }
      }
      made.add(new SlicedPart(nodes, batch, slices[i], Set.copyOf(recomputable), recomputing));
      if (size.recomputes()) {
        nodes.stream().filter(node -> !node.graph().isBackward(node)).forEach(recomputable::add);
      }
    }
    return made;
  }

  /**
   * The number of slices of each part. Parts that share what lies slice by slice have the same:
   * masks of dropout, and the positions of max-pooling.
   */
  private int[] slices(SliceSize size, int lanes) {
    Map<Object, Integer> firstWith = new HashMap<>();
    int[] alike = new int[parts.size()];
    for (int i = 0; i < alike.length; i++) {
      alike[i] = i;
      for (Node node : parts.get(i)) {
        Object shared =
            node.op() instanceof Pooling.MaxBackward
                ? node.input(1).node()
                : node.op() instanceof Random.Dropout ? node.op() : node;
        int other = firstWith.computeIfAbsent(shared, first(i));
        if (alike[other] != alike[i]) {
          int from = alike[i];
          int to = alike[other];
          Arrays.setAll(alike, part -> alike[part] == from ? to : alike[part]);
        }
      }
    }
    Map<Integer, List<Node>> together = new HashMap<>();
    for (int i = 0; i < alike.length; i++) {
      if (inSlices.contains(parts.get(i).get(0))) {
        together.computeIfAbsent(alike[i], unused -> new ArrayList<>()).addAll(parts.get(i));
      }
    }
    Map<Integer, Integer> slices = new HashMap<>();
    together.forEach((part, nodes) -> slices.put(part, batch / each(nodes, size, lanes)));
    int[] result = new int[alike.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = inSlices.contains(parts.get(i).get(0)) ? slices.get(alike[i]) : 1;
    }
    return result;
  }

  private static Function<Object, Integer> first(int part) {
    return unused -> part;
  }

  /** True if an operation reads and writes so much that slices are worth it. */
  private boolean isWorth(SliceSize size) {
    return !inSlices.isEmpty()
        && inSlices.stream().mapToLong(this::bytes).max().orElse(0) >= size.worthBytes();
  }

  /** What an operation reads and writes of pictures, were it in float32. */
  private long bytes(Node node) {
    return Stream.concat(node.inputs().stream(), node.outputs().stream())
        .filter(this::isCut)
        .mapToLong(value -> value.shape().elements() * Float.BYTES)
        .sum();
  }

  /** Alternates between parts that can be sliced and others. */
  private void cut(List<Node> schedule) {
    Rounds rounds = new Rounds(schedule);
    while (rounds.next()) {
      List<Node> before = new ArrayList<>();
      Set<Node> members = new LinkedHashSet<>();
      for (Node node = rounds.poll(); node != null; node = rounds.poll()) {
        if (isSliceable(node, members)) {
          members.add(node);
          rounds.finish(node, true);
        } else if (node.inputs().stream().anyMatch(input -> members.contains(input.node()))) {
          rounds.putOff(node);
        } else {
          before.add(node);
          rounds.finish(node, false);
        }
      }
      boolean worth =
          members.stream()
              .anyMatch(
                  node ->
                      node.op() instanceof Convolution || node.op() instanceof Pooling.MaxBackward);
      add(before);
      add(List.copyOf(members));
      if (worth) {
        inSlices.addAll(members);
      }
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

  private boolean isSliceable(Node node, Set<Node> members) {
    if (node.op() instanceof Convolution.BackwardInput) {
      return isPictures(node.input(1));
    }
    if (node.op() instanceof Convolution) {
      return isPictures(node.input(0));
    }
    if (node.op() instanceof Pooling.MaxBackward) {
      // It reads the positions that its forward pass has written, for a slice or for all.
      Node forward = node.input(1).node();
      return isPictures(node.input(0)) && (members.contains(forward) || inSlices.contains(forward));
    }
    if (node.op() instanceof Pooling) {
      return isPictures(node.input(0));
    }
    return isElementwise(node)
        && !isDropoutOfFew(node)
        && isPictures(node.output(0))
        && FusibleNodes.operands(node).stream()
            .allMatch(operand -> isCut(operand) || isSame(operand));
  }

  private static boolean isElementwise(Node node) {
    return (node.op() instanceof Unary && !node.op().isView())
        || node.op() instanceof Binary
        || node.op() instanceof Select
        || node.op() instanceof Random.Dropout;
  }

  /** True where a number for each sample is dropped or not: slices would have to be very large. */
  private boolean isDropoutOfFew(Node node) {
    return node.op() instanceof Random.Dropout
        && node.output(0).shape().elements() < (long) batch * DropoutMask.ELEMENTS;
  }

  private boolean isPictures(Value value) {
    return value.dtype().isFloating() && isCut(value);
  }

  private boolean isCut(Value value) {
    return isCut(value, batch);
  }

  /** True for a value of which each slice of the batch has its own part. */
  static boolean isCut(Value value, int batch) {
    return value.shape().rank() == 4 && value.shape().size(0) == batch && batch > 1;
  }

  /** True for a value that is the same for every sample. */
  private static boolean isSame(Value value) {
    return value.shape().rank() < 4 || value.shape().size(0) == 1;
  }

  /**
   * The size of a slice of some nodes: it divides the batch, is no larger than wanted, and leaves
   * something for each lane.
   */
  private int each(List<Node> nodes, SliceSize size, int lanes) {
    long largest = 1;
    int step = 1;
    for (Node node : nodes) {
      largest = Math.max(largest, bytes(node));
      if (node.op() instanceof Random.Dropout) {
        // A slice's random numbers must begin with a block of them.
        long elements = node.output(0).shape().elements() / batch;
        while (elements * step % DropoutMask.ELEMENTS != 0) {
          step *= 2;
        }
      }
    }
    int most = Math.max(1, batch / lanes);
    int each = (int) Math.min(most, Math.max(1, size.sliceBytes() / Math.max(1, largest / batch)));
    if (size.samples() < batch) {
      each = Math.max(Math.min(each, size.samples()), step);
    }
    return balanced(each, step, lanes);
  }

  /**
   * The largest size of a slice, up to a limit, with which no lane computes much longer than it
   * must: sizes that divide the batch and are multiples of a step. The batch if there is none.
   */
  private int balanced(int limit, int step, int lanes) {
    int least = Integer.MAX_VALUE;
    for (int each = step; each <= limit; each += step) {
      least = Math.min(least, longest(each, lanes));
    }
    for (int each = limit / step * step; each >= step; each -= step) {
      if (longest(each, lanes) <= least * MUCH_LONGER) {
        return each;
      }
    }
    return batch;
  }

  /** How many samples the lane with most slices computes; endless if the size does not divide. */
  private int longest(int each, int lanes) {
    if (batch % each != 0) {
      return Integer.MAX_VALUE;
    }
    int slices = batch / each;
    return (slices + lanes - 1) / lanes * each;
  }
}
