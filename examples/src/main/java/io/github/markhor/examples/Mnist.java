package io.github.markhor.examples;

import static io.github.markhor.layers.Activations.RELU;
import static io.github.markhor.layers.Activations.SOFTMAX;
import static io.github.markhor.metrics.Metrics.ACCURACY;

import io.github.markhor.CompileOptions;
import io.github.markhor.FitOptions;
import io.github.markhor.History;
import io.github.markhor.ModelOptions;
import io.github.markhor.Sequential;
import io.github.markhor.cli.Program;
import io.github.markhor.data.Flow;
import io.github.markhor.data.ImageDataGenerator;
import io.github.markhor.data.datasets.DatasetArrays;
import io.github.markhor.data.datasets.Datasets;
import io.github.markhor.data.picture.PictureTransform;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Dropout;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.Input;
import io.github.markhor.losses.SparseCategoricalCrossentropy;
import io.github.markhor.optimizers.RMSprop;
import io.github.markhor.reports.Images;
import io.github.markhor.reports.TrainingCurves;
import io.github.markhor.source.Batch;
import io.github.markhor.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Reads digits with dense layers alone, and shows their weakness: a digit that is moved is another
 * picture to them. {@code --help} lists the options.
 */
@Command(
    name = "bin/run Mnist",
    sortOptions = false,
    description = "Trains a perceptron on MNIST, and asks it about a 7 that was moved.",
    footer = {
      "",
      "Example: bin/run Mnist --data mnist",
      "writes model.keras, curves.png and sevens.png into out/mnist."
    })
public final class Mnist extends Program {
  private static final ImageDataGenerator SCALED = ImageDataGenerator.rescaling(1 / 255.0);

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "A folder that holds MNIST's four files, or train/ and test/ with a folder of pictures"
              + " for each digit. Default: drawn digits.")
  private Path data;

  @Option(names = "--download", description = "Downloads MNIST's files into --data first.")
  private boolean download;

  @Mixin private final ExampleOptions options = new ExampleOptions("out/mnist", 20);

  /** Runs the example. */
  public static void main(String[] line) {
    new Mnist().run(line);
  }

  @Override
  public Integer call() {
    if (data == null) {
      data = options.file("digits");
      if (!download) {
        DrawnDigits.draw(data.resolve("train"), 300, options.seed);
        DrawnDigits.draw(data.resolve("test"), 50, options.seed + 1000L);
      }
    }
    DatasetArrays digits = load();
    Tensor x = SCALED.standardize(digits.xTrain());
    Tensor testX = SCALED.standardize(digits.xTest());
    try (Sequential model = network(options.seed)) {
      model.compile(
          RMSprop.of(),
          SparseCategoricalCrossentropy.of(),
          CompileOptions.defaults().metrics(ACCURACY));
      model.summary();
      History history =
          model.fit(
              x,
              digits.yTrain(),
              FitOptions.defaults()
                  .batchSize(128)
                  .epochs(options.epochs)
                  .validationData(testX, digits.yTest()));
      TrainingCurves.of(history).save(options.file("curves.png"));
      model.save(options.file("model.keras"));
      Map<String, Object> results = new LinkedHashMap<>(model.evaluate(testX, digits.yTest()));
      results.put("parameters", model.countParams());
      results.put("moved sevens", moveSeven(model, testX, digits.yTest()));
      options.end(results);
    }
    return 0;
  }

  private DatasetArrays load() {
    if (download) {
      return Datasets.mnist().download(data).load(data);
    }
    if (!Files.isDirectory(data.resolve("train"))) {
      return Datasets.mnist().load(data);
    }
    Flow flow = Flow.defaults().targetSize(28, 28).colorMode("grayscale").classMode("sparse");
    ImageDataGenerator levels = ImageDataGenerator.builder().build();
    try (var train = levels.flowFromDirectory(data.resolve("train"), flow.shuffle(false));
        var test = levels.flowFromDirectory(data.resolve("test"), flow.shuffle(false))) {
      Batch one = train.toArrays();
      Batch other = test.toArrays();
      return new DatasetArrays(one.x(), one.y(), other.x(), other.y(), train.classNames());
    }
  }

  /** 669,706 parameters. */
  static Sequential network(long seed) {
    return Sequential.of(
        ModelOptions.defaults().name("mnist").seed(seed),
        Input.of(28, 28, 1),
        Flatten.of(),
        Dense.of(512).activation(RELU),
        Dropout.of(0.2),
        Dense.of(512).activation(RELU),
        Dropout.of(0.2),
        Dense.of(10).activation(SOFTMAX));
  }

  /** What the model takes a 7 for, in the middle and moved to two corners. */
  private String moveSeven(Sequential model, Tensor pictures, Tensor labels) {
    int place = 0;
    while (labels.get(place) != 7) {
      place++;
    }
    Tensor seven = pictures.rows(place).squeeze(0);
    Tensor sevens =
        Tensor.stack(
            seven,
            // The numbers say where each pixel of the result comes from: 4 moves up and left.
            SCALED.applyTransform(seven, PictureTransform.identity().tx(4).ty(4)),
            SCALED.applyTransform(seven, PictureTransform.identity().tx(-4).ty(-4)));
    Tensor predictions = model.predict(sevens);
    List<String> titles = new ArrayList<>();
    List<String> classes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int likeliest = (int) predictions.argMax(1).get(i);
      classes.add(String.valueOf(likeliest));
      titles.add(
          String.format(
              Locale.ROOT, "a %d (%.0f %%)", likeliest, 100 * predictions.get(i, likeliest)));
    }
    Images.of(sevens).titles(titles).heading("A 7, taken for").save(options.file("sevens.png"));
    return String.join(" ", classes);
  }
}
