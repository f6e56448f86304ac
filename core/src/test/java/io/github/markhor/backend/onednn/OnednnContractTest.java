package io.github.markhor.backend.onednn;

import io.github.markhor.backend.Backend;
import io.github.markhor.backend.BackendContract;
import io.github.markhor.backend.Backends;

/** Holds the backend onednn to the interpreter. */
final class OnednnContractTest extends BackendContract {
  @Override
  protected Backend backend() {
    return Backends.get("onednn");
  }
}
