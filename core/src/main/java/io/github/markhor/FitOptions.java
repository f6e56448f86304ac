package io.github.markhor;

import io.github.markhor.backend.TrainingMemory;
import io.github.markhor.callbacks.Callback;
import io.github.markhor.config.Immutable;
import io.github.markhor.config.Require;
import io.github.markhor.engine.FitRun;
import io.github.markhor.source.ArraySource;
import io.github.markhor.source.BatchSource;
import io.github.markhor.source.Labels;
import io.github.markhor.tensor.Bytes;
import io.github.markhor.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The arguments of {@code fit}, under Keras's names and with its defaults. Each method returns a
 * changed copy. See <a href="https://keras.io/api/models/model_training_apis/#fit-method">Keras:
 * fit</a>.
 *
 * <pre>{@code
 * model.fit(
 *     train,
 *     FitOptions.defaults()
 *         .epochs(30)
 *         .validation(validation)
 *         .callbacks(EarlyStopping.builder().patience(3).build()));
 * }</pre>
 */
public final class FitOptions extends Immutable<FitOptions> {
  private int epochs = 1;
  private int batchSize = 32;
  private BatchSource validation;
  private Tensors validationX;
  private Tensors validationY;
  private Tensors validationSampleWeight;
  private double validationSplit;
  private boolean shuffle = true;
  private Map<Integer, Double> classWeight = Map.of();
  private boolean balancedClassWeight;
  private Tensors sampleWeight;
  private int initialEpoch;
  private int stepsPerEpoch;
  private int validationSteps;
  private int validationBatchSize;
  private int validationFreq = 1;
  private int verbose = -1;
  private List<Callback> callbacks = List.of();
  private long maxMemory = Long.MAX_VALUE;
  private FeatureCache features;

  private FitOptions() {}

  /** Keras's defaults: one epoch, batches of 32. */
  public static FitOptions defaults() {
    return new FitOptions();
  }

  /** The number at which training ends: with initialEpoch 0, the number of epochs. Default: 1. */
  public FitOptions epochs(int epochs) {
    checkAtLeast("epochs", 0, epochs);
    return with(o -> o.epochs = epochs);
  }

  /** How many samples of arrays go through the model together. Default: 32. */
  public FitOptions batchSize(int batchSize) {
    checkAtLeast("batchSize", 1, batchSize);
    return with(o -> o.batchSize = batchSize);
  }

  /** A source that is evaluated after each epoch. The caller closes it. */
  public FitOptions validation(BatchSource validation) {
    Require.notNull("validation", validation);
    return with(o -> o.validation = validation);
  }

  /** Arrays that are evaluated after each epoch. */
  public FitOptions validationData(Tensors x, Tensors y) {
    return validationData(x, y, null);
  }

  /**
   * Arrays that are evaluated after each epoch, with a weight for each sample, (n,), as {@link
   * #sampleWeight} takes them.
   */
  public FitOptions validationData(Tensors x, Tensors y, Tensors sampleWeight) {
    Require.notNull("x", x);
    Require.notNull("y", y);
    return with(
        o -> {
          o.validationX = x;
          o.validationY = y;
          o.validationSampleWeight = sampleWeight;
        });
  }

  /**
   * The share of arrays, their last samples, that is kept for validation. {@code fit} refuses a
   * split that leaves no sample of a class to train on, as samples sorted by class do. Default: 0.
   */
  public FitOptions validationSplit(double validationSplit) {
    if (!(validationSplit >= 0 && validationSplit < 1)) {
      throw new IllegalArgumentException(
          "Expected a validationSplit of at least 0 and below 1. Received: " + validationSplit);
    }
    return with(o -> o.validationSplit = validationSplit);
  }

  /** Whether arrays are shuffled before each epoch. Default: true. */
  public FitOptions shuffle(boolean shuffle) {
    return with(o -> o.shuffle = shuffle);
  }

