package io.github.markhor.backend.onednn.blocks;

import io.github.markhor.backend.onednn.program.Binding;
import io.github.markhor.backend.onednn.program.Buffer;
import io.github.markhor.backend.onednn.program.Numbers;
import io.github.markhor.graph.DType;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;

/**
 * A stored value that a block program reads, repeated as in NumPy to the shape in which the program
 * computes.
 */
public record Operand(Buffer buffer, DType dtype, Shape shape, Shape in) {
  /** Loads one block of an operand. */
  interface Loader {
    /** Called before the blocks of each part; the registers hold nothing yet. */
    default void prepare(float[] register) {}

    void load(int start, float[] register, int n);
  }

  Loader bind(Binding binding) {
    Numbers numbers = Numbers.of(dtype, binding.view(buffer));
    if (shape.elements() == in.elements()) {
      return (start, register, n) -> numbers.get(start, register, 0, n);
    }
    if (shape.elements() == 1) {
      return new Loader() {
        @Override
        public void prepare(float[] register) {
          Arrays.fill(register, numbers.get(0));
        }

        @Override
        public void load(int start, float[] register, int n) {}
      };
    }
    int[][] axes = axes();
    boolean cyclic = axes[0].length == 2 && axes[1][0] == 1 && axes[1][1] == 0;
    return cyclic ? new Cyclic(numbers, axes[0][0]) : new Repeated(numbers, axes);
  }

  /**
   * Size and step of each axis of {@code in}, from the last; neighbours are joined if they can be.
   */
  private int[][] axes() {
    int rank = in.rank();
    int[] sizes = new int[rank];
    int[] steps = new int[rank];
    int count = 0;
    int elements = 1;
    for (int axis = 1; axis <= rank; axis++) {
      int size = in.size(-axis);
      int own = axis > shape.rank() ? 1 : shape.size(-axis);
      int step = own == 1 ? 0 : elements;
      elements *= own;
      if (size == 1) {
        continue;
      }
      boolean joins =
          count > 0
              && (step == 0 ? steps[count - 1] == 0 : step == steps[count - 1] * sizes[count - 1])
              && (step == 0) == (steps[count - 1] == 0);
      if (joins) {
        sizes[count - 1] *= size;
      } else {
        sizes[count] = size;
        steps[count++] = step;
      }
    }
    return new int[][] {Arrays.copyOf(sizes, count), Arrays.copyOf(steps, count)};
  }

  /** An operand that is repeated as a whole: a number for each channel. */
  private record Cyclic(Numbers numbers, int period) implements Loader {
    @Override
    public void load(int start, float[] register, int n) {
      int within = start % period;
      int rest = Math.min(n, period - within);
      numbers.get(within, register, 0, rest);
      int known = Math.min(n, period);
      if (known > rest) {
        numbers.get(0, register, rest, known - rest);
      }
      while (known < n) {
        int more = Math.min(known - known % period, n - known);
        System.arraycopy(register, 0, register, known, more);
        known += more;
      }
    }
  }

  /** An operand with some axes repeated. */
  private static final class Repeated implements Loader {
    private final Numbers numbers;
    private final int[] sizes;
    private final int[] steps;

    Repeated(Numbers numbers, int[][] axes) {
      this.numbers = numbers;
      this.sizes = axes[0];
      this.steps = axes[1];
    }

    @Override
    public void load(int start, float[] register, int n) {
      int run = sizes[0];
      int within = start % run;
      int outer = start / run;
      int at = 0;
      while (at < n) {
        int count = Math.min(n - at, run - within);
        int index = 0;
        int rest = outer;
        for (int axis = 1; axis < sizes.length; axis++) {
          index += rest % sizes[axis] * steps[axis];
          rest /= sizes[axis];
        }
        if (steps[0] == 0) {
          Arrays.fill(register, at, at + count, numbers.get(index));
        } else {
          numbers.get(index + within, register, at, count);
        }
        at += count;
        within = 0;
        outer++;
      }
    }
  }
}
