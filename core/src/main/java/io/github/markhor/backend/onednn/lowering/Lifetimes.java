package io.github.markhor.backend.onednn.lowering;

import io.github.markhor.backend.MemoryPlan;
import io.github.markhor.backend.ProgramMemory;
import io.github.markhor.backend.onednn.program.Buffer;
import io.github.markhor.backend.onednn.program.Instruction;
import io.github.markhor.backend.onednn.program.Leaves;
import io.github.markhor.backend.onednn.slices.Slices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds out how long a program needs each buffer, and places the buffers in the arena. */
final class Lifetimes {
  private final Map<Buffer, Slices> onlyIn = new HashMap<>();
  private final Set<Buffer> outside = new LinkedHashSet<>();
  private final Set<Buffer> all = new LinkedHashSet<>();

  private Lifetimes() {}

  /**
   * Places all buffers.
   *
   * @return the size of the arena, and what it is used for
   */
  static ProgramMemory place(
      List<Instruction> instructions, Leaves leaves, Collection<Buffer> outputs) {
    return new Lifetimes().run(instructions, leaves, outputs);
  }

  private ProgramMemory run(
      List<Instruction> instructions, Leaves leaves, Collection<Buffer> outputs) {
    List<Buffer> written = new ArrayList<>();
    leaves.inputs().values().forEach(input -> written.add(input.buffer()));
    leaves.scalars().forEach(scalar -> written.add(scalar.buffer()));
    // Written before the first instruction.
    written.forEach(buffer -> useOutside(buffer, 0));
    findShared(instructions);
    outputs.forEach(buffer -> outside.add(buffer.whole()));
    int position = 0;
    for (Instruction instruction : instructions) {
      if (instruction instanceof Slices slices) {
        position = use(slices, position);
      } else {
        int now = ++position;
        instruction.buffers().forEach(buffer -> useOutside(buffer, now));
      }
    }
    int end = position + 1;
    outputs.forEach(buffer -> useOutside(buffer, end));
    all.removeIf(buffer -> buffer.home() != Buffer.Home.ARENA);
    List<Buffer> buffers = new ArrayList<>(all);
    MemoryPlan plan = plan(buffers);
    for (int i = 0; i < buffers.size(); i++) {
      buffers.get(i).setOffset(plan.offset(i));
    }
    long[] fullest = fullest(buffers, end);
    return new ProgramMemory(
        plan.bytes(),
        fullest[Buffer.Use.INPUT.ordinal()],
        fullest[Buffer.Use.ACTIVATION.ordinal()],
        fullest[Buffer.Use.GRADIENT.ordinal()],
        fullest[Buffer.Use.SCRATCH.ordinal()],
        leaves.constantBytes());
  }

  /** The bytes in use by each {@link Buffer.Use} at the position where most are. */
  private static long[] fullest(List<Buffer> buffers, int end) {
    long[][] changes = new long[end + 2][Buffer.Use.values().length];
    for (Buffer buffer : buffers) {
      long bytes = MemoryPlan.aligned(buffer.bytes());
      changes[buffer.first()][buffer.use().ordinal()] += bytes;
      changes[buffer.last() + 1][buffer.use().ordinal()] -= bytes;
    }
    long[] now = new long[Buffer.Use.values().length];
    long[] fullest = now.clone();
    for (long[] change : changes) {
      for (int use = 0; use < now.length; use++) {
        now[use] += change[use];
      }
      if (Arrays.stream(now).sum() > Arrays.stream(fullest).sum()) {
        fullest = now.clone();
      }
    }
    return fullest;
  }

  /** Notes which buffers are used outside of slices, or in more than one part of slices. */
  private void findShared(List<Instruction> instructions) {
    for (Instruction instruction : instructions) {
      for (Buffer buffer : instruction.buffers()) {
        Slices here = instruction instanceof Slices slices ? slices : null;
        Slices before = onlyIn.putIfAbsent(buffer.whole(), here);
        if (here == null || buffer.isPart() || (before != null && before != here)) {
          outside.add(buffer.whole());
        }
      }
    }
  }

  private void useOutside(Buffer buffer, int position) {
    outside.add(buffer.whole());
    buffer.whole().keepFor(position);
    all.add(buffer.whole());
  }

  /**
   * Notes the uses in slices. A buffer that comes from outside or goes there is needed from the
   * first slice's start to the last slice's end.
   */
  private int use(Slices slices, int before) {
    int position = before;
    int begin = before + 1;
    int end = before + slices.body().size();
    Set<Buffer> own = new LinkedHashSet<>();
    for (Instruction instruction : slices.body()) {
      position++;
      for (Buffer buffer : instruction.buffers()) {
        Buffer whole = buffer.whole();
        whole.keepFor(position);
        if (outside.contains(whole)) {
          all.add(whole);
          whole.keepFor(begin);
          whole.keepFor(end);
        } else {
          own.add(whole);
        }
      }
    }
    placeInLanes(own, slices.lanes(), begin, end);
    return position;
  }

  /**
   * Places the buffers that nothing else uses in memory of each lane's own, since lanes do not keep
   * in step with each other.
   */
  private void placeInLanes(Set<Buffer> own, int lanes, int begin, int end) {
    own.removeIf(buffer -> buffer.home() != Buffer.Home.ARENA);
    if (own.isEmpty()) {
      return;
    }
    List<Buffer> buffers = new ArrayList<>(own);
    MemoryPlan plan = plan(buffers);
    Buffer shares = Buffer.inArena(lanes * plan.bytes(), Buffer.Use.SCRATCH);
    for (int i = 0; i < buffers.size(); i++) {
      buffers.get(i).becomeLaneOf(shares, plan.bytes(), plan.offset(i));
    }
    shares.keepFor(begin);
    shares.keepFor(end);
    all.add(shares);
  }

  private static MemoryPlan plan(List<Buffer> buffers) {
    return MemoryPlan.of(
        buffers.stream().map(b -> new MemoryPlan.Request(b.bytes(), b.first(), b.last())).toList());
  }
}
