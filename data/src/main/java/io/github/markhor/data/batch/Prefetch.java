package io.github.markhor.data.batch;

import io.github.markhor.data.picture.PictureException;
import io.github.markhor.data.read.SkippedPictures;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Makes the batches of one epoch ahead of their use. Workers take sample after sample from the same
 * few batches, so that the next batch is done as early as possible; at most {@link #AHEAD} batches
 * wait or are being filled, and the workers rest meanwhile. Batches come out in order, and an error
 * comes out where its batch would have.
 */
public final class Prefetch {
  /** One batch that is ready and one that is being filled keep training from waiting. */
  public static final int AHEAD = 2;

  private final Supplier<SampleMaker> makers;
  private final BatchBuffers buffers;
  private final int epoch;
  private final int[] order;
  private final int batchSize;
  private final int sampleFloats;
  private final int batches;
  private final SkippedPictures skipped;
  private final List<Thread> threads = new ArrayList<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition ready = lock.newCondition();

  // All below are guarded by the lock.
  private final ArrayDeque<Filling> ahead = new ArrayDeque<>();
  private Filling newest;
  private int opened;
  private int taken;
  private int given;
  private boolean stopped;
  private Throwable broken;

  /**
   * Makes ready, without starting.
   *
   * @param makers makes each worker its own
   * @param order the epoch's samples
   * @param sampleFloats the size of one sample
   * @param firstBatch the batch to begin with, 0 for a whole epoch
   * @param skipped takes the samples that cannot be read; null to fail at the first
   */
  public Prefetch(
      Supplier<SampleMaker> makers,
      BatchBuffers buffers,
      int epoch,
      int[] order,
      int batchSize,
      int sampleFloats,
      int firstBatch,
      SkippedPictures skipped) {
    this.makers = makers;
    this.buffers = buffers;
    this.epoch = epoch;
    this.order = order;
    this.batchSize = batchSize;
    this.sampleFloats = sampleFloats;
    this.batches = (int) ((order.length + (long) batchSize - 1) / batchSize);
    this.opened = firstBatch;
    this.taken = firstBatch;
    this.skipped = skipped;
  }

  /** A batch on its way. */
  public static final class Filling {
    private final int from;
    private final int size;
    private final BatchBuffers.Buffer buffer;
    private final BitSet missing = new BitSet();
    private int claimed;
    private int done;
    private int errorAt = Integer.MAX_VALUE;
    private Throwable error;

    private Filling(int from, int size, BatchBuffers.Buffer buffer) {
      this.from = from;
      this.size = size;
      this.buffer = buffer;
    }

    /** The buffer, to be given back when the batch has been used. */
    public BatchBuffers.Buffer buffer() {
      return buffer;
    }

    /** The number of samples that could be read. */
    int present() {
      return size - missing.cardinality();
    }

    /** The numbers of the samples that could be read; moves them together in the buffer. */
    public int[] numbers(int[] order, int sampleFloats) {
      int[] numbers = new int[present()];
      int to = 0;
      for (int i = 0; i < size; i++) {
        if (!missing.get(i)) {
          if (to < i) {
            FloatBuffer floats = buffer.floats();
            floats.put(to * sampleFloats, floats, i * sampleFloats, sampleFloats);
          }
          numbers[to++] = order[from + i];
        }
      }
      return numbers;
    }
  }

  /** Starts the workers. */
  public void start(int workers, String name) {
    int useful = Math.min(workers, Math.min(order.length, AHEAD * batchSize));
    for (int i = 0; i < useful; i++) {
      Thread thread = new Thread(this::work, name + "-" + (i + 1));
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  private void work() {
    try (SampleMaker maker = makers.get()) {
      while (true) {
        Filling filling;
        int sample;
        lock.lock();
        try {
          filling = claim();
          if (filling == null) {
            return;
          }
          sample = filling.claimed++;
        } finally {
          lock.unlock();
        }
        make(maker, filling, sample);
      }
    } catch (Throwable e) {
      breakWith(e);
    }
  }

  /** The oldest batch that has samples left; null if there is nothing more to do. */
  private Filling claim() {
    while (!stopped && broken == null) {
      if (newest != null && newest.claimed < newest.size) {
        return newest;
      }
      if (opened == batches) {
        return null;
      }
      if (ahead.size() < AHEAD) {
        int from = opened * batchSize;
        newest = new Filling(from, Math.min(batchSize, order.length - from), buffers.take());
        ahead.add(newest);
        opened++;
        room.signalAll();
      } else {
        room.awaitUninterruptibly();
      }
    }
    return null;
  }

  private void make(SampleMaker maker, Filling filling, int sample) {
    Throwable error = null;
    boolean missing = false;
    int place = filling.from + sample;
    try {
      maker.make(epoch, place, order[place], filling.buffer.floats(), sample * sampleFloats);
    } catch (PictureException e) {
      if (skipped == null) {
        error = e;
      } else {
        skipped.add(order[place], e);
        missing = true;
      }
    } catch (Throwable e) {
      error = e;
    }
    lock.lock();
    try {
      if (missing) {
        filling.missing.set(sample);
      }
      // The first of a batch's errors counts, so that it does not depend on which worker came
      // first.
      if (error != null && sample < filling.errorAt) {
        filling.error = error;
        filling.errorAt = sample;
      }
      filling.done++;
      if (filling.done == filling.size) {
        ready.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void breakWith(Throwable e) {
    lock.lock();
    try {
      broken = e;
      ready.signalAll();
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether there is another batch; waits for it only where samples may be left out. */
  public boolean hasNext() {
    lock.lock();
    try {
      if (skipped != null) {
        dropEmpty();
      }
      return taken < batches;
    } finally {
      lock.unlock();
    }
  }

  /** Drops batches of which every sample was left out. */
  private void dropEmpty() {
    while (taken < batches && awaitFirst() && isReady() && ahead.peek().present() == 0) {
      if (ahead.peek().error != null) {
        return;
      }
      buffers.give(ahead.poll().buffer);
      taken++;
      room.signalAll();
    }
    if (taken == batches && given == 0 && skipped.count() > 0 && broken == null) {
      broken = skipped.noneLeft();
      throw rethrow(broken);
    }
  }

  /** Waits for the first batch; returns whether it came, and not the end. */
  private boolean awaitFirst() {
    try {
      while (broken == null && !stopped && !isReady()) {
        ready.await();
      }
      return broken == null && !stopped;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      CancellationException cancelled =
          new CancellationException("Interrupted while waiting for a batch of pictures.");
      cancelled.initCause(e);
      throw cancelled;
    }
  }

  /** Waits for the next batch. The caller gives its buffer back. */
  public Filling next() {
    lock.lock();
    try {
      if (skipped != null) {
        dropEmpty();
      }
      if (taken == batches) {
        throw new NoSuchElementException("The epoch has no more than " + batches + " batches.");
      }
      if (!awaitFirst()) {
        if (broken != null) {
          throw rethrow(broken);
        }
        throw new IllegalStateException("The epoch or its source has been closed.");
      }
      Filling first = ahead.poll();
      taken++;
      given++;
      room.signalAll();
      if (first.error != null) {
        buffers.give(first.buffer);
        broken = first.error;
        throw rethrow(broken);
      }
      return first;
    } finally {
      lock.unlock();
    }
  }

  private boolean isReady() {
    return !ahead.isEmpty() && ahead.peek().done == ahead.peek().size;
  }

  private static RuntimeException rethrow(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return (RuntimeException) e;
  }

  /** Stops the workers, waits until they have ended, and gives the buffers back. */
  public void stop() {
    lock.lock();
    try {
      stopped = true;
      room.signalAll();
      ready.signalAll();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread != Thread.currentThread() && thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    lock.lock();
    try {
      while (!ahead.isEmpty()) {
        buffers.give(ahead.poll().buffer);
      }
    } finally {
      lock.unlock();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
