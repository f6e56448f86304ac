package io.github.markhor.backend.onednn;

import java.util.List;

/** One thing that a program does, on buffers that have no addresses yet. */
interface Instruction {
  /** The name in profiles. */
  String label();

  /** Every buffer that it reads, writes or scratches in. */
  List<Buffer> buffers();

  /** The same on addresses. What is made for it belongs to the binding's natives. */
  Task bind(Binding binding);
}
