package io.github.markhor.engine;

import io.github.markhor.backend.ProgramMemory;
import io.github.markhor.backend.TrainingMemory;
import io.github.markhor.layer.DTypePolicy;
import io.github.markhor.source.BatchSource;
import io.github.markhor.tensor.Bytes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Plans the memory of {@code fit} before its first step, and keeps to a limit. */
final class FitMemory {
  private final Runner runner;
  private final Compilation compilation;
  private final BatchSource train;
  private final DTypePolicy policy;
  private final FeatureCaching features;
  private final Map<StepGraphs.Key, ProgramMemory> programs = new LinkedHashMap<>();

  /**
   * Plans for a source to train on.
   *
   * @param features that the source gives; null where it gives inputs
   */
  FitMemory(
      Runner runner,
      Compilation compilation,
      BatchSource train,
      DTypePolicy policy,
      FeatureCaching features) {
    this.policy = policy;
    this.features = features;
    this.runner = runner;
    this.compilation = compilation;
    this.train = train;
  }

  /** Plans the step of a full batch, and gives its memory. */
  TrainingMemory plan() {
    compilation.executables().forgetLimits();
    plan(key(train, StepGraphs.Mode.TRAIN, fullBatch()), Long.MAX_VALUE);
    return memory();
  }

  /**
   * Plans all steps that will run. Where they need too much memory, they are lowered again with a
   * limit, to slower programs that need less.
   *
   * @param validation evaluated between epochs, or null
   * @return the memory of a training step
   * @throws IllegalArgumentException if nothing fits the limit
   */
  TrainingMemory planWithin(long limit, BatchSource validation) {
    compilation.executables().forgetLimits();
    planAll(train, StepGraphs.Mode.TRAIN);
    if (validation != null) {
      planAll(validation, StepGraphs.Mode.EVALUATE);
    }
    if (features != null) {
      features.keys().forEach(key -> plan(key, Long.MAX_VALUE));
    }
    long asked = Long.MAX_VALUE;
    // Again if what is computed in another way has more constants and leaves the arena less.
    while (total() > limit && room(limit) < asked) {
      asked = room(limit);
      for (StepGraphs.Key key : List.copyOf(programs.keySet())) {
        plan(key, asked);
      }
    }
    if (total() > limit) {
      throw new IllegalArgumentException(
          "Expected a model that trains within maxMemory, "
              + amount(limit)
              + ". Received: one that needs "
              + amount(total())
              + ", "
              + amount(total() - limit)
              + " more, also where it computes its batches in slices, which it can before the first"
              + " dense layer, and not across BatchNormalization. It helps to take a"
              + " smaller batchSize than "
              + fullBatch()
              + (validation == null ? "" : ", also for the validation,")
              + " or smaller pictures"
              + (policy == DTypePolicy.FLOAT32 ? ", or mixed_bfloat16" : "")
              + ". It is made of "
              + memory().parts()
              + " (at its fullest: "
              + memory().held()
              + ")"
              + (features == null || features.memory() == 0
                  ? ""
                  : ", and of features of "
                      + Bytes.text(features.memory())
                      + ", which a directory(...) would take"));
    }
    compilation.executables().trim(arena());
    return memory();
  }

  /** The bytes that a limit leaves to the arena. */
  private long room(long limit) {
    return Math.max(0, limit - (total() - arena()));
  }

  private static String amount(long bytes) {
    return Bytes.text(bytes) + String.format(Locale.ROOT, " (%,d bytes)", bytes);
  }

  /** Plans the step of a source's full batch, and that of a smaller last one. */
  private void planAll(BatchSource source, StepGraphs.Mode mode) {
    int full = Math.min(source.batchSize(), source.samples());
    plan(key(source, mode, full), Long.MAX_VALUE);
    if (source.samples() % full != 0) {
      plan(key(source, mode, source.samples() % full), Long.MAX_VALUE);
    }
  }

  private void plan(StepGraphs.Key key, long arenaBytes) {
    programs.put(key, runner.plan(compilation, key, arenaBytes));
  }

  private StepGraphs.Key key(BatchSource source, StepGraphs.Mode mode, int batch) {
    return runner.key(mode, batch, source.inputShapes(), source.labelShapes());
  }

  private int fullBatch() {
    return Math.min(train.batchSize(), train.samples());
  }

  /** The size of the arena that all share. */
  private long arena() {
    return programs.values().stream().mapToLong(ProgramMemory::arena).max().orElse(0);
  }

  private long total() {
    long constants = programs.values().stream().mapToLong(ProgramMemory::constants).sum();
    long cached = features == null ? 0 : features.memory();
    return memory().total()
        - memory().arena()
        - memory().constants()
        + arena()
        + constants
        + cached;
  }

  private TrainingMemory memory() {
    ProgramMemory program = programs.get(key(train, StepGraphs.Mode.TRAIN, fullBatch()));
    return runner.memory(compilation, fullBatch(), program);
  }
}