  /**
   * The weight of each class in the loss, at least 0; missing ones weigh 1. The label -1 of hinge
   * losses is the class 0. Validation is never weighted. Samples have weights of their class or of
   * their own, not both.
   */
  public FitOptions classWeight(Map<Integer, Double> classWeight) {
    Require.notNull("classWeight", classWeight);
    classWeight.forEach(
        (number, weight) -> {
          String name = "classWeight of the class " + number;
          Require.notNegative(name, Require.notNull(name, weight));
        });
    Map<Integer, Double> copy = Map.copyOf(classWeight);
    return with(
        o -> {
          o.classWeight = copy;
          o.balancedClassWeight = false;
        });
  }

  /**
   * Weighs the classes so that all count the same, whatever their numbers of samples: see {@link
   * Labels#balancedClassWeight}. {@code fit} refuses a source that does not tell its classes.
   */
  public FitOptions balancedClassWeight() {
    return with(
        o -> {
          o.classWeight = Map.of();
          o.balancedClassWeight = true;
        });
  }

  /**
   * The weight of each sample in the loss, (n,). With several outputs, one array is for all of
   * them; several are for each output in their order, or by name, where outputs may be left out.
   */
  public FitOptions sampleWeight(Tensors sampleWeight) {
    return with(o -> o.sampleWeight = sampleWeight);
  }

  /** The number of the first epoch, to resume. Default: 0. */
  public FitOptions initialEpoch(int initialEpoch) {
    checkAtLeast("initialEpoch", 0, initialEpoch);
    return with(o -> o.initialEpoch = initialEpoch);
  }

  /** How many batches make an epoch. Default: all. */
  public FitOptions stepsPerEpoch(int stepsPerEpoch) {
    checkAtLeast("stepsPerEpoch", 1, stepsPerEpoch);
    return with(o -> o.stepsPerEpoch = stepsPerEpoch);
  }

  /** How many batches of the validation are evaluated. Default: all. */
  public FitOptions validationSteps(int validationSteps) {
    checkAtLeast("validationSteps", 1, validationSteps);
    return with(o -> o.validationSteps = validationSteps);
  }

  /** The batch size of validation arrays. Default: batchSize. */
  public FitOptions validationBatchSize(int validationBatchSize) {
    checkAtLeast("validationBatchSize", 1, validationBatchSize);
    return with(o -> o.validationBatchSize = validationBatchSize);
  }

  /** The validation runs after every so many epochs. Default: 1. */
  public FitOptions validationFreq(int validationFreq) {
    checkAtLeast("validationFreq", 1, validationFreq);
    return with(o -> o.validationFreq = validationFreq);
  }

  /**
   * 0 prints nothing, 1 a progress bar, which needs a terminal, 2 a line for each epoch. Default: 1
   * on a terminal, else 2. Where no logging library is there to take them, 1 and 2 also print what
   * else is good to know: the pictures found, the backend, the memory, why training ended.
   */
  public FitOptions verbose(int verbose) {
    if (verbose < 0 || verbose > 2) {
      throw new IllegalArgumentException("Expected verbose of 0, 1 or 2. Received: " + verbose);
    }
    return with(o -> o.verbose = verbose);
  }

  /** The callbacks, called in this order. */
  public FitOptions callbacks(Callback... callbacks) {
    Require.notNull("callbacks", callbacks);
    return callbacks(Arrays.asList(callbacks));
  }

  /** The callbacks, called in this order. */
  public FitOptions callbacks(List<? extends Callback> callbacks) {
    List<Callback> copy = Require.noneNull("callbacks", callbacks);
    return with(o -> o.callbacks = copy);
  }

  /**
   * The memory outside the heap that {@code fit} may take: {@code "2g"}, {@code "512m"}, or a whole
   * number of bytes. Where more is planned, the batch is computed in smaller slices than usual, as
   * few as will do; where that is not enough, the backward pass recomputes the forward pass of each
   * slice, slower by a third and more. Results are equal but for the order in which gradients are
   * added up. Only layers before the first dense one can be sliced, and BatchNormalization sees the
   * whole batch. Where it still does not fit, {@code fit} refuses before the first step. What
   * counts is {@link TrainingMemory}, with the validation's, and cached features that are not in a
   * file; not the user's arrays, batches of pictures, or predictions made meanwhile. Default: no
   * limit.
   *
   * @throws IllegalArgumentException if it is not such an amount
   */
  public FitOptions maxMemory(String maxMemory) {
    Require.notNull("maxMemory", maxMemory);
    long bytes = Bytes.of("maxMemory", maxMemory);
    return with(o -> o.maxMemory = bytes);
  }

