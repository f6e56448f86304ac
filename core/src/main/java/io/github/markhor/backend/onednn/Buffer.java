package io.github.markhor.backend.onednn;

import io.github.markhor.graph.Variable;

/**
 * Memory that instructions read and write, before it has an address: a part of the arena that is
 * needed from one position in the program to another, or all of a variable, or a part of the
 * program's constants.
 */
final class Buffer {
  enum Home {
    ARENA,
    VARIABLE,
    CONSTANT
  }

  /** What memory of the arena counts as. */
  enum Use {
    INPUT,
    ACTIVATION,
    GRADIENT,
    SCRATCH
  }

  /** Which of a larger buffer's parts a part is. */
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

  static Buffer inArena(long bytes, Use use) {
    return new Buffer(Home.ARENA, use, bytes, null);
  }

  static Buffer of(Variable variable) {
    return new Buffer(Home.VARIABLE, null, variable.shape().elements() * Float.BYTES, variable);
  }

  static Buffer constant(long bytes, long offset) {
    Buffer made = new Buffer(Home.CONSTANT, null, bytes, null);
    made.offset = offset;
    return made;
  }

  /**
   * Makes this the part of another buffer that belongs to a slice of the batch: the first slice's
   * part comes first.
   */
  Buffer becomePartOf(Buffer all) {
    return becomePart(all, Part.OF_SLICE, bytes, 0);
  }

  /** Makes this the part of another buffer that belongs to the lane that computes a slice. */
  Buffer becomePartOfLane(Buffer all) {
    return becomePart(all, Part.OF_LANE, bytes, 0);
  }

  /**
   * Makes this a place in each lane's share of a buffer.
   *
   * @param share the bytes of each lane
   * @param at where in its share
   */
  void becomePartOfLane(Buffer all, long share, long at) {
    becomePart(all, Part.OF_LANE, share, at);
  }

  /** A part that begins at a given byte. */
  Buffer part(long partBytes, long at) {
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
  boolean isPart() {
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
  Buffer whole() {
    return whole == null ? this : whole;
  }

  Home home() {
    return home;
  }

  /** What it counts as; null outside the arena. */
  Use use() {
    return use;
  }

  long bytes() {
    return bytes;
  }

  Variable variable() {
    return variable;
  }

  /** Says that the instruction at a position reads or writes this. */
  void use(int position) {
    first = Math.min(first, position);
    last = Math.max(last, position);
  }

  int first() {
    return first;
  }

  int last() {
    return last;
  }

  /** Where it lies in the arena or among the constants; of a part, see {@link #start}. */
  long offset() {
    return offset;
  }

  void place(long at) {
    offset = at;
  }
}
