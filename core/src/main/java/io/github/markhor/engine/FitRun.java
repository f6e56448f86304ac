package io.github.markhor.engine;

import io.github.markhor.callbacks.Callback;
import io.github.markhor.source.BatchSource;
import java.util.List;
import java.util.Map;

/**
 * One call of {@code fit}, with its options and data put together.
 *
 * @param validation evaluated after epochs, or null
 * @param isSplit whether the validation is a part of the arrays that were given to train on
 * @param classWeight the weight of each class; empty for none
 * @param stepsPerEpoch 0 for all batches of the source
 * @param validationSteps 0 for all batches of the validation
 * @param verbose 0, 1 or 2, or -1 for what suits the terminal
 * @param maxMemory the bytes outside the heap, {@link Long#MAX_VALUE} without a limit
 * @param features what is to be cached, or null
 */
public record FitRun(
    BatchSource train,
    BatchSource validation,
    boolean isSplit,
    Map<Integer, Double> classWeight,
    int initialEpoch,
    int epochs,
    int stepsPerEpoch,
    int validationSteps,
    int validationFreq,
    int verbose,
    List<Callback> callbacks,
    long maxMemory,
    FeatureRequest features) {
  /** The same call on other sources, brought into a model's order. */
  FitRun with(BatchSource otherTrain, BatchSource otherValidation) {
    return new FitRun(
        otherTrain,
        otherValidation,
        isSplit,
        classWeight,
        initialEpoch,
        epochs,
        stepsPerEpoch,
        validationSteps,
        validationFreq,
        verbose,
        callbacks,
        maxMemory,
        features);
  }

  /** The batches of an epoch. */
  int steps() {
    return stepsPerEpoch > 0 ? stepsPerEpoch : train.batches();
  }

  boolean hasMemoryLimit() {
    return maxMemory < Long.MAX_VALUE;
  }
}
