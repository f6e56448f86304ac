package io.github.markhor.engine;

/** How long the training part of an epoch takes, and how much of it is waiting for batches. */
public final class DataWait {
  private long begin;
  private long end;
  private long waited;

  void beginEpoch() {
    begin = System.nanoTime();
    end = begin;
    waited = 0;
  }

  /** A wait is over. @param since when it began, as {@link System#nanoTime} says */
  void waitedSince(long since) {
    waited += System.nanoTime() - since;
  }

  void endEpoch() {
    end = System.nanoTime();
  }

  /** The share of the epoch's training that was waiting, 0 to 1. */
  public double share() {
    return end > begin ? (double) waited / (end - begin) : 0;
  }
}
