package io.github.markhor.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.markhor.backend.Executable;
import io.github.markhor.backend.Location;
import io.github.markhor.backend.Program;
import io.github.markhor.backend.onednn.slices.SliceSize;
import io.github.markhor.graph.Variable;
import io.github.markhor.tensor.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Holds which way of computing a program is chosen for a memory limit. */
final class RecomputePolicyTest {
  private static final int BATCH = 16;
  private static final int WHOLE = 1000;

  /** All programs that were made and not closed. */
  private final List<Program> open = new ArrayList<>();

  private final class Sized implements Program {
    private final String name;
    private final long bytes;

    Sized(String name, long bytes) {
      this.name = name;
      this.bytes = bytes;
      open.add(this);
    }

    @Override
    public long arenaBytes() {
      return bytes;
    }

    @Override
    public Executable bind(Memory arena, Function<Variable, Location> variables) {
      throw new AssertionError("Nothing runs.");
    }

    @Override
    public void close() {
      open.remove(this);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Each sample of a slice takes 10; kept activations 300, two lanes as much as two slices. */
  private Program lower(SliceSize size) {
    int lanes = Math.min(2, size.maxLanes());
    long bytes = 10L * size.samples() * lanes + (size.recomputes() ? 50 : 300);
    String name = (size.recomputes() ? "recomputed " : "kept ") + size.samples() + " in " + lanes;
    return new Sized(name, bytes);
  }

  private String chosen(long limit) {
    Program program = RecomputePolicy.fit(new Sized("whole", WHOLE), BATCH, limit, this::lower);
    assertEquals(List.of(program), open);
    open.clear();
    return program.toString();
  }

  @Test
  void activationsAreKeptInTheLargestSlicesThatFit() {
    assertEquals("kept 8 in 2", chosen(999));
    assertEquals("kept 8 in 2", chosen(460));
    assertEquals("kept 4 in 2", chosen(459));
    assertEquals("kept 1 in 2", chosen(320));
  }

  @Test
  void activationsAreRecomputedWhereKeepingThemNeverFits() {
    assertEquals("recomputed 8 in 2", chosen(319));
    assertEquals("recomputed 1 in 2", chosen(70));
  }

  @Test
  void oneSliceAtATimeIsTheLastResort() {
    assertEquals("recomputed 1 in 1", chosen(69));
    assertEquals("recomputed 1 in 1", chosen(1));
  }
}
