package io.github.markhor.examples;

import static io.github.markhor.layers.Activations.RELU;
import static io.github.markhor.layers.Activations.SOFTMAX;
import static io.github.markhor.layers.Padding.SAME;
import static io.github.markhor.metrics.Metrics.ACCURACY;

import io.github.markhor.CompileOptions;
import io.github.markhor.FitOptions;
import io.github.markhor.History;
import io.github.markhor.Model;
import io.github.markhor.ModelOptions;
import io.github.markhor.Sequential;
import io.github.markhor.callbacks.CSVLogger;
import io.github.markhor.callbacks.EarlyStopping;
import io.github.markhor.callbacks.ModelCheckpoint;
import io.github.markhor.data.DirectoryImages;
import io.github.markhor.data.Flow;
import io.github.markhor.data.ImageDataGenerator;
import io.github.markhor.data.ImageDataGeneratorBuilder;
import io.github.markhor.data.Subset;
import io.github.markhor.layer.DTypePolicy;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Dropout;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.Input;
import io.github.markhor.layers.MaxPooling2D;
import io.github.markhor.losses.BinaryCrossentropy;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.reports.TrainingCurves;
import io.github.markhor.source.Labels;
import io.github.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Tells cats from dogs: a small convolutional network, trained from nothing on augmented pictures.
 * {@code --help} lists the options.
 */
@Command(
    name = "bin/run CatsVsDogs",
    sortOptions = false,
    description =
        "Trains a small convolutional network to tell cats from dogs, or other classes of"
            + " pictures.",
    footer = {
      "",
      "Example: bin/run CatsVsDogs --data pictures --epochs 10",
      "writes model.h5, history.csv and curves.png into out/cats-vs-dogs."
    })
