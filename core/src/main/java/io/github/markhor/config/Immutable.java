package io.github.markhor.config;

import java.util.function.Consumer;

/**
 * A description that never changes: each method that sets an argument returns a changed copy. A
 * class that extends this one writes such a method as {@code return with(copy -> copy.rate =
 * rate)}, so that no argument can be forgotten in a copy.
 *
 * @param <S> the class's own type
 */
public abstract class Immutable<S extends Immutable<S>> implements Cloneable {
  /** A copy that is changed before anyone else sees it. */
  @SuppressWarnings("unchecked")
  protected final S with(Consumer<S> change) {
    try {
      S copy = (S) clone();
      change.accept(copy);
      return copy;
    } catch (CloneNotSupportedException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
