package io.github.markhor.backend.onednn.slices;

import io.github.markhor.graph.Assign;
import io.github.markhor.graph.Convolution;
import io.github.markhor.graph.Leaf;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Variable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The nodes of a schedule, round by round: in each those, in the schedule's order, whose inputs are
 * there by then. A round is a part that is computed at once and one that is computed in slices
 * after it; the sum of slices is there in the next round only. Each node is looked at as often as
 * it is put off and not once for each round, of which deep networks have hundreds.
 */
final class Rounds {
  /** A node, and what it waits for. */
  private static final class Entry {
    private final Node node;
    private final int position;
    private final List<Entry> followers = new ArrayList<>();
    private int missing;
    private int round;

    Entry(Node node, int position) {
      this.node = node;
      this.position = position;
    }
  }

  private final Map<Node, Entry> entries = new HashMap<>();
  private final PriorityQueue<Entry> current =
      new PriorityQueue<>((one, other) -> Integer.compare(one.position, other.position));
  private final Map<Integer, Deque<Entry>> later = new HashMap<>();
  private int round = -1;

  Rounds(List<Node> schedule) {
    Map<Variable, List<Entry>> readers = new HashMap<>();
    for (Node node : schedule) {
      Entry entry = new Entry(node, entries.size());
      for (Value input : node.inputs()) {
        follow(entries.get(input.node()), entry);
      }
      if (node.op() instanceof Assign assign) {
        // The variable is overwritten when all that read it are computed.
        readers.getOrDefault(assign.variable(), List.of()).forEach(reader -> follow(reader, entry));
      }
      for (Value input : node.inputs()) {
        if (input.base().node().op() instanceof Leaf.Read read) {
          readers.computeIfAbsent(read.variable(), unused -> new ArrayList<>()).add(entry);
        }
      }
      entries.put(node, entry);
      if (entry.missing == 0) {
        putInto(0, entry);
      }
    }
  }

  /** Nothing for a node that is no part of the schedule: its result is there. */
  private static void follow(Entry first, Entry entry) {
    if (first != null) {
      first.followers.add(entry);
      entry.missing++;
    }
  }

  private void putInto(int number, Entry entry) {
    if (number == round) {
      current.add(entry);
    } else {
      later.computeIfAbsent(number, unused -> new ArrayDeque<>()).add(entry);
    }
  }

  /** Begins the next round; false if there is none. */
  boolean next() {
    round++;
    Deque<Entry> waiting = later.remove(round);
    if (waiting == null) {
      return false;
    }
    current.addAll(waiting);
    return true;
  }

  /** The next node of this round, or null. */
  Node poll() {
    Entry entry = current.poll();
    return entry == null ? null : entry.node;
  }

  /** Leaves a node for the next round. */
  void putOff(Node node) {
    putInto(round + 1, entries.get(node));
  }

  /** Notes that a node is computed in this round, in slices or before them. */
  void finish(Node node, boolean inSlices) {
    Entry entry = entries.get(node);
    boolean sum = node.op() instanceof Convolution.BackwardWeights;
    for (Entry follower : entry.followers) {
      boolean reads = follower.node.inputs().stream().anyMatch(input -> input.node() == node);
      // What overwrites a variable comes after the slices that read it.
      boolean waits = inSlices && (sum || !reads);
      follower.round = Math.max(follower.round, waits ? round + 1 : round);
      if (--follower.missing == 0) {
        putInto(follower.round, follower);
      }
    }
  }
}
