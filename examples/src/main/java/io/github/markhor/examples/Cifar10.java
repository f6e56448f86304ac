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
import io.github.markhor.callbacks.Callback;
import io.github.markhor.callbacks.EarlyStopping;
import io.github.markhor.data.DirectoryImages;
import io.github.markhor.data.Flow;
import io.github.markhor.data.ImageDataGenerator;
import io.github.markhor.data.ImageDataGeneratorBuilder;
import io.github.markhor.layer.DTypePolicy;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Tells the ten classes of CIFAR-10 apart, with and without augmentation. {@code --help} lists the
 * options.
 */
@Command(
    name = "bin/run Cifar10",
    sortOptions = false,
    description = "Trains a convolutional network on CIFAR-10.",
    footer = {
      "",
      "Example: bin/run Cifar10 --data cifar10 --augment",
      "writes model.h5, history.csv and curves.png into out/cifar10."
    })
public final class Cifar10 extends Example {
  private static final int BATCH = 256;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "A folder that holds train/ and test/, with a folder for each class.")
  private Path data;

  @Option(names = "--augment", description = "Streams augmented pictures.")
  private boolean augment;

  @Option(
      names = "--epochs",
      converter = Example.AtLeastOne.class,
      paramLabel = "N",
      description = "Default: ${DEFAULT-VALUE}.",
      defaultValue = "10")
  private int epochs;

  @Option(
      names = "--patience",
      converter = Example.AtLeastZero.class,
      paramLabel = "P",
      description =
          "Epochs without a better validation loss until training ends. Default: all are run.")
  private Integer patience;

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
      defaultValue = "out/cifar10")
  private Path out;

  /** Runs the example. */
  public static void main(String[] line) {
    new Cifar10().run(line);
  }

  @Override
  public Integer call() throws IOException {
    DTypePolicy dtype = DTypePolicy.of(policy);
    Files.createDirectories(out);
    ImageDataGenerator plain = ImageDataGenerator.rescaling(1 / 255.0);
    ImageDataGenerator generator = augment ? augmentation().build() : plain;
    List<Callback> callbacks = new ArrayList<>();
    callbacks.add(CSVLogger.builder(out.resolve("history.csv")).build());
    if (patience != null) {
      callbacks.add(EarlyStopping.builder().patience(patience).restoreBestWeights(true).build());
    }
    Flow flow = Flow.defaults().targetSize(32, 32).batchSize(BATCH).seed(seed);
    try (DirectoryImages train = generator.flowFromDirectory(data.resolve("train"), flow);
        DirectoryImages test = plain.flowFromDirectory(data.resolve("test"), flow.shuffle(false));
        Sequential model = network(train.classNames().size(), seed, dtype)) {
      model.compile(
          RMSprop.of(), CategoricalCrossentropy.of(), CompileOptions.defaults().metrics(ACCURACY));
      model.summary();
      long start = System.nanoTime();
      History history =
          model.fit(
              train, FitOptions.defaults().epochs(epochs).validation(test).callbacks(callbacks));
      double seconds = (System.nanoTime() - start) / 1e9;
      TrainingCurves.of(history).save(out.resolve("curves.png"));
      model.save(out.resolve("model.h5"));
      Map<String, Double> logs = model.evaluate(test);
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
        .widthShiftRange(0.1)
        .heightShiftRange(0.1)
        .horizontalFlip(true);
  }

  /** The article's network: 276,138 parameters for ten classes. */
  public static Sequential network(int classes, long seed, DTypePolicy policy) {
    return Sequential.of(
        ModelOptions.defaults().name("cifar10").seed(seed).dtype(policy),
        Input.of(32, 32, 3),
        Conv2D.of(32, 3).padding(SAME).activation(RELU),
        Conv2D.of(32, 3).activation(RELU),
        MaxPooling2D.of(2),
        Dropout.of(0.25),
        Conv2D.of(64, 3).padding(SAME).activation(RELU),
        Conv2D.of(64, 3).activation(RELU),
        MaxPooling2D.of(2),
        Dropout.of(0.25),
        Conv2D.of(64, 3).padding(SAME).activation(RELU),
        Conv2D.of(64, 3).activation(RELU),
        MaxPooling2D.of(2),
        Dropout.of(0.25),
        Flatten.of(),
        Dense.of(512).activation(RELU),
        Dropout.of(0.5),
        Dense.of(classes).activation(SOFTMAX).dtype(DTypePolicy.FLOAT32));
  }
}