public final class CatsVsDogs extends Example {
  private static final int SIZE = 150;
  private static final int BATCH = 32;
  private static final double LEARNING_RATE = 0.01;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "A folder with a folder of pictures for each class. Default: drawn pictures.")
  private Path data;

  @Option(
      names = "--validation",
      paramLabel = "DIR",
      description = "Such a folder to validate with. Default: a fifth of the pictures of --data.")
  private Path validation;

  @Option(
      names = "--epochs",
      converter = Example.AtLeastOne.class,
      paramLabel = "N",
      description = "Default: ${DEFAULT-VALUE}.",
      defaultValue = "20")
  private int epochs;

  @Option(
      names = "--patience",
      converter = Example.AtLeastZero.class,
      paramLabel = "P",
      description =
          "Epochs without a better validation loss until training ends. Default: ${DEFAULT-VALUE}.",
      defaultValue = "2")
  private int patience;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Decides weights, order and augmentation. Default: ${DEFAULT-VALUE}.",
      defaultValue = "1")
  private int seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder of the results. Default: ${DEFAULT-VALUE}.",
      defaultValue = "out/cats-vs-dogs")
  private Path out;

  /** Runs the example. */
  public static void main(String[] line) {
    new CatsVsDogs().run(line);
  }

  @Override
  public Integer call() throws IOException {
    Files.createDirectories(out);
    if (data == null) {
      Path drawn = out.resolve("pictures");
      data = drawn.resolve("train");
      validation = drawn.resolve("validation");
      if (!Files.isDirectory(validation)) {
        System.out.println("Drawing 2,000 pictures into " + drawn);
      }
      DrawnPictures.draw(data, 800, seed);
      DrawnPictures.draw(validation, 200, seed + 1000L);
    }
    train();
    return 0;
  }

  private void train() throws IOException {
    double split = validation == null ? 0.2 : 0;
    ImageDataGenerator augment = augmentation().validationSplit(split).build();
    ImageDataGenerator plain =
        ImageDataGenerator.builder().rescale(1 / 255.0).validationSplit(split).build();
    Flow flow = Flow.defaults().targetSize(SIZE, SIZE).batchSize(BATCH).seed(seed);
    Flow trainFlow = validation == null ? flow.subset(Subset.TRAINING) : flow;
    Flow testFlow = (validation == null ? flow.subset(Subset.VALIDATION) : flow).shuffle(false);
    Path testFolder = validation == null ? data : validation;
    Path best = out.resolve("model.h5");

    EarlyStopping stop =
        EarlyStopping.builder().patience(patience).restoreBestWeights(true).build();
    LossHistory losses = new LossHistory();
    long start = System.nanoTime();
    try (DirectoryImages train = augment.flowFromDirectory(data, trainFlow);
        DirectoryImages test = plain.flowFromDirectory(testFolder, testFlow);
        Sequential model = network(train.classNames().size(), seed, DTypePolicy.FLOAT32)) {
      model.compile(
          SGD.of(LEARNING_RATE).momentum(0.9).decay(LEARNING_RATE / epochs),
          BinaryCrossentropy.of(),
          CompileOptions.defaults().metrics(ACCURACY));
      model.summary();
      History history =
          model.fit(
              train,
              FitOptions.defaults()
                  .epochs(epochs)
                  .validation(test)
                  .callbacks(
                      stop,
                      ModelCheckpoint.builder(best).monitor("val_loss").saveBestOnly(true).build(),
                      CSVLogger.builder(out.resolve("history.csv")).build(),
                      losses));
      double seconds = (System.nanoTime() - start) / 1e9;
      TrainingCurves.of(history).save(out.resolve("curves.png"));
      System.out.printf(
          Locale.ROOT,
          "Loss of the first batch %.4f, of the last %.4f, over %d batches%n",
          losses.first(),
          losses.last(),
          losses.count());
      report(best, test, history.epochs().size(), seconds, out);
    }
  }

  /** The article's augmentation of the pictures to train with. */
  public static ImageDataGeneratorBuilder augmentation() {
    return ImageDataGenerator.builder()
        .rescale(1 / 255.0)
        .shearRange(0.2)
        .zoomRange(0.2)
        .horizontalFlip(true);
  }

  /** The article's network: 1,355,938 parameters for two classes. */
  public static Sequential network(int classes, long seed, DTypePolicy policy) {
    return Sequential.of(
        ModelOptions.defaults().name("cats_vs_dogs").seed(seed).dtype(policy),
        Input.of(SIZE, SIZE, 3),
        Conv2D.of(32, 3).padding(SAME).activation(RELU),
        MaxPooling2D.of(2),
        Conv2D.of(32, 3).padding(SAME).activation(RELU),
        MaxPooling2D.of(2),
        Conv2D.of(64, 3).padding(SAME).activation(RELU),
        MaxPooling2D.of(2),
        Dropout.of(0.25),
        Flatten.of(),
        Dense.of(64).activation(RELU),
        Dropout.of(0.5),
        Dense.of(classes).activation(SOFTMAX).dtype(DTypePolicy.FLOAT32));
  }

  /** Loads the saved model again, as a program that serves it would, and lets it tell. */
  private static void report(
      Path file, DirectoryImages test, int epochs, double seconds, Path out) {
    try (Model model = Model.load(file)) {
      Map<String, Double> logs = model.evaluate(test);
      Tensor predictions = model.predict(test);
      int[] likeliest = Labels.predicted(predictions);
      System.out.println("Some predictions of " + file + ":");
      for (int i = 0; i < test.samples(); i += Math.max(1, test.samples() / 6)) {
        System.out.printf(
            Locale.ROOT,
            "  %-24s %s (%.0f %%)%n",
            test.filenames().get(i),
            model.classNames().get(likeliest[i]),
            100 * predictions.get(i, likeliest[i]));
      }
      System.out.println("Wrote model.h5, history.csv and curves.png into " + out);
      System.out.printf(
          Locale.ROOT,
          "accuracy %.4f loss %.4f epochs %d seconds %.1f%n",
          logs.get("accuracy"),
          logs.get("loss"),
          epochs,
          seconds);
    }
  }
}
