package io.github.markhor.serve;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets so many requests compute at the same time, so many others wait, and no more in. */
final class Admission {
  private final int most;
  private final Semaphore running;
  private final AtomicInteger inside = new AtomicInteger();

  Admission(int running, int waiting) {
    this.most = running + waiting;
    this.running = new Semaphore(running, true);
  }

  /**
   * Takes a place, to wait or to compute in; false if there is none. {@link #leave} gives it back.
   */
  boolean enter() {
    if (inside.incrementAndGet() <= most) {
      return true;
    }
    inside.decrementAndGet();
    return false;
  }

  void leave() {
    inside.decrementAndGet();
  }

  /** Does the work when it is its turn. */
  <T> T compute(Work<T> work) throws Exception {
    running.acquire();
    try {
      return work.run();
    } finally {
      running.release();
    }
  }

  /** The requests that compute or wait. */
  int inside() {
    return inside.get();
  }

  /** What is computed. */
  @FunctionalInterface
  interface Work<T> {
    /** Does it. */
    T run() throws Exception;
  }
}
