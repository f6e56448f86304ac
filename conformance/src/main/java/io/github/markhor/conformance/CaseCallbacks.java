package io.github.markhor.conformance;

import io.github.markhor.callback.Callback;
import io.github.markhor.callback.EarlyStopping;
import io.github.markhor.callback.LearningRateScheduler;
import io.github.markhor.callback.ReduceLROnPlateau;
import io.github.markhor.callback.TerminateOnNaN;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The callbacks of a case, and what is expected of them afterwards. */
final class CaseCallbacks {
  private final List<Callback> callbacks = new ArrayList<>();

  private CaseCallbacks() {}

  static CaseCallbacks of(Case given) {
    CaseCallbacks made = new CaseCallbacks();
    for (Object description : given.list("callbacks")) {
      Map<?, ?> fields = (Map<?, ?>) description;
      made.callbacks.add(make((String) fields.get("class_name"), (Map<?, ?>) fields.get("config")));
    }
    return made;
  }

  private static Callback make(String className, Map<?, ?> config) {
    return switch (className) {
      case "EarlyStopping" -> earlyStopping(config);
      case "ReduceLROnPlateau" -> reduceLROnPlateau(config);
      case "LearningRateScheduler" -> {
        List<?> table = (List<?>) config.get("table");
        yield LearningRateScheduler.of((epoch, rate) -> ((Number) table.get(epoch)).doubleValue());
      }
      case "TerminateOnNaN" -> TerminateOnNaN.build();
      default ->
          throw new IllegalArgumentException(
              "Expected a known callback. Received: " + className + config);
    };
  }

  private static Callback earlyStopping(Map<?, ?> config) {
    EarlyStopping.Builder builder = EarlyStopping.monitor((String) config.get("monitor"));
    config.forEach(
        (name, value) -> {
          switch ((String) name) {
            case "monitor" -> {}
            case "patience" -> builder.patience((Integer) value);
            case "min_delta" -> builder.minDelta(((Number) value).doubleValue());
            case "restore_best_weights" -> builder.restoreBestWeights((Boolean) value);
            default -> throw unknown(name);
          }
        });
    return builder.build();
  }

  private static Callback reduceLROnPlateau(Map<?, ?> config) {
    ReduceLROnPlateau.Builder builder = ReduceLROnPlateau.monitor((String) config.get("monitor"));
    config.forEach(
        (name, value) -> {
          switch ((String) name) {
            case "monitor" -> {}
            case "patience" -> builder.patience((Integer) value);
            case "factor" -> builder.factor(((Number) value).doubleValue());
            case "min_delta" -> builder.minDelta(((Number) value).doubleValue());
            default -> throw unknown(name);
          }
        });
    return builder.build();
  }

  private static IllegalArgumentException unknown(Object argument) {
    return new IllegalArgumentException(
        "Expected a known argument of a callback. Received: " + argument);
  }

  List<Callback> callbacks() {
    return callbacks;
  }

  /** Compares what the callbacks say of the training. */
  void check(Case given, Checks checks) {
    for (Callback callback : callbacks) {
      if (callback instanceof EarlyStopping stopping) {
        checks.equal("stopped_epoch", given.get("stopped_epoch"), stopping.stoppedEpoch());
        checks.equal("best_epoch", given.get("best_epoch"), stopping.bestEpoch());
      }
    }
  }
}
