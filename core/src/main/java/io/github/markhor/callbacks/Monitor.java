package io.github.markhor.callbacks;

import io.github.markhor.metrics.Direction;
import io.github.markhor.text.Names;
import java.util.Map;

/** A number of the logs that a callback follows, and whether it is better than before. */
final class Monitor {
  private final String owner;
  private final String name;
  private final Mode mode;
  private final double minDelta;
  private boolean falls;

  /**
   * A number to follow.
   *
   * @param owner the callback's class, for messages
   * @param minDelta changes that are not larger do not count
   */
  Monitor(String owner, MonitorBuilder<?> builder, double minDelta) {
    this.owner = owner;
    this.name = builder.monitor;
    this.mode = builder.mode;
    this.minDelta = Math.abs(minDelta);
  }

  /**
   * Learns at the start of {@code fit} whether the number should fall or rise.
   *
   * @param logs the names that the logs will have
   * @throws IllegalArgumentException if the logs will not have the number, or nothing says whether
   *     it should fall or rise
   */
  void setParams(Map<String, Direction> logs) {
    Direction direction = logs.get(name);
    if (direction == null) {
      String hint =
          name.startsWith("val_") && logs.keySet().stream().noneMatch(log -> log.startsWith("val_"))
              ? " (there is no validation data)"
              : "";
      throw new IllegalArgumentException(
          "Expected "
              + owner
              + " to monitor one of "
              + logs.keySet()
              + hint
              + ". "
              + (hint.isEmpty() ? Names.received(logs.keySet(), name) : "Received: " + name));
    }
    if (mode == Mode.AUTO && direction == Direction.UNKNOWN) {
      throw new IllegalArgumentException(
          "Expected mode(\"min\") or mode(\"max\") of "
              + owner
              + ", because no metric of the model says whether this number should fall or rise."
              + " Received: monitor="
              + name);
    }
    falls = mode == Mode.AUTO ? direction == Direction.DOWN : mode == Mode.MIN;
  }

  /** The number's name. */
  @Override
  public String toString() {
    return name;
  }

  /** The number in the logs, or null if this epoch has none. */
  Double value(Map<String, Double> logs) {
    return logs.get(name);
  }

  /** True if the number improves on a reference by more than the least change; NaN never does. */
  boolean isBetter(double value, Double reference) {
    if (Double.isNaN(value)) {
      return false;
    }
    if (reference == null || Double.isNaN(reference)) {
      return true;
    }
    return falls ? value + minDelta < reference : value - minDelta > reference;
  }
}
