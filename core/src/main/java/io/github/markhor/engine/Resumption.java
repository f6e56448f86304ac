package io.github.markhor.engine;

import io.github.markhor.callbacks.Callback;
import io.github.markhor.callbacks.CallbackState;
import io.github.markhor.callbacks.Position;
import io.github.markhor.callbacks.Progress;
import io.github.markhor.text.Notices;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;

/** What one {@code fit} gives its callbacks to keep, and takes back from one that resumes. */
final class Resumption {
  private static final Logger LOG = Notices.logger(Resumption.class);

  private final Compilation compilation;
  private final List<Callback> callbacks;
  private final int steps;
  private final AtomicBoolean stop;
  private Map<String, Double> logs = Map.of();
  private Progress resumed;

  /**
   * @param steps the batches of an epoch
   * @param stop whether {@code stopTraining} has been called
   */
  Resumption(Compilation compilation, List<Callback> callbacks, int steps, AtomicBoolean stop) {
    this.compilation = compilation;
    this.callbacks = callbacks;
    this.steps = steps;
    this.stop = stop;
  }

  int steps() {
    return steps;
  }

  /** The logs of the last epoch that ended. */
  Map<String, Double> logs() {
    return logs;
  }

  /** Where training begins: as planned, unless a callback has restored an earlier one. */
  Position start(Position planned) {
    for (Callback callback : callbacks) {
      Progress progress = callback.resume();
      resumed = progress == null ? resumed : progress;
    }
    if (resumed == null) {
      return planned;
    }
    logs = resumed.logs();
    compilation.metrics().restore(resumed.sums());
    compilation.averages().setInWeights(resumed.averagesInWeights());
    restoreCallbacks();
    if (resumed.stopped()) {
      stop.set(true);
    }
    Position next = resumed.next();
    LOG.info("Resumed in epoch {}, before batch {}", next.epoch() + 1, next.batch() + 1);
    return next;
  }

  private void restoreCallbacks() {
    Map<String, CallbackState> states = new HashMap<>();
    resumed.callbacks().forEach(of -> states.put(key(of.className(), of.number()), of.state()));
    Map<String, Integer> counts = new HashMap<>();
    for (Callback callback : callbacks) {
      CallbackState state = states.remove(key(callback, counts));
      if (state != null) {
        callback.restoreState(state);
      }
    }
    if (!states.isEmpty()) {
      LOG.warn("The resumed training had callbacks that this one lacks: {}", states.keySet());
    }
  }

  /** Whether the training that is resumed had been stopped in the middle of an epoch or after. */
  boolean hasStopped() {
    return resumed != null && resumed.stopped();
  }

  /** Whether the training that is resumed had been stopped after an epoch. */
  boolean isOver() {
    return hasStopped() && resumed.next().batch() == 0;
  }

  /** Tells the callbacks where training goes on, and gives them what they want to keep. */
  void reached(Position next, Map<String, Double> ended) {
    logs = ended.isEmpty() ? logs : ended;
    callbacks.forEach(callback -> callback.onProgress(next, () -> progress(next)));
  }

  private Progress progress(Position next) {
    List<Progress.OfCallback> states = new ArrayList<>();
    Map<String, Integer> counts = new HashMap<>();
    for (Callback callback : callbacks) {
      String name = callback.getClass().getName();
      int number = counts.merge(name, 1, Integer::sum) - 1;
      CallbackState state = new CallbackState();
      callback.saveState(state);
      if (!state.isEmpty()) {
        states.add(new Progress.OfCallback(name, number, state));
      }
    }
    return new Progress(
        next,
        steps,
        stop.get(),
        compilation.averagesInWeights(),
        compilation.names(),
        compilation.metrics().sums(),
        logs,
        states);
  }

  private static String key(Callback callback, Map<String, Integer> counts) {
    String name = callback.getClass().getName();
    return key(name, counts.merge(name, 1, Integer::sum) - 1);
  }

  private static String key(String className, int number) {
    return className + " " + number;
  }
}
