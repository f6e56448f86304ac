package io.github.markhor.backend.onednn;

import io.github.markhor.backend.Backend;
import io.github.markhor.backend.BackendContract;
import io.github.markhor.backend.Backends;
import io.github.markhor.backend.onednn.slices.SliceSize;

/**
 * Holds the backend onednn to the interpreter when the backward pass recomputes the activations
 * that it needs, picture by picture.
 */
final class RecomputedContractTest extends BackendContract {
  private static Backend sliced;

  @Override
  protected Backend backend() {
    if (sliced == null) {
      // Loads the natives.
      Backends.get("onednn");
      sliced = new OnednnBackend(() -> SliceSize.ofSamples(1, true, Integer.MAX_VALUE));
    }
    return sliced;
  }
}
