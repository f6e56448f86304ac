package io.github.markhor.classifier;

import io.github.markhor.applications.Application;
import io.github.markhor.callbacks.Callback;
import io.github.markhor.config.Immutable;
import io.github.markhor.config.Require;
import io.github.markhor.layer.DTypePolicy;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Trains a classifier on a folder with a folder of pictures for each class, with settings that fit
 * most pictures; each can be changed. Immutable: each method that sets an option returns a changed
 * copy.
 *
 * <pre>{@code
 * try (ImageClassifier classifier =
 *     ClassifierTraining.of(Path.of("pictures"), Path.of("out")).epochs(20).run()) {
 *   System.out.println(classifier.classify(Path.of("cat.jpg")).best());
 * }
 * }</pre>
 *
 * <p>Without a base a small convolutional network is trained from random weights. On a base, a
 * trained network, a new head is trained first, on the base's features, and then, with a small
 * learning rate, the base's last layers as well.
 */
public final class ClassifierTraining extends Immutable<ClassifierTraining> {
  private static final int EPOCHS = 30;
  private static final int HEAD_EPOCHS = 60;
  private static final int FINE_EPOCHS = 5;

  final Path data;
  final Path out;
  Path validation;
  double validationSplit = 0.2;
  Base base;
  private Integer epochs;
  private int fineEpochs = FINE_EPOCHS;
  int fineLayers = 40;
  int[] size;
  int batchSize = 32;
  boolean augment = true;
  DTypePolicy policy = DTypePolicy.FLOAT32;
  long seed = 1;
  int verbose = 1;
  boolean resume;
  boolean overwrite;
  List<Callback> callbacks = List.of();
  Consumer<String> log = line -> {};

  private ClassifierTraining(Path data, Path out) {
    this.data = data;
    this.out = out;
  }

  /**
   * A training.
   *
   * @param data a folder with a folder of pictures for each class
   * @param out the folder of the results, which is made
   */
  public static ClassifierTraining of(Path data, Path out) {
    Require.notNull("data", data);
    Require.notNull("out", out);
    return new ClassifierTraining(data, out);
  }

  /** A folder of the same classes to validate with. Default: a share of the pictures. */
  public ClassifierTraining validation(Path folder) {
    return with(copy -> copy.validation = folder);
  }

