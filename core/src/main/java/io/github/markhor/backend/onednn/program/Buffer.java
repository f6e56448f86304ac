package io.github.markhor.backend.onednn.program;

import io.github.markhor.graph.Variable;

/**
 * Memory that instructions read and write, before it has an address: a part of the arena that is
 * needed from one position in the program to another, or all of a variable, or a part of the
 * program's constants. While a program is lowered, a buffer of the arena may become a part of a
 * larger one, see {@link #whole}; afterwards it only gets its offset.
 */
public final class Buffer {
  /** The memory in which a buffer lies. */
  public enum Home {
    ARENA,
    VARIABLE,
    CONSTANT
  }

  /** The uses that memory of the arena is counted by. */
  public enum Use {
    INPUT,
    ACTIVATION,
    GRADIENT,
    SCRATCH
  }

  /** Which part of a larger buffer a part is. */
  private enum Part {
    ONE,
    OF_SLICE,
    OF_LANE
  }

  private final Home home;
  private final Use use;
  private final long bytes;
  private final Variable variable;
  private Buffer whole;
  private Part part = Part.ONE;
  private long stride;
  private int first = Integer.MAX_VALUE;
  private int last = -1;
  private long offset;

  private Buffer(Home home, Use use, long bytes, Variable variable) {
    this.home = home;
    this.use = use;
    this.bytes = bytes;
    this.variable = variable;
  }

  public static Buffer inArena(long bytes, Use use) {
    return new Buffer(Home.ARENA, use, bytes, null);
  }

  public static Buffer of(Variable variable) {
    return new Buffer(Home.VARIABLE, null, variable.shape().elements() * Float.BYTES, variable);
  }

  static Buffer constant(long bytes, long offset) {
    Buffer made = new Buffer(Home.CONSTANT, null, bytes, null);
    made.offset = offset;
    return made;
  }

  /** Makes this the part of another buffer that belongs to a slice: the parts lie in order. */
  public Buffer becomeSliceOf(Buffer all) {
    return becomePart(all, Part.OF_SLICE, bytes, 0);
  }

  /** Makes this the part of another buffer that belongs to the lane that computes a slice. */
  public Buffer becomeLaneOf(Buffer all) {
    return becomePart(all, Part.OF_LANE, bytes, 0);
  }

  /**
   * Makes this a part of each lane's share of another buffer.
   *
   * @param share the bytes of each lane
   * @param at where in its share
   */
  public void becomeLaneOf(Buffer all, long share, long at) {
    becomePart(all, Part.OF_LANE, share, at);
  }

  /** A part that begins at a given byte. */
  public Buffer part(long partBytes, long at) {
    return inArena(partBytes, use).becomePart(this, Part.ONE, 0, at);
  }

  private Buffer becomePart(Buffer all, Part which, long apart, long at) {
    whole = all;
    part = which;
    stride = apart;
    offset = at;
    return this;
  }

  /** True for a part of another buffer. */
  public boolean isPart() {
    return whole != null;
  }

  /** Where in the whole this part begins, for a slice of the batch and the lane computing it. */
  long start(int slice, int lane) {
    return switch (part) {
      case ONE -> offset;
      case OF_SLICE -> offset + slice * stride;
      case OF_LANE -> offset + lane * stride;
    };
  }

  /** The buffer that this is a part of, or itself. */
  public Buffer whole() {
    return whole == null ? this : whole;
  }

  public Home home() {
    return home;
  }

  /** The use that it is counted by; null outside the arena. */
  public Use use() {
    return use;
  }

  public long bytes() {
    return bytes;
  }

  Variable variable() {
    return variable;
  }

  /** Extends the lifetime to a position of the program, whose instruction reads or writes this. */
  public void keepFor(int position) {
    first = Math.min(first, position);
    last = Math.max(last, position);
  }

  /** The first position at which it is needed. */
  public int first() {
    return first;
  }

  /** The last position at which it is needed. */
  public int last() {
    return last;
  }

  /** Where it lies in the arena or among the constants; of a part, see {@link #start}. */
  public long offset() {
    return offset;
  }

  public void setOffset(long at) {
    offset = at;
  }
}
