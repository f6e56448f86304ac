package io.github.markhor.callbacks;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A number of the logs that a callback follows, and when it is better than before. */
final class Monitor {
  private static final List<String> UP =
      List.of("acc", "precision", "recall", "auc", "f1", "fbeta", "iou", "r2", "correlation");
  private static final List<String> DOWN =
      List.of(
          "loss",
          "error",
          "crossentropy",
          "mse",
          "mae",
          "mape",
          "msle",
          "hinge",
          "divergence",
          "poisson",
          "bce",
          "cce",
          "cosh",
          "false_");

  private final String owner;
  private final String name;
  private final Mode mode;
  private final double minDelta;

  /**
   * @param owner the callback's class, for messages
   * @param minDelta changes that are not larger do not count
   */
  Monitor(String owner, String name, Mode mode, double minDelta) {
    this.owner = owner;
    this.name = Objects.requireNonNull(name);
    this.mode = Objects.requireNonNull(mode);
    this.minDelta = Math.abs(minDelta);
  }

  String name() {
    return name;
  }

  /**
   * Says at the start of {@code fit} what could only fail later.
   *
   * @throws IllegalArgumentException if the logs will not have the number, or it is not clear which
   *     way it should go
   */
  void check(Plan plan) {
    if (!plan.logs().contains(name)) {
      String hint =
          name.startsWith("val_") && plan.logs().stream().noneMatch(log -> log.startsWith("val_"))
              ? " (there is no validation data)"
              : "";
      throw new IllegalArgumentException(
          "Expected " + owner + " to monitor one of " + plan.logs() + hint + ". Received: " + name);
    }
    direction();
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
    return direction() == Mode.MIN ? value + minDelta < reference : value - minDelta > reference;
  }

  private Mode direction() {
    if (mode != Mode.AUTO) {
      return mode;
    }
    if (UP.stream().anyMatch(name::contains)) {
      return Mode.MAX;
    }
    if (DOWN.stream().anyMatch(name::contains)) {
      return Mode.MIN;
    }
    throw new IllegalArgumentException(
        "Expected mode(MIN) or mode(MAX) for "
            + owner
            + ", because the name does not say whether the number should fall or rise. Received:"
            + " monitor="
            + name);
  }
}
