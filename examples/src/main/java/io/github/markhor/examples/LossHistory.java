package io.github.markhor.examples;

import io.github.markhor.callbacks.Callback;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The article's callback of the user's own: keeps the loss after every batch. */
final class LossHistory implements Callback {
  private final List<Double> losses = new ArrayList<>();

  @Override
  public void onTrainBegin() {
    losses.clear();
  }

  @Override
  public void onTrainBatchEnd(int batch, Map<String, Double> logs) {
    losses.add(logs.get("loss"));
  }

  double first() {
    return losses.isEmpty() ? Double.NaN : losses.get(0);
  }

  double last() {
    return losses.isEmpty() ? Double.NaN : losses.get(losses.size() - 1);
  }

  int count() {
    return losses.size();
  }
}
