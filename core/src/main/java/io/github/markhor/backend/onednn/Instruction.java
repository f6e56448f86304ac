package io.github.markhor.backend.onednn;

import io.github.markhor.backend.OperationProfile;
import java.util.List;

/** One thing that a program does, on buffers that have no addresses yet. */
interface Instruction {
  /** The name in profiles. */
  String label();

  /** Every buffer that it reads, writes or scratches in. */
  List<Buffer> buffers();

  /** What profiles say besides the time: here, that Java computes it and goes over its buffers. */
  default OperationProfile profile() {
    long bytes = buffers().stream().mapToLong(Buffer::bytes).sum();
    return new OperationProfile(label(), "", 0, bytes, "java");
  }

  /** The same on addresses. What is made for it belongs to the binding's natives. */
  Task bind(Binding binding);
}
