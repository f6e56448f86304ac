package io.github.markhor.engine;

import io.github.markhor.backend.VariableStore;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets one thing run at a time on a model, except for predictions, and nothing on a closed one. A
 * callback runs on the thread of the loop around it, which the lock does not stop; what such a loop
 * works on is kept from it.
 */
final class RunGuard {
  /** Held while weights or sums change; prediction does not take it. */
  private final ReentrantLock lock = new ReentrantLock();

  private volatile boolean closed;
  private boolean fitting;

  /** The loops that run now, each but the first started by a callback of the one before. */
  private int running;

  <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      checkOpen();
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  /** Runs a loop, in which others may begin. */
  <T> T counted(Supplier<T> loop) {
    running++;
    try {
      return loop.get();
    } finally {
      running--;
    }
  }

  /** Whether a loop runs. */
  boolean isRunning() {
    return running > 0;
  }

  void beginFit() {
    fitting = true;
  }

  void endFit() {
    fitting = false;
  }

  /**
   * Ends a loop if the model is being closed or the thread was interrupted.
   *
   * @param where for the message: what was about to be done
   */
  void checkGoingOn(String where) {
    if (closed) {
      throw new CancellationException("The model was closed, " + where + ".");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("The thread was interrupted, " + where + ".");
    }
  }

  /** Refuses, from a callback of {@code fit}, what {@code fit} does not stand. */
  void checkNotFitting(String what) {
    if (fitting) {
      throw new IllegalStateException("Expected no " + what + " while fit runs, from a callback.");
    }
  }

  /** Refuses, from a callback, what would take away what the loop around it works on. */
  void checkNotRunning(String what) {
    checkNotFitting(what);
    if (running > 0) {
      throw new IllegalStateException(
          "Expected no " + what + " while an evaluation runs, from a callback.");
    }
  }

  /**
   * Refuses to go on with a model that is closed.
   *
   * @throws IllegalStateException if it is
   */
  void checkOpen() {
    if (closed) {
      throw new IllegalStateException(VariableStore.CLOSED);
    }
  }

  /** Ends what runs in other threads, waits for that, and then frees. */
  void close(Runnable free) {
    closed = true;
    lock.lock();
    try {
      free.run();
    } finally {
      lock.unlock();
    }
  }
}
