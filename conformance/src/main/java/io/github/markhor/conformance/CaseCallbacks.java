package io.github.markhor.conformance;

import io.github.markhor.callbacks.Callback;
import io.github.markhor.callbacks.EarlyStopping;
import io.github.markhor.callbacks.LearningRateScheduler;
import io.github.markhor.callbacks.ModelCheckpoint;
import io.github.markhor.callbacks.ReduceLROnPlateau;
import io.github.markhor.callbacks.TerminateOnNaN;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The callbacks of a case, and what is expected of them afterwards. */
final class CaseCallbacks implements AutoCloseable {
  private static final Pattern CHECKPOINT = Pattern.compile("epoch-(\\d+)\\.h5");

  private final List<Callback> callbacks = new ArrayList<>();

  /** Where checkpoints go; null while there is none. */
  private Path folder;

  private CaseCallbacks() {}

  static CaseCallbacks of(Case given) throws IOException {
    CaseCallbacks made = new CaseCallbacks();
    for (Object description : given.list("callbacks")) {
      Map<?, ?> fields = (Map<?, ?>) description;
      made.callbacks.add(
          made.make((String) fields.get("class_name"), (Map<?, ?>) fields.get("config")));
    }
    return made;
  }

  private Callback make(String className, Map<?, ?> config) throws IOException {
    return switch (className) {
      case "EarlyStopping" -> earlyStopping(config);
      case "ReduceLROnPlateau" -> reduceLROnPlateau(config);
      case "LearningRateScheduler" -> {
        List<?> table = (List<?>) config.get("table");
        yield LearningRateScheduler.builder(
                (epoch, rate) -> ((Number) table.get(epoch)).doubleValue())
            .build();
      }
      case "ModelCheckpoint" -> modelCheckpoint(config);
      case "TerminateOnNaN" -> TerminateOnNaN.builder().build();
      default ->
          throw new IllegalArgumentException(
              "Expected a known callback. Received: " + className + config);
    };
  }

  private static Callback earlyStopping(Map<?, ?> config) {
    EarlyStopping.Builder builder = EarlyStopping.builder().monitor((String) config.get("monitor"));
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

  private Callback modelCheckpoint(Map<?, ?> config) throws IOException {
    folder = Files.createTempDirectory("checkpoints");
    ModelCheckpoint.Builder builder =
        ModelCheckpoint.builder(folder.resolve("epoch-{epoch}.h5").toString());
    config.forEach(
        (name, value) -> {
          switch ((String) name) {
            case "monitor" -> builder.monitor((String) value);
            case "save_best_only" -> builder.saveBestOnly((Boolean) value);
            default -> throw unknown(name);
          }
        });
    return builder.build();
  }

  private static Callback reduceLROnPlateau(Map<?, ?> config) {
    ReduceLROnPlateau.Builder builder =
        ReduceLROnPlateau.builder().monitor((String) config.get("monitor"));
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
  void check(Case given, Checks checks) throws IOException {
    if (folder != null) {
      checks.equal("saved_epochs", given.get("saved_epochs"), savedEpochs());
    }
    for (Callback callback : callbacks) {
      if (callback instanceof EarlyStopping stopping) {
        checks.equal("stopped_epoch", given.get("stopped_epoch"), stopping.stoppedEpoch());
        checks.equal("best_epoch", given.get("best_epoch"), stopping.bestEpoch());
      }
    }
  }

  private List<Integer> savedEpochs() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> CHECKPOINT.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .map(name -> Integer.valueOf(name.group(1)))
          .sorted()
          .toList();
    }
  }

  @Override
  public void close() throws IOException {
    if (folder != null) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }
}
