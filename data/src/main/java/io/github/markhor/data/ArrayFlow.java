package io.github.markhor.data;

import java.nio.file.Path;

/**
 * How arrays of pictures become batches: the arguments of Keras's {@code flow}, with its defaults.
 * Immutable: every method gives a changed copy.
 *
 * @see ImageDataGenerator#flow(io.github.markhor.tensor.Tensor, io.github.markhor.tensor.Tensor,
 *     ArrayFlow)
 */
public final class ArrayFlow extends BatchOptions<ArrayFlow> {
  private static final ArrayFlow DEFAULTS = new ArrayFlow();

  private boolean ignoreClassSplit;

  private ArrayFlow() {}

  /** Shuffled batches of 32. */
  public static ArrayFlow defaults() {
    return DEFAULTS;
  }

  /** Whether the two parts of a split may hold different classes; default false. */
  public ArrayFlow ignoreClassSplit(boolean ignore) {
    return with(copy -> copy.ignoreClassSplit = ignore);
  }

  /** Saves every picture that is made, as {@link Flow#saveToDir(Path)}. */
  public ArrayFlow saveToDir(Path directory) {
    return saveToDir(directory, "", "png");
  }

  /** Saves every picture that is made, as {@link Flow#saveToDir(Path, String, String)}. */
  public ArrayFlow saveToDir(Path directory, String prefix, String format) {
    return saved(directory, prefix, format);
  }

  boolean ignoresClassSplit() {
    return ignoreClassSplit;
  }
}
