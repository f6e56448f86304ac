package io.github.markhor;

import io.github.markhor.engine.EpochResult;
import io.github.markhor.text.Names;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The result of {@code fit}: loss and metrics by epoch, under Keras's names. */
public final class History {
  private final List<Integer> epochs = new ArrayList<>();
  private final List<Double> waiting = new ArrayList<>();
  private final Map<String, List<Double>> history = new LinkedHashMap<>();

  private final List<Map<String, Double>> logs = new ArrayList<>();

  History(List<EpochResult> results) {
    for (EpochResult result : results) {
      epochs.add(result.epoch());
      waiting.add(result.waitingForData());
      logs.add(Collections.unmodifiableMap(new LinkedHashMap<>(result.logs())));
      result
          .logs()
          .forEach(
              (name, value) ->
                  history.computeIfAbsent(name, unused -> new ArrayList<>()).add(value));
    }
  }

  /** The numbers of the epochs that were run, from 0. */
  public List<Integer> epochs() {
    return Collections.unmodifiableList(epochs);
  }

  /** For each name, one number for each epoch run. */
  public Map<String, List<Double>> history() {
    return Collections.unmodifiableMap(history);
  }

  /**
   * For each epoch run its numbers by name; some names, as val_loss, may be in some epochs only.
   */
  public List<Map<String, Double>> logs() {
    return Collections.unmodifiableList(logs);
  }

  /**
   * For each epoch run, the share of its time, 0 to 1, that training waited for data. Where it is
   * large, more workers, a cache or {@code fastDecode} make training faster.
   */
  public List<Double> waitingForData() {
    return Collections.unmodifiableList(waiting);
  }

  /**
   * The numbers of one name.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public List<Double> get(String name) {
    List<Double> values = history.get(name);
    if (values == null) {
      throw new IllegalArgumentException(
          "Expected a name of the history, one of "
              + history.keySet()
              + ". "
              + Names.received(history.keySet(), name));
    }
    return Collections.unmodifiableList(values);
  }

  @Override
  public String toString() {
    return "History" + history;
  }
}
