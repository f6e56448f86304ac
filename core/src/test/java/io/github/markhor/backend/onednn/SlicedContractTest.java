package io.github.markhor.backend.onednn;

import io.github.markhor.backend.Backend;
import io.github.markhor.backend.BackendContract;
import io.github.markhor.backend.Backends;
import io.github.markhor.backend.onednn.slices.SliceSize;

/** Holds the backend onednn to the interpreter when it computes picture by picture where it can. */
final class SlicedContractTest extends BackendContract {
  private static Backend sliced;

  @Override
  protected Backend backend() {
    if (sliced == null) {
      // Loads the natives.
      Backends.get("onednn");
      sliced = new OnednnBackend(() -> SliceSize.ofSamples(1, false, Integer.MAX_VALUE));
    }
    return sliced;
  }
}
