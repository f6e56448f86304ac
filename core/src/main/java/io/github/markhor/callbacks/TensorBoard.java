package io.github.markhor.callbacks;

import io.github.markhor.config.Require;
import io.github.markhor.network.BuiltLayer;
import io.github.markhor.network.Weight;
import io.github.markhor.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Writes files for TensorBoard ({@code tensorboard --logdir logs}): after each epoch loss, metrics
 * and learning rate, {@code epoch_loss}, under {@code train} and, for the validation, under {@code
 * validation}; after evaluations {@code evaluation_loss_vs_iterations}; optionally batches,
 * histograms and pictures of the weights. Every {@code fit} begins new files, so a folder may hold
 * many runs. TensorFlow's graph, profiles and embeddings, which Keras writes, are missing. See <a
 * href="https://keras.io/api/callbacks/tensorboard/">Keras: TensorBoard</a>.
 */
public final class TensorBoard implements Callback {
  private final Path logDir;
  private final int histogramFreq;
  private final boolean writeImages;
  private final boolean writeStepsPerSecond;
  private final int updateFreq;

  private ModelInTraining model;
  private boolean fitting;
  private EventFile train;
  private EventFile validation;
  private long batches;
  private long epochIterations;
  private long epochStart;
  private long batchStart;

  private TensorBoard(Builder builder) {
    logDir = builder.logDir;
    histogramFreq = builder.histogramFreq;
    writeImages = builder.writeImages;
    writeStepsPerSecond = builder.writeStepsPerSecond;
    updateFreq = builder.updateFreq;
  }

  /** For the folder of the run, Keras's default being {@code logs}; it is made if need be. */
  public static Builder builder(Path logDir) {
    Require.notNull("logDir", logDir);
    return new Builder(logDir);
  }

  /** For the folder of the run, Keras's default being {@code logs}; it is made if need be. */
  public static Builder builder(String logDir) {
    Require.notNull("logDir", logDir);
    return builder(Path.of(logDir));
  }

  /** Keras's arguments and defaults. */
  public static final class Builder {
    private final Path logDir;
    private int histogramFreq;
    private boolean writeImages;
    private boolean writeStepsPerSecond;
    private int updateFreq;

    private Builder(Path logDir) {
      this.logDir = logDir;
    }

    /** Histograms of all weights after every so many epochs; default 0, none. */
    public Builder histogramFreq(int epochs) {
      if (epochs < 0) {
        throw new IllegalArgumentException(
            "Expected a histogramFreq of at least 0 epochs. Received: histogramFreq=" + epochs);
      }
      histogramFreq = epochs;
      return this;
    }

    /**
     * Whether to draw the weights, black the least and white the largest, as often as histograms
     * are written: vectors, matrices, and the kernels of convolutions over pictures; default false.
     */
    public Builder writeImages(boolean writeImages) {
      this.writeImages = writeImages;
      return this;
    }

    /**
     * Whether to write the steps a second of epochs, and of batches if these are; default false.
     */
    public Builder writeStepsPerSecond(boolean writeStepsPerSecond) {
      this.writeStepsPerSecond = writeStepsPerSecond;
      return this;
    }

    /**
     * Also writes loss and metrics so far, {@code batch_loss}, after every so many batches; 1 is
     * Keras's {@code "batch"}. Default: 0, after epochs alone. Reading the metrics makes a step
     * wait.
     */
    public Builder updateFreq(int batches) {
      if (batches < 0) {
        throw new IllegalArgumentException(
            "Expected an updateFreq of at least 0 batches. Received: updateFreq=" + batches);
      }
      updateFreq = batches;
      return this;
    }

    /** The callback. */
    public TensorBoard build() {
      return new TensorBoard(this);
    }
  }

  @Override
  public void setModel(ModelInTraining model) {
    this.model = model;
  }

  @Override
  public void onTrainBegin() {
    fitting = true;
    batches = 0;
    // Opened before the first step, so that a folder that cannot be written is refused at once.
    train();
  }

  @Override
  public void saveState(CallbackState state) {
    state.number("batches", batches);
  }

  @Override
  public void restoreState(CallbackState state) {
    batches = state.whole("batches");
  }

  @Override
  public void onEpochBegin(int epoch) {
    epochIterations = model.trainingState().iterations();
    epochStart = System.nanoTime();
  }

  @Override
  public void onTrainBatchBegin(int batch) {
    batches++;
    batchStart = System.nanoTime();
  }

  @Override
  public void onTrainBatchEnd(int batch, Map<String, Double> logs) {
    if (updateFreq == 0 || batches % updateFreq != 0) {
      return;
    }
    if (writeStepsPerSecond) {
      train().scalar("batch_steps_per_second", batches, 1 / secondsSince(batchStart));
    }
    logs.forEach((name, value) -> train().scalar("batch_" + name, batches, value));
  }

  @Override
  public void onEpochEnd(int epoch, Map<String, Double> logs) {
    logs.forEach(
        (name, value) -> {
          if (name.startsWith("val_")) {
            validation().scalar("epoch_" + name.substring("val_".length()), epoch, value);
          } else if (!name.equals(LearningRates.LOG)) {
            train().scalar("epoch_" + name, epoch, value);
          }
        });
    ModelInTraining.State state = model.trainingState();
    double rate = state.optimizer().learningRateAt(state.iterations(), model.learningRate());
    train().scalar("epoch_" + LearningRates.LOG, epoch, rate);
    if (writeStepsPerSecond) {
      double steps = state.iterations() - epochIterations;
      train().scalar("epoch_steps_per_second", epoch, steps / secondsSince(epochStart));
    }
    if (histogramFreq > 0 && epoch % histogramFreq == 0) {
      writeWeights(epoch);
    }
    // An open board shows the epoch now, and the epoch survives if the run is killed.
    train().flush();
    if (validation != null) {
      validation.flush();
    }
  }

  private void writeWeights(int epoch) {
    for (BuiltLayer layer : model.layers()) {
      List<Weight> weights = layer.weights();
      List<Tensor> values = layer.getWeights();
      for (int i = 0; i < weights.size(); i++) {
        String name = layer.name() + "/" + weights.get(i).name();
        train().histogram(name + "/histogram", epoch, values.get(i).toArray());
        WeightImage image = writeImages ? WeightImage.of(values.get(i)) : null;
        if (image != null) {
          train().image(name + "/image", epoch, image.height(), image.width(), 3, image.png());
        }
      }
    }
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  @Override
  public void onTestEnd(Map<String, Double> logs) {
    long iterations = model.trainingState().iterations();
    logs.forEach(
        (name, value) ->
            validation().scalar("evaluation_" + name + "_vs_iterations", iterations, value));
    if (!fitting) {
      close();
    }
  }

  @Override
  public void onTrainEnd(Map<String, Double> logs) {
    fitting = false;
    close();
  }

  private EventFile train() {
    if (train == null) {
      train = new EventFile(logDir.resolve("train"));
    }
    return train;
  }

  private EventFile validation() {
    if (validation == null) {
      validation = new EventFile(logDir.resolve("validation"));
    }
    return validation;
  }

  private void close() {
    try (EventFile first = train;
        EventFile second = validation) {
      train = null;
      validation = null;
    }
  }
}
