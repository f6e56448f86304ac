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
          made.make(
              (String) fields.get("class_name"),
              fields.get("config") instanceof Map<?, ?> config ? config : Map.of()));
    }
    return made;
  }

  private Callback make(String className, Map<?, ?> config) throws IOException {
    return switch (className) {
      case "EarlyStopping" -> earlyStopping(config);
      case "ReduceLROnPlateau" -> reduceLROnPlateau(config);
      case "LearningRateScheduler" -> learningRateScheduler(config);
      case "ModelCheckpoint" -> modelCheckpoint(config);
      case "TerminateOnNaN" -> {
        set(config, (name, value) -> false);
        yield TerminateOnNaN.builder().build();
      }
      default ->
          throw new IllegalArgumentException(
              "Expected a known callback. Received: " + className + config);
    };
  }

  /** Sets an argument; false if there is none of that name. */
  @FunctionalInterface
  private interface Argument {
    boolean set(String name, Object value);
  }

  /** Sets what is given; what is null has its default. */
  private static void set(Map<?, ?> config, Argument argument) {
    config.forEach(
        (name, value) -> {
          if (value != null && !argument.set((String) name, value)) {
            throw new IllegalArgumentException(
                "Expected a known argument of a callback. Received: " + name + "=" + value);
          }
        });
  }

  private static Callback learningRateScheduler(Map<?, ?> config) {
    List<Object> table = new ArrayList<>();
    LearningRateScheduler.Builder builder =
        LearningRateScheduler.builder((epoch, rate) -> JsonNumbers.number(table.get(epoch)));
    set(
        config,
        (name, value) -> {
          switch (name) {
            case "table" -> table.addAll((List<?>) value);
            case "verbose" -> builder.verbose(0);
            default -> {
              return false;
            }
          }
          return true;
        });
    return builder.build();
  }

  private static Callback earlyStopping(Map<?, ?> config) {
    EarlyStopping.Builder builder = EarlyStopping.builder();
    set(
        config,
        (name, value) -> {
          switch (name) {
            case "monitor" -> builder.monitor((String) value);
            case "mode" -> builder.mode((String) value);
            case "patience" -> builder.patience(JsonNumbers.whole(value));
            case "min_delta" -> builder.minDelta(JsonNumbers.number(value));
            case "baseline" -> builder.baseline(JsonNumbers.number(value));
            case "restore_best_weights" -> builder.restoreBestWeights((Boolean) value);
            case "start_from_epoch" -> builder.startFromEpoch(JsonNumbers.whole(value));
            case "verbose" -> builder.verbose(0);
            default -> {
              return false;
            }
          }
          return true;
        });
    return builder.build();
  }

  private Callback modelCheckpoint(Map<?, ?> config) throws IOException {
    if (folder != null) {
      throw new IllegalArgumentException(
          "Expected one ModelCheckpoint: saved_epochs would not say whose they are.");
    }
    folder = Files.createTempDirectory("checkpoints");
    ModelCheckpoint.Builder builder =
        ModelCheckpoint.builder(folder.resolve("epoch-{epoch}.h5").toString());
    set(
        config,
        (name, value) -> {
          switch (name) {
            case "monitor" -> builder.monitor((String) value);
            case "mode" -> builder.mode((String) value);
            case "save_best_only" -> builder.saveBestOnly((Boolean) value);
            case "save_weights_only" -> builder.saveWeightsOnly((Boolean) value);
            case "initial_value_threshold" ->
                builder.initialValueThreshold(JsonNumbers.number(value));
            case "save_freq" -> {
              if (!value.equals("epoch")) {
                builder.saveFreq(JsonNumbers.whole(value));
              }
            }
            case "filepath" -> {} // here each epoch has a path of its own
            case "verbose" -> builder.verbose(0);
            default -> {
              return false;
            }
          }
          return true;
        });
    return builder.build();
  }

  private static Callback reduceLROnPlateau(Map<?, ?> config) {
    ReduceLROnPlateau.Builder builder = ReduceLROnPlateau.builder();
    set(
        config,
        (name, value) -> {
          switch (name) {
            case "monitor" -> builder.monitor((String) value);
            case "mode" -> builder.mode((String) value);
            case "patience" -> builder.patience(JsonNumbers.whole(value));
            case "factor" -> builder.factor(JsonNumbers.number(value));
            case "min_delta" -> builder.minDelta(JsonNumbers.number(value));
            case "cooldown" -> builder.cooldown(JsonNumbers.whole(value));
            case "min_lr" -> builder.minLearningRate(JsonNumbers.number(value));
            case "verbose" -> builder.verbose(0);
            default -> {
              return false;
            }
          }
          return true;
        });
    return builder.build();
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