  /**
   * Computes the results of the layers that do not change once, and trains the others on them: see
   * {@link #cacheFeatures(FeatureCache)}.
   */
  public FitOptions cacheFeatures() {
    return cacheFeatures(FeatureCache.defaults());
  }

  /** Caches the results of a layer: see {@link #cacheFeatures(FeatureCache)}. */
  public FitOptions cacheFeatures(String layer) {
    return cacheFeatures(FeatureCache.defaults().layer(layer));
  }

  /**
   * Computes the results of the layers that do not change, the features, once for each sample, and
   * trains the layers behind them on these: an epoch costs what the head costs. Losses, metrics,
   * callbacks, the order of the batches and the model that comes out are those of training without;
   * callbacks may save, evaluate and predict as ever. Keras has no such argument.
   *
   * <p>Layers do not change if they and all before them were frozen, {@code setTrainable(false)},
   * when {@code compile} was called, or have no weights, and do nothing at random in training:
   * dropout, noise and augmentation belong behind them. Weights that a callback sets while {@code
   * fit} runs are not seen.
   *
   * <p>A source that augments, so that its epochs differ, is refused unless {@link
   * FeatureCache#variants} says how many of its epochs are kept.
   *
   * @throws IllegalArgumentException from {@code fit}, before the first step, if no layers before
   *     those that train are frozen, the result of the layer named changes, or the features do not
   *     fit into the memory; the message names the layers
   */
  public FitOptions cacheFeatures(FeatureCache features) {
    Require.notNull("features", features);
    return with(o -> o.features = features);
  }

  /** Puts the options together with arrays to train on; these are shuffled by seed and epoch. */
  FitRun toRun(Tensors x, Tensors y, long seed) {
    ArraySource all =
        shuffle
            ? ArraySource.shuffled(x, y, sampleWeight, batchSize, seed)
            : ArraySource.inOrder(x, y, sampleWeight, batchSize);
    if (validationSplit == 0) {
      return toRun(all, null);
    }
    ArraySource.Split parts = all.split(validationSplit);
    return toRun(parts.train(), parts.validation());
  }

  /** Puts the options together with a source to train on. */
  FitRun toRun(BatchSource train) {
    if (validationSplit > 0 || sampleWeight != null) {
      throw new IllegalArgumentException(
          "Expected validationSplit and sampleWeight with arrays only: a source splits and weighs"
              + " by itself.");
    }
    return toRun(train, null);
  }

  /**
   * @param split the part of the arrays that is kept for validation, or null
   */
  private FitRun toRun(BatchSource train, BatchSource split) {
    if ((balancedClassWeight || !classWeight.isEmpty()) && sampleWeight != null) {
      throw new IllegalArgumentException(
          "Expected classWeight or sampleWeight, not both, as in Keras.");
    }
    return new FitRun(
        train,
        validation != null ? validation : validationX != null ? validationArrays() : split,
        validation == null && validationX == null && split != null,
        balancedClassWeight ? balancedClassWeight(train) : classWeight,
        initialEpoch,
        epochs,
        stepsPerEpoch,
        validationSteps,
        validationFreq,
        verbose,
        callbacks,
        maxMemory,
        features == null ? null : features.request());
  }

  private BatchSource validationArrays() {
    int size = validationBatchSize > 0 ? validationBatchSize : batchSize;
    return ArraySource.inOrder(validationX, validationY, validationSampleWeight, size);
  }

  private static Map<Integer, Double> balancedClassWeight(BatchSource source) {
    int[] classes = source.classes();
    if (classes.length == 0) {
      throw new IllegalArgumentException(
          "Expected balancedClassWeight with a source that tells the class of each sample."
              + " Received: "
              + source.getClass().getSimpleName());
    }
    return Labels.balancedClassWeight(classes);
  }

  private static void checkAtLeast(String name, int least, int value) {
    if (value < least) {
      throw new IllegalArgumentException(
          "Expected " + name + " of at least " + least + ". Received: " + value);
    }
  }
}
