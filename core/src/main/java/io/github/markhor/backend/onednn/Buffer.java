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

  private final Home home;
  private final long bytes;
  private final Variable variable;
  private Buffer whole;
  private int first = Integer.MAX_VALUE;
  private int last = -1;
  private long offset;

  private Buffer(Home home, long bytes, Variable variable) {
    this.home = home;
    this.bytes = bytes;
    this.variable = variable;
  }

  static Buffer inArena(long bytes) {
    return new Buffer(Home.ARENA, bytes, null);
  }

  static Buffer of(Variable variable) {
    return new Buffer(Home.VARIABLE, variable.shape().elements() * Float.BYTES, variable);
  }

  static Buffer constant(long bytes, long offset) {
    Buffer made = new Buffer(Home.CONSTANT, bytes, null);
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
