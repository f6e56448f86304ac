package io.github.markhor.backend.onednn.program;

import io.github.markhor.backend.OperationProfile;
import java.util.List;

/** A piece of a program's work, on buffers that have no addresses yet. */
public interface Instruction {
  /** The name in profiles. */
  String label();

  /** All buffers that it reads, writes or needs as scratch. */
  List<Buffer> buffers();

  /** The description in profiles; this one says that Java computes it and goes over its buffers. */
  default OperationProfile profile() {
    long bytes = buffers().stream().mapToLong(Buffer::bytes).sum();
    return new OperationProfile(label(), "", 0, bytes, "java");
  }

  /** Puts it on addresses. Native objects that it needs belong to the binding's natives. */
  Task bind(Binding binding);
}
