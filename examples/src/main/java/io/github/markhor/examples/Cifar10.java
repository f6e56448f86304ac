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
import io.github.markhor.cli.Program;
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
import io.github.markhor.reports.FeatureMaps;
import io.github.markhor.reports.SampleGrid;
import io.github.markhor.reports.TrainingCurves;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Tells the ten classes of CIFAR-10 apart, without augmentation and with it, and shows both
 * trainings in one picture. {@code --help} lists the options.
 */
@Command(
    name = "bin/run Cifar10",
    sortOptions = false,
    description =
        "Trains a convolutional network on CIFAR-10, without and with augmented pictures.",
    footer = {
      "",
      "Example: bin/run Cifar10 --data cifar10 --epochs 10",
      "writes both models, curves.png of both and feature maps into out/cifar10."
    })
public final class Cifar10 extends Program {
  private static final int BATCH = 256;

  /** Which pictures to train with. */
  private enum Augment {
    NO,
    YES,
    BOTH
  }

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "A folder that holds train/ and test/, with a folder for each class. Default: drawn"
              + " shapes.")
  private Path data;

  @Option(
      names = "--augment",
      paramLabel = "WHETHER",
      description =
          "no, yes, or both for a training without and one with augmented pictures. Default: both.",
      defaultValue = "both")
  private Augment augment;

  @Option(
      names = "--policy",
      paramLabel = "POLICY",
      description = "float32 or mixed_bfloat16. Default: ${DEFAULT-VALUE}.",
      defaultValue = "float32")
  private String policy;

  @Mixin private final ExampleOptions options = new ExampleOptions("out/cifar10", 10);

  private final Map<String, TrainingCurves> curves = new LinkedHashMap<>();
  private final Map<String, Object> results = new LinkedHashMap<>();

  /** Runs the example. */
  public static void main(String[] line) {
    new Cifar10().run(line);
  }

  @Override
  public Integer call() {
    if (data == null) {
      data = options.file("pictures");
      DrawnShapes.draw(data.resolve("train"), 32, 150, options.seed);
      DrawnShapes.draw(data.resolve("test"), 32, 50, options.seed + 1000L);
    }
    ImageDataGenerator plain = ImageDataGenerator.rescaling(1 / 255.0);
    if (augment != Augment.YES) {
      train("plain", plain, plain);
    }
    if (augment != Augment.NO) {
      train("augmented", augmentation().build(), plain);
    }
    TrainingCurves.compare(curves).save(options.file("curves.png"));
    options.end(results);
    return 0;
  }

  private void train(String name, ImageDataGenerator generator, ImageDataGenerator plain) {
    Flow flow =
        Flow.defaults().targetSize(32, 32).batchSize(BATCH).seed(options.seed).cacheInMemory();
    try (DirectoryImages train = generator.flowFromDirectory(data.resolve("train"), flow);
        DirectoryImages test = plain.flowFromDirectory(data.resolve("test"), flow.shuffle(false));
        Sequential model =
            network(train.classNames().size(), options.seed, DTypePolicy.of(policy))) {
      SampleGrid.of(train, 3, 6).save(options.file("pictures-" + name + ".png"));
      model.compile(
          RMSprop.of(), CategoricalCrossentropy.of(), CompileOptions.defaults().metrics(ACCURACY));
      if (curves.isEmpty()) {
        model.summary();
      }
      History history =
          model.fit(
              train,
              FitOptions.defaults()
                  .epochs(options.epochs)
                  .validation(test)
                  .callbacks(CSVLogger.builder(options.file("history-" + name + ".csv")).build()));
      model.save(options.file("model-" + name + ".h5"));
      FeatureMaps.of(model, model.layers().get(0).name(), test.batch(0).x().slice(0, 1))
          .save(options.file("maps-" + name + ".png"));
      curves.put(name, TrainingCurves.of(history));
      results.put("parameters", model.countParams());
      model.evaluate(test).forEach((metric, value) -> results.put(name + " " + metric, value));
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
