package io.github.markhor.backend.onednn.lowering;

import io.github.markhor.backend.onednn.natives.Dnnl;
import io.github.markhor.backend.onednn.natives.Layout;
import io.github.markhor.backend.onednn.natives.Natives;
import io.github.markhor.backend.onednn.program.Buffer;
import io.github.markhor.backend.onednn.program.Instruction;
import io.github.markhor.backend.onednn.program.Place;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Variable;

/**
 * All that the lowering of one family of operations needs of the rest: where the operands lie,
 * buffers for the results, who reads them, and a list to append instructions to.
 *
 * <p>A value may lie in memory several times, in different layouts. Methods that return a place or
 * a buffer compute the value first if it still waits in a fusion group, and reorder it if it does
 * not lie in the wanted layout yet. Layouts called {@code cOrder} describe the same numbers in C
 * order.
 */
interface LoweringContext {
  Dnnl dnnl();

  /** The owner of the native objects that are made for this program. */
  Natives natives();

  /** The readers of each value. */
  ValueUses uses();

  /** In the graph of a slice: the whole graph's value that this is a slice of; else the value. */
  Value origin(Value value);

  /** True if a value belongs to a fusion group that still grows. */
  boolean isPending(Value value);

  /** Computes a value now, if it is pending. */
  void complete(Value value);

  /** The value in C order. */
  Buffer inCOrder(Value value);

  /** The value in a layout. */
  Place inLayout(Value value, Layout wanted, Layout cOrder);

  /** The value in the layout in which it was written, which costs no reorder. */
  WrittenValue asWritten(Value value, Layout cOrder);

  /** The value in blocks of channels; null if it was written in another layout. */
  BlockedValue blocked(Value value);

  /** A new buffer for a result in C order. */
  Buffer allocate(Value value);

  /** A new place for a result in a layout. */
  Place allocate(Value value, Layout layout, Layout cOrder);

  /** The buffer of a variable. */
  Buffer variable(Variable variable);

  /** Appends an instruction to the program. */
  void emit(Instruction instruction);

  /** Says that a later node has been lowered together with an earlier one. */
  void skip(Node node);
}
