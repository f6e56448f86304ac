package io.github.markhor.conformance;

import java.util.HashMap;
import java.util.Map;

/** The check of a case, by its group and kind. */
final class Kinds {
  private static final Map<String, Kind> KINDS = new HashMap<>();

  static {
    KINDS.put("layers/gradient", new GradientKind());
    KINDS.put("initializers/initializer", new InitializerKind());
    KINDS.put("losses/loss", new LossKind());
    KINDS.put("metrics/metric", new MetricKind());
    KINDS.put("optimizers/optimizer", new OptimizerKind());
    KINDS.put("schedules/schedule", new ScheduleKind());
    KINDS.put("applications/application", ApplicationKind::run);
    KINDS.put("files/load", FileKinds::load);
    KINDS.put("files/weights", FileKinds::weights);
    KINDS.put("files/unsupported", FileKinds::unsupported);
    KINDS.put("files/hostile", FileKinds::hostile);
    KINDS.put("files/write", WriteKind::write);
    KINDS.put("images/load", PictureKinds::load);
    KINDS.put("images/bad", PictureKinds::bad);
    KINDS.put("images/transform", PictureKinds::transform);
    KINDS.put("images/standardize", PictureKinds::standardize);
    KINDS.put("images/random", RandomKind::run);
    KINDS.put("images/replay", ReplayKind::run);
    KINDS.put("images/directory", DirectoryKind::run);
    KINDS.put("images/npy", NpyKind::run);
    KINDS.put("training/train", TrainingKinds::train);
    KINDS.put("training/fit", TrainingKinds::fit);
    KINDS.put("training/evaluate", TrainingKinds::evaluate);
    KINDS.put("training/predict", TrainingKinds::predict);
    KINDS.put("functional/gradient", GradientKind::functional);
    KINDS.put("functional/predict", FunctionalKinds::predict);
    KINDS.put("functional/train", FunctionalKinds::train);
    KINDS.put("functional/fit", FunctionalKinds::fit);
    KINDS.put("functional/evaluate", FunctionalKinds::evaluate);
    KINDS.put("functional/refuse", FunctionalKinds::refuse);
    KINDS.put("functional/load", FileKinds::load);
    KINDS.put("functional/weights", FileKinds::weights);
    KINDS.put("functional/unsupported", FileKinds::unsupported);
  }

  private Kinds() {}

  /**
   * The check.
   *
   * @throws IllegalArgumentException if the kind is not known
   */
  static Kind of(Case given) {
    Kind kind = KINDS.get(given.group() + "/" + given.kind());
    if (kind == null) {
      throw new IllegalArgumentException(
          "Expected a known kind of the group " + given.group() + ". Received: " + given.kind());
    }
    return kind;
  }

  /** Runs cases of one kind. */
  @FunctionalInterface
  interface Kind {
    /**
     * Does what the case says and compares.
     *
     * @throws Exception whatever keeps the case from running: it has failed then
     */
    void run(Case given, Checks checks) throws Exception;
  }
}
