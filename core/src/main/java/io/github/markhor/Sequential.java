package io.github.markhor;

import java.nio.file.Path;
import java.util.List;

/** A chain of layers with its weights: what is trained, evaluated, saved and asked. */
public final class Sequential implements AutoCloseable {
  private Sequential() {}

  /** The names of the metrics, "loss" first. */
  public List<String> metricsNames() {
    return List.of();
  }

  /** Copies of all weights in Keras's order. */
  public List<Tensor> getWeights() {
    return List.of();
  }

  /** Sets all weights, in the order of {@link #getWeights}. */
  public void setWeights(List<Tensor> weights) {}

  /** Saves the whole model, atomically. */
  public void save(Path file) {}

  /** Saves the weights, atomically. */
  public void saveWeights(Path file) {}

  /** Ends {@code fit} after the current batch. */
  public void stopTraining() {}

  /** The learning rate that is set now. */
  public double learningRate() {
    return 0;
  }

  /** Sets the learning rate from the next step on. */
  public void setLearningRate(double learningRate) {}

  @Override
  public void close() {}
}
