package io.github.markhor.conformance;

import io.github.markhor.callback.Callback;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The callbacks of a case, and what is expected of them afterwards. */
final class CaseCallbacks implements AutoCloseable {
  private final List<Callback> callbacks = new ArrayList<>();

  private CaseCallbacks() {}

  static CaseCallbacks of(Case given) {
    CaseCallbacks made = new CaseCallbacks();
    for (Object description : given.list("callbacks")) {
      Map<?, ?> fields = (Map<?, ?>) description;
      made.add((String) fields.get("class_name"), (Map<?, ?>) fields.get("config"));
    }
    return made;
  }

  private void add(String className, Map<?, ?> config) {
    throw new IllegalArgumentException(
        "Expected a known callback. Received: " + className + config);
  }

  List<Callback> callbacks() {
    return callbacks;
  }

  /** Compares what the callbacks say of the training. */
  void check(Case given, Checks checks) {}

  @Override
  public void close() {}
}
