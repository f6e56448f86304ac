package io.github.markhor.backend.onednn.program;

import io.github.markhor.graph.DType;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.ShortBuffer;

/** Memory off the heap as numbers of one type, moved to and from float arrays in bulk. */
public abstract class Numbers {
  private static final int PART = 4096;

  /** A view of a buffer that holds numbers of that type in C order. */
  public static Numbers of(DType dtype, ByteBuffer memory) {
    return switch (dtype) {
      case FLOAT32 -> new Floats(memory.asFloatBuffer());
      case BFLOAT16 -> new Halves(memory.asShortBuffer());
      case INT32 -> new Ints(memory.asIntBuffer());
    };
  }

  public abstract float get(int index);

  /** Copies {@code n} numbers from {@code index} on to {@code to[at]} and after. */
  public abstract void get(int index, float[] to, int at, int n);

  /** Copies {@code n} numbers from {@code from[0]} on to {@code index} and after. */
  public abstract void put(int index, float[] from, int n);

  /** Copies the rest of a buffer to the start, and leaves the buffer's position. */
  public void put(FloatBuffer from) {
    float[] part = new float[Math.min(PART, from.remaining())];
    for (int at = 0; at < from.remaining(); at += PART) {
      int n = Math.min(PART, from.remaining() - at);
      from.get(from.position() + at, part, 0, n);
      put(at, part, n);
    }
  }

  private static final class Floats extends Numbers {
    private final FloatBuffer memory;

    Floats(FloatBuffer memory) {
      this.memory = memory;
    }

    @Override
    public void put(FloatBuffer from) {
      memory.put(0, from, from.position(), from.remaining());
    }

    @Override
    public float get(int index) {
      return memory.get(index);
    }

    @Override
    public void get(int index, float[] to, int at, int n) {
      memory.get(index, to, at, n);
    }

    @Override
    public void put(int index, float[] from, int n) {
      memory.put(index, from, 0, n);
    }
  }

  private static final class Halves extends Numbers {
    private final ShortBuffer memory;

    Halves(ShortBuffer memory) {
      this.memory = memory;
    }

    @Override
    public float get(int index) {
      return Bfloat16.toFloat(memory.get(index));
    }

    @Override
    public void get(int index, float[] to, int at, int n) {
      for (int i = 0; i < n; i++) {
        to[at + i] = Bfloat16.toFloat(memory.get(index + i));
      }
    }

    @Override
    public void put(int index, float[] from, int n) {
      for (int i = 0; i < n; i++) {
        memory.put(index + i, Bfloat16.of(from[i]));
      }
    }
  }

  private static final class Ints extends Numbers {
    private final IntBuffer memory;

    Ints(IntBuffer memory) {
      this.memory = memory;
    }

    @Override
    public float get(int index) {
      return memory.get(index);
    }

    @Override
    public void get(int index, float[] to, int at, int n) {
      for (int i = 0; i < n; i++) {
        to[at + i] = memory.get(index + i);
      }
    }

    @Override
    public void put(int index, float[] from, int n) {
      for (int i = 0; i < n; i++) {
        memory.put(index + i, (int) Math.rint(from[i]));
      }
    }
  }
}
