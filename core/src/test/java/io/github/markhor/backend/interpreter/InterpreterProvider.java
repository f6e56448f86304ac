package io.github.markhor.backend.interpreter;

import io.github.markhor.backend.Backend;
import io.github.markhor.backend.BackendProvider;

/** Offers the interpreter under the name {@code interpreter}. */
public final class InterpreterProvider implements BackendProvider {
  @Override
  public String name() {
    return "interpreter";
  }

  @Override
  public Backend open() {
    return new InterpreterBackend();
  }
}
