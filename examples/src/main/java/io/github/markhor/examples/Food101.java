package io.github.markhor.examples;

import static io.github.markhor.layers.Activations.RELU;
import static io.github.markhor.layers.Activations.SOFTMAX;
import static io.github.markhor.layers.Padding.SAME;
import static io.github.markhor.metrics.Metrics.ACCURACY;

import io.github.markhor.CompileOptions;
import io.github.markhor.FitOptions;
import io.github.markhor.History;
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
import io.github.markhor.layers.Activation;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Dropout;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.Input;
import io.github.markhor.layers.MaxPooling2D;
import io.github.markhor.losses.CategoricalCrossentropy;
import io.github.markhor.optimizers.RMSprop;
import io.github.markhor.reports.TrainingCurves;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Tells dishes apart: a deep network with wide convolutions, trained on strongly augmented pictures
 * of ten classes of Food-101. {@code --help} lists the options.
 */
@Command(
    name = "bin/run Food101",
    sortOptions = false,
    description = "Trains a deep convolutional network on classes of Food-101.",
    footer = {
      "",
      "Example: bin/run Food101 --data food-101/images --classes pizza,sushi,waffles",
      "writes model.h5, history.csv and curves.png into out/food101."
    })
public final class Food101 extends Example {
  private static final int SIZE = 128;
  private static final int BATCH = 32;
  private static final double VALIDATION_SPLIT = 0.15;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description =
          "A folder with a folder of pictures for each class; 15 %% of each are for validation.")
  private Path data;

  @Option(
      names = "--classes",
      paramLabel = "NAME",
      split = ",",
      description = "The classes to tell apart, separated by commas. Default: all folders.")
  private List<String> classes = List.of();

  @Option(
      names = "--epochs",
      converter = Example.AtLeastOne.class,
      paramLabel = "N",
      description = "Default: ${DEFAULT-VALUE}.",
      defaultValue = "100")
  private int epochs;

  @Option(
      names = "--patience",
      converter = Example.AtLeastZero.class,
      paramLabel = "P",
      description =
          "Epochs without a better validation loss until training ends. Default: ${DEFAULT-VALUE}.",
      defaultValue = "10")
  private int patience;

  @Option(
      names = "--policy",
      paramLabel = "POLICY",
      description = "float32 or mixed_bfloat16. Default: ${DEFAULT-VALUE}.",
      defaultValue = "float32")
  private String policy;

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
      defaultValue = "out/food101")
  private Path out;

  /** Runs the example. */
  public static void main(String[] line) {
    new Food101().run(line);
  }

  @Override
  public Integer call() throws IOException {
    DTypePolicy dtype = DTypePolicy.of(policy);
    Files.createDirectories(out);
    Path best = out.resolve("model.h5");
    ImageDataGenerator augmented = augmentation().validationSplit(VALIDATION_SPLIT).build();
    ImageDataGenerator plain =
        ImageDataGenerator.builder().rescale(1 / 255.0).validationSplit(VALIDATION_SPLIT).build();
    Flow flow = Flow.defaults().targetSize(SIZE, SIZE).batchSize(BATCH).classes(classes).seed(seed);
    try (DirectoryImages train = augmented.flowFromDirectory(data, flow.subset(Subset.TRAINING));
        DirectoryImages validation =
            plain.flowFromDirectory(data, flow.subset(Subset.VALIDATION).shuffle(false));
        Sequential model = network(train.classNames().size(), seed, dtype)) {
      model.compile(
          RMSprop.of(1e-4),
          CategoricalCrossentropy.of(),
          CompileOptions.defaults().metrics(ACCURACY));
      model.summary();
      long start = System.nanoTime();
      History history =
          model.fit(
              train,
              FitOptions.defaults()
                  .epochs(epochs)
                  .validation(validation)
                  .callbacks(
                      EarlyStopping.builder().patience(patience).restoreBestWeights(true).build(),
                      ModelCheckpoint.builder(best).monitor("val_loss").saveBestOnly(true).build(),
                      CSVLogger.builder(out.resolve("history.csv")).build()));
      double seconds = (System.nanoTime() - start) / 1e9;
      TrainingCurves.of(history).save(out.resolve("curves.png"));
      Map<String, Double> logs = model.evaluate(validation);
      System.out.println("Wrote model.h5, history.csv and curves.png into " + out);
      System.out.printf(
          Locale.ROOT,
          "accuracy %.4f loss %.4f epochs %d seconds %.1f%n",
          logs.get("accuracy"),
          logs.get("loss"),
          history.epochs().size(),
          seconds);
      return 0;
    }
  }

  /** The article's augmentation of the pictures to train with. */
  public static ImageDataGeneratorBuilder augmentation() {
    return ImageDataGenerator.builder()
        .rescale(1 / 255.0)
        .brightnessRange(0.1, 0.7)
        .widthShiftRange(0.5)
        .rotationRange(90)
        .horizontalFlip(true)
        .verticalFlip(true);
  }

  /** The article's network: 10,588,458 parameters for ten classes. */
  public static Sequential network(int classes, long seed, DTypePolicy policy) {
    return Sequential.of(
        ModelOptions.defaults().name("food101").seed(seed).dtype(policy),
        Input.of(SIZE, SIZE, 3),
        Conv2D.of(32, 3).padding(SAME).activation(RELU),
        Conv2D.of(32, 3).activation(RELU),
        MaxPooling2D.of(2),
        Dropout.of(0.2),
        Conv2D.of(64, 3).padding(SAME).activation(RELU),
        Conv2D.of(64, 3).activation(RELU),
        MaxPooling2D.of(2),
        Dropout.of(0.2),
        Conv2D.of(128, 3).padding(SAME).activation(RELU),
        Conv2D.of(128, 3).activation(RELU),
        Activation.of(RELU),
        MaxPooling2D.of(2),
        Dropout.of(0.2),
        Conv2D.of(512, 5).padding(SAME).activation(RELU),
        Conv2D.of(512, 5).activation(RELU),
        MaxPooling2D.of(4),
        Dropout.of(0.2),
        Flatten.of(),
        Dense.of(1024).activation(RELU),
        Dropout.of(0.2),
        Dense.of(classes).activation(SOFTMAX).dtype(DTypePolicy.FLOAT32));
  }
}
