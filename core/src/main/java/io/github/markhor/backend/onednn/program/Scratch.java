package io.github.markhor.backend.onednn.program;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Arrays on the heap in which one thread computes intermediate results, kept from step to step.
 * Nothing in them outlives the task that wrote it, so all slices of the batch that a thread
 * computes share them.
 */
public final class Scratch {
  private final Map<Object, Object> owned = new IdentityHashMap<>();

  /** The scratch arrays of an owner, made when they are first asked for. */
  public <T> T of(Object owner, Class<T> type, Supplier<T> make) {
    return type.cast(owned.computeIfAbsent(owner, unused -> make.get()));
  }
}
