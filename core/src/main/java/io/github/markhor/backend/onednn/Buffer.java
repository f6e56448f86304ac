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

  private final Home home;
  private final Use use;
  private final long bytes;
  private final Variable variable;
  private Buffer whole;
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
    whole = all;
    return this;
  }

  /** True if every slice of the batch has a part of its own. */
  boolean isPart() {
    return whole != null;
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

  /** Where it lies in the arena or among the constants. */
  long offset() {
    return offset;
  }

  void place(long at) {
    offset = at;
  }
}
