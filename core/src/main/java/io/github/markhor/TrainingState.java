package io.github.markhor;

import io.github.markhor.backend.OperationProfile;
import io.github.markhor.backend.TrainingMemory;
import io.github.markhor.callbacks.ModelInTraining;
import io.github.markhor.config.Require;
import io.github.markhor.engine.Compilation;
import io.github.markhor.engine.Trainer;
import io.github.markhor.graph.Variable;
import io.github.markhor.losses.Loss;
import io.github.markhor.metrics.Metric;
import io.github.markhor.optimizers.Optimizer;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;

/**
 * How a model was compiled and what its optimizer remembers: what a file must hold so that training
 * goes on as if it had not stopped.
 */
public final class TrainingState implements ModelInTraining.State {
  private final Trainer trainer;

  TrainingState(Trainer trainer) {
    this.trainer = trainer;
  }

  @Override
  public Optimizer optimizer() {
    return trainer.compiled().optimizer();
  }

  /**
   * How one output was compiled.
   *
   * @param name of the output
   * @param loss null for none
   * @param lossWeight what the loss is multiplied by
   * @param metrics that ignore the weights of samples
   * @param weightedMetrics that weigh samples
   */
  public record Output(
      String name,
      Loss loss,
      double lossWeight,
      List<Metric> metrics,
      List<Metric> weightedMetrics) {}

  /** How each output was compiled, in the model's order. */
  public List<Output> outputs() {
    return trainer.compiled().outputs().stream()
        .map(
            output ->
                new Output(
                    output.name(),
                    output.loss(),
                    output.lossWeight(),
                    output.metrics(),
                    output.weightedMetrics()))
        .toList();
  }

  /**
   * The loss of a model of one output.
   *
   * @throws IllegalStateException if there are several, which {@link #outputs} lists
   */
  public Loss loss() {
    List<Output> outputs = outputs();
    if (outputs.size() > 1) {
      throw new IllegalStateException(
          "Expected a model of one output; outputs() has the loss of each. Received: "
              + outputs.stream().map(Output::name).toList());
    }
    return outputs.get(0).loss();
  }

  /** The number of optimizer steps taken. */
  @Override
  public long iterations() {
    return trainer.withCompilation(Compilation::iterations);
  }

  /** Sets the number of optimizer steps taken: schedules, decay and dropout follow it. */
  public void setIterations(long iterations) {
    trainer.changeCompilation(compilation -> compilation.setIterations(iterations));
  }

  /** The optimizer's slots in Keras's order, by name; empty before the first step. */
  public Map<String, Tensor> slots() {
    return trainer.withCompilation(
        compilation -> {
          Map<String, Tensor> slots = new LinkedHashMap<>();
          for (Variable slot : compilation.slots()) {
            slots.put(slot.name(), Tensor.of(compilation.state().read(slot), slot.shape()));
          }
          return slots;
        });
  }

  /**
   * Sets the optimizer's slots, in the order of {@link #slots}. Single numbers, of shape (), may be
   * missing: Keras 2 does not keep them. They start anew then.
   *
   * @throws IllegalArgumentException if number or shapes differ otherwise; no slot is changed then
   */
  public void setSlots(List<Tensor> values) {
    setSlots(values, List.of());
  }

  /**
   * Sets the optimizer's slots as {@link #setSlots(List)} does.
   *
   * @param weights the names of the model's weights in the order to which the slots belong; empty
   *     for that of the model
   */
  void setSlots(List<Tensor> values, List<String> weights) {
    trainer.changeCompilation(
        compilation -> {
          trainer.runner().makeSlots(compilation);
          Map<Variable, Tensor> given = new LinkedHashMap<>();
          int next = 0;
          for (Variable slot : SlotOrder.of(compilation.slots(), weights)) {
            if (next < values.size() && values.get(next).shape().equals(slot.shape())) {
              given.put(slot, values.get(next++));
            } else if (slot.shape().rank() > 0) {
              throw wrongSlots(compilation, values);
            }
          }
          if (next < values.size()) {
            throw wrongSlots(compilation, values);
          }
          given.forEach(compilation.state()::write);
        });
  }

  private static IllegalArgumentException wrongSlots(Compilation compilation, List<Tensor> values) {
    return new IllegalArgumentException(
        "Expected optimizer slots of the shapes "
            + compilation.slots().stream().map(Variable::shape).toList()
            + ". Received: "
            + values.stream().map(Tensor::shape).toList());
  }

  /**
   * Exchanges the weights and the running averages that the optimizer keeps of them.
   *
   * @throws IllegalStateException if it keeps none: {@code useEma}
   */
  @Override
  public void swapAverages() {
    trainer.changeCompilation(trainer.runner()::swapAverages);
  }

  /** Whether the weights are exchanged with their averages now. */
  @Override
  public boolean averagesInWeights() {
    return trainer.withCompilation(Compilation::averagesInWeights);
  }

  /** The backend's name and what it runs on. */
  public String backend() {
    var backend = trainer.compiled().executables().backend();
    return backend.name() + ": " + backend.description();
  }

  /**
   * The memory outside the heap that training on batches of a size takes.
   *
   * @throws IllegalStateException if the model takes inputs of any size
   */
  public TrainingMemory memory(int batchSize) {
    Model.checkBatchSize(batchSize);
    trainer.checkInputShapeKnown();
    return trainer.withCompilation(c -> trainer.runner().memory(c, batchSize));
  }

  /** Trains on one batch and gives each operation and its time in nanoseconds, in order. */
  public void profile(Tensors x, Tensors y, ObjLongConsumer<OperationProfile> operation) {
    Require.notNull("x", x);
    Require.notNull("y", y);
    trainer.profile(x, y, operation);
  }
}
