package io.github.markhor.callbacks;

import io.github.markhor.network.BuiltLayer;
import io.github.markhor.optimizers.Optimizer;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.tensor.Tensors;
import java.nio.file.Path;
import java.util.List;

/**
 * A model as its callbacks see it, while {@code fit}, {@code evaluate} or {@code predict} runs. The
 * object is the model itself; this interface has the methods that callbacks need, and keeps
 * callbacks independent of how models are made.
 */
public interface ModelInTraining {
  /** The model's name. */
  String name();

  /** The layers in order, without Input. */
  List<BuiltLayer> layers();

  /** Copies of all weights, in Keras's order. */
  List<Tensor> getWeights();

  /**
   * Sets all weights, in the order of {@link #getWeights}.
   *
   * @throws IllegalArgumentException if number or shapes differ; no weight is changed then
   */
  void setWeights(List<Tensor> weights);

  /** Names in logs and history, "loss" first. */
  List<String> metricsNames();

  /** The learning rate that is set now, before schedule and decay. */
  double learningRate();

  /**
   * Sets the learning rate from the next step on.
   *
   * @throws IllegalStateException if a schedule decides it
   * @throws IllegalArgumentException if it is not finite and at least 0
   */
  void setLearningRate(double learningRate);

  /** The optimizer and its state; null before {@code compile}. */
  State trainingState();

  /** Predictions (N, ...) of the only output for inputs (N, ...), in batches of 32. */
  Tensor predict(Tensors x);

  /** Ends {@code fit} after the current batch; its epoch is completed as if it had no more. */
  void stopTraining();

  /** Saves the whole model; see {@code Model.save}. */
  void save(Path file);

  /** Saves the weights alone; see {@code Model.saveWeights}. */
  void saveWeights(Path file);

  /**
   * Restores the state of the compiled model when a file was saved: weights, optimizer state and
   * learning rate. A file that does not fit changes nothing.
   */
  void restore(Path file);

  /** The optimizer of a compiled model and its state. */
  interface State {
    /** The optimizer that the model was compiled with. */
    Optimizer optimizer();

    /** The number of optimizer steps taken. */
    long iterations();

    /** Whether the weights are exchanged with the optimizer's running averages now. */
    boolean averagesInWeights();

    /**
     * Exchanges the weights and the optimizer's running averages of them.
     *
     * @throws IllegalStateException if the optimizer keeps none: {@code useEma}
     */
    void swapAverages();
  }
}
