package io.github.markhor.backend.onednn.program;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The threads that run Java kernels beside the caller. They are daemons, started when first needed,
 * and wait without spinning. Which thread computes a part never changes what it computes.
 */
public final class Workers {
  /** A kernel that is cut into parts. */
  public interface Body {
    /**
     * Computes one part.
     *
     * @param worker the number of the computing thread, 0 to {@link Workers#threads} - 1
     */
    void run(int part, int worker);
  }

  /** Leaves everything to the caller. */
  static final Workers NONE = new Workers(1);

  private final int threads;
  private final ReentrantLock busy = new ReentrantLock();
  private final Object monitor = new Object();
  private final AtomicInteger next = new AtomicInteger();
  private boolean started;
  // All guarded by the monitor.
  private Body body;
  private int parts;
  private int generation;
  private int inside;
  private Throwable failure;

  public Workers(int threads) {
    this.threads = threads;
  }

  /** The number of threads, the caller's included. */
  public int threads() {
    return threads;
  }

  /** Computes all parts and returns when they are done; on this thread alone if others are busy. */
  public void run(int count, Body work) {
    if (threads == 1 || count == 1 || !busy.tryLock()) {
      for (int part = 0; part < count; part++) {
        work.run(part, 0);
      }
      return;
    }
    try {
      start();
      synchronized (monitor) {
        body = work;
        parts = count;
        next.set(0);
        failure = null;
        generation++;
        monitor.notifyAll();
      }
      try {
        runParts(work, count, 0);
      } finally {
        finish();
      }
    } finally {
      busy.unlock();
    }
  }

  private void runParts(Body work, int count, int worker) {
    for (int part = next.getAndIncrement(); part < count; part = next.getAndIncrement()) {
      work.run(part, worker);
    }
  }

  /** Waits for the threads that joined; one that has not joined yet finds nothing to do. */
  private void finish() {
    boolean interrupted = false;
    synchronized (monitor) {
      body = null;
      while (inside > 0) {
        try {
          monitor.wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      if (failure != null) {
        throw new IllegalStateException("A kernel failed on a worker thread.", failure);
      }
    }
  }

  private void start() {
    if (started) {
      return;
    }
    started = true;
    for (int worker = 1; worker < threads; worker++) {
      int number = worker;
      Thread thread = new Thread(() -> serve(number), "markhor-onednn-" + number);
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void serve(int worker) {
    int seen = 0;
    while (true) {
      Body work;
      int count;
      synchronized (monitor) {
        while (body == null || generation == seen) {
          try {
            monitor.wait();
          } catch (InterruptedException e) {
            return;
          }
        }
        seen = generation;
        work = body;
        count = parts;
        inside++;
      }
      Throwable thrown = null;
      try {
        runParts(work, count, worker);
      } catch (RuntimeException | Error e) {
        thrown = e;
      }
      synchronized (monitor) {
        failure = failure == null ? thrown : failure;
        inside--;
        monitor.notifyAll();
      }
    }
  }
}