  /** The share of each class's pictures to validate with. Default: 0.2. */
  public ClassifierTraining validationSplit(double share) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException(
          "Expected a share above 0 and below 1 to validate with. Received: " + share);
    }
    return with(copy -> copy.validationSplit = share);
  }

  /** Builds on a network of {@code keras.applications}, with weights from a file. */
  public ClassifierTraining base(Application<?> application) {
    Require.notNull("application", application);
    return with(copy -> copy.base = new Base.OfApplication(application));
  }

  /**
   * Builds on a model file, {@code .h5} or {@code .keras}; if it ends in a dense layer, without it.
   *
   * @param scale what it wants pixels to be
   */
  public ClassifierTraining base(Path file, PixelScale scale) {
    Require.notNull("file", file);
    Require.notNull("scale", scale);
    return with(copy -> copy.base = new Base.OfFile(file, scale));
  }

  /** Builds on a model file whose pixels are named as {@link PixelScale#of} does: {@code -1..1}. */
  public ClassifierTraining base(Path file, String scale) {
    return base(file, PixelScale.of(scale));
  }

  /**
   * The most epochs; training ends earlier when the validation gets no better. Default: 30, on a
   * base 10 of the head alone.
   */
  public ClassifierTraining epochs(int most) {
    Require.positive("epochs", most);
    return with(copy -> copy.epochs = most);
  }

  /** The most epochs of the head and the base's last layers; 0 for none. Default: 5. */
  public ClassifierTraining fineEpochs(int most) {
    return with(copy -> copy.fineEpochs = notNegative("fineEpochs", most));
  }

  /** How many of the base's layers, the last, are trained then. Default: 40. */
  public ClassifierTraining fineLayers(int count) {
    return with(copy -> copy.fineLayers = notNegative("fineLayers", count));
  }

  /** The size of the network's pictures. Default: the base's, or by the size of most pictures. */
  public ClassifierTraining targetSize(int height, int width) {
    Require.positive("height", height);
    Require.positive("width", width);
    return with(copy -> copy.size = new int[] {height, width});
  }

  /** Pictures in a batch. Default: 32. */
  public ClassifierTraining batchSize(int pictures) {
    Require.positive("batchSize", pictures);
    return with(copy -> copy.batchSize = pictures);
  }

  /**
   * Whether pictures are turned, shifted, enlarged and mirrored at random. Default: true. On a
   * base, the head alone is trained without, on features that are computed once.
   */
  public ClassifierTraining augment(boolean on) {
    return with(copy -> copy.augment = on);
  }

  /** The policy of numbers; {@code mixed_bfloat16} is quicker where the processor has it. */
  public ClassifierTraining policy(DTypePolicy wanted) {
    Require.notNull("policy", wanted);
    return with(copy -> copy.policy = wanted);
  }

  /** The policy of numbers by Keras's name: {@code float32}, {@code mixed_bfloat16}. */
  public ClassifierTraining policy(String name) {
    return policy(DTypePolicy.of(name));
  }

  /** Decides weights, order and augmentation. Default: 1. */
  public ClassifierTraining seed(long number) {
    return with(copy -> copy.seed = number);
  }

  /** Goes on with a training of the same settings that was broken off. Default: false. */
  public ClassifierTraining resume(boolean on) {
    return with(copy -> copy.resume = on);
  }

  /** Trains anew where the folder of results holds an earlier training's. Default: false. */
  public ClassifierTraining overwrite(boolean on) {
    return with(copy -> copy.overwrite = on);
  }

  /** What is printed of the epochs, as {@code FitOptions.verbose} has it. Default: 1. */
  public ClassifierTraining verbose(int level) {
    return with(copy -> copy.verbose = level);
  }

  /** Further callbacks; each is used in both phases on a base. */
  public ClassifierTraining callbacks(Callback... more) {
    return with(copy -> copy.callbacks = List.of(more));
  }

  /** Gets a line about each thing that is decided or done. Default: no one does. */
  public ClassifierTraining log(Consumer<String> lines) {
    Require.notNull("log", lines);
    return with(copy -> copy.log = lines);
  }

  private static int notNegative(String name, int value) {
    return (int) Require.notNegative(name, value);
  }

  int epochs() {
    return epochs != null ? epochs : base == null ? EPOCHS : HEAD_EPOCHS;
  }

  int fineEpochs() {
    return base == null ? 0 : fineEpochs;
  }

  /** What decides the result, by the names of the program's options. */
  Map<String, String> settings(PictureInput input) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("data", data.toAbsolutePath().normalize().toString());
    all.put(
        "validation",
        validation == null
            ? String.valueOf(validationSplit)
            : validation.toAbsolutePath().normalize().toString());
    all.put("base", base == null ? "none" : base.toString());
    all.put("epochs", String.valueOf(epochs()));
    all.put("fine-epochs", String.valueOf(fineEpochs()));
    all.put("fine-layers", String.valueOf(fineLayers));
    all.put("size", input.height() + "x" + input.width());
    all.put("batch-size", String.valueOf(batchSize));
    all.put("augment", String.valueOf(augment));
    all.put("policy", policy.name());
    all.put("seed", String.valueOf(seed));
    return all;
  }

  /**
   * Trains, and leaves in the folder of results: {@code model.keras}, {@code classifier.json} and
   * {@code labels.txt}, which {@link ImageClassifier#load} takes; {@code history.csv}; {@code
   * report.html}, how well it does; {@code training.json}, the settings.
   *
   * @return the classifier, of the best epoch by its validation loss
   * @throws IllegalArgumentException if the folder holds another training's results, there are
   *     fewer than two classes, or the settings do not fit
   * @throws io.github.markhor.data.picture.PictureException if no picture of a class can be read
   */
  public ImageClassifier run() {
    return new TrainingRun(this).run();
  }
}
