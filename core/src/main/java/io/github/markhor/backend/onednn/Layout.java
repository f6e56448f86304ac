package io.github.markhor.backend.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import org.bytedeco.dnnl.dnnl_memory_desc;

/**
 * How numbers lie in memory, as oneDNN describes it. Its owner is the {@link Natives} it is from.
 */
final class Layout {
  private final dnnl_memory_desc descriptor;

  Layout(dnnl_memory_desc descriptor) {
    this.descriptor = descriptor;
  }

  dnnl_memory_desc descriptor() {
    return descriptor;
  }

  /** The size with all padding. */
  long bytes() {
    return dnnl_memory_desc_get_size(descriptor);
  }

  boolean same(Layout other) {
    return dnnl_memory_desc_equal(descriptor, other.descriptor) != 0;
  }
}
