package io.github.markhor.callbacks;

import io.github.markhor.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * How far a training has come: what a file of the model lacks for it to go on as if it had not been
 * interrupted. {@code fit} makes it and takes it back; a callback keeps it.
 *
 * @param next where training would go on
 * @param steps the batches of an epoch
 * @param stopped whether {@code stopTraining} has been called
 * @param averagesInWeights whether the weights are exchanged with the optimizer's averages
 * @param metrics the names of loss and metrics
 * @param sums of loss and metrics in the epoch so far, by names of {@code fit}'s own
 * @param logs of the last epoch that ended; empty before there is one
 * @param callbacks what each callback remembers, without those that remember nothing
 */
public record Progress(
    Position next,
    int steps,
    boolean stopped,
    boolean averagesInWeights,
    List<String> metrics,
    Map<String, Tensor> sums,
    Map<String, Double> logs,
    List<OfCallback> callbacks) {
  /**
   * What a callback remembers.
   *
   * @param className of the callback
   * @param number among the callbacks of that class, from 0
   */
  public record OfCallback(String className, int number, CallbackState state) {}
}
