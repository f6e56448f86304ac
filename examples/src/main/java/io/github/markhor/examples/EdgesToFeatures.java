package io.github.markhor.examples;

import static io.github.markhor.layers.Activations.RELU;

import io.github.markhor.FitOptions;
import io.github.markhor.History;
import io.github.markhor.ModelOptions;
import io.github.markhor.Sequential;
import io.github.markhor.cli.Program;
import io.github.markhor.data.DirectoryImages;
import io.github.markhor.data.Flow;
import io.github.markhor.data.Folders;
import io.github.markhor.data.ImageDataGenerator;
import io.github.markhor.data.Subset;
import io.github.markhor.layer.Layer;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.Input;
import io.github.markhor.layers.MaxPooling2D;
import io.github.markhor.losses.MeanSquaredError;
import io.github.markhor.optimizers.Adam;
import io.github.markhor.reports.Evaluation;
import io.github.markhor.reports.ThresholdSweep;
import io.github.markhor.reports.TrainingCurves;
import io.github.markhor.source.Batch;
import io.github.markhor.tensor.Tensor;
import java.io.IOException;
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
 * Compares five networks, from one dense layer to two wide convolutions, that tell cats (1) from
 * dogs (0) by one number. {@code --help} lists the options.
 */
@Command(
    name = "bin/run EdgesToFeatures",
    sortOptions = false,
    description =
        "Compares five networks that tell cats from dogs, by the correlation of their predictions"
            + " with the truth and by their best threshold.",
    footer = {
      "",
      "Example: bin/run EdgesToFeatures --data train --networks 2,5 --epochs 15",
      "writes the table, results.txt, and pictures of each network into",
      "out/edges-to-features."
    })
public final class EdgesToFeatures extends Program {
  private static final double[] THRESHOLDS = {0, .1, .2, .3, .4, .5, .6, .7, .8, .9};

  /** A network of the article: its convolutions' filters, and the units of its dense layers. */
  private record Network(String name, int[] filters, int[] units, double learningRate) {}

  private static final List<Network> NETWORKS =
      List.of(
          new Network("one dense layer", new int[] {}, new int[] {256}, 1e-5),
          new Network("convolution of 24", new int[] {24}, new int[] {256, 256}, 1e-4),
          new Network("convolutions of 48", new int[] {48, 48}, new int[] {256, 256}, 1e-4),
          new Network("convolutions of 128", new int[] {128, 128}, new int[] {256, 256}, 1e-4),
          new Network("64, 128, wider dense", new int[] {64, 128}, new int[] {512, 512}, 1e-4));

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "A folder with the folders cats and dogs; a fifth of each validates. Default: drawn"
              + " pictures.")
  private Path data;

  @Option(
      names = "--networks",
      split = ",",
      paramLabel = "1..5",
      description = "Which of the five to train. Default: ${DEFAULT-VALUE}.",
      defaultValue = "1,2,3,4,5")
  private List<Integer> numbers;

  @Option(
      names = "--take",
      converter = Program.AtLeastOne.class,
      paramLabel = "N",
      description = "So many pictures to train with at most. Default: ${DEFAULT-VALUE}.",
      defaultValue = "4096")
  private int take;

  @Mixin private final ExampleOptions options = new ExampleOptions("out/edges-to-features", 10);

  private final Map<String, Object> results = new LinkedHashMap<>();
  private final StringBuilder table =
      new StringBuilder(
          String.format(
              "%-22s %12s %7s %8s %9s %10s%n",
              "network", "parameters", "MSE", "Pearson", "accuracy", "threshold"));

  /** Runs the example. */
  public static void main(String[] line) {
    new EdgesToFeatures().run(line);
  }

  @Override
  public Integer call() throws IOException {
    if (data == null) {
      data = options.file("pictures");
      DrawnPictures.draw(data, 400, options.seed);
    }
    Folders.CommonSize size = Folders.commonestSize(data);
    System.out.println("The commonest size: " + size);
    ImageDataGenerator scaled =
        ImageDataGenerator.builder().rescale(1 / 255.0).validationSplit(0.2).build();
    Flow flow =
        Flow.defaults()
            .targetSize(size.height() / 4, size.width() / 4)
            .classes("dogs", "cats")
            .classMode("binary")
            .seed(options.seed);
    try (DirectoryImages train = scaled.flowFromDirectory(data, flow.subset(Subset.TRAINING));
        DirectoryImages other = scaled.flowFromDirectory(data, flow.subset(Subset.VALIDATION));
        Batch trainSet = train.toArrays(take);
        Batch otherSet = other.toArrays(Math.max(1, take / 4))) {
      for (int number : numbers) {
        if (number < 1 || number > NETWORKS.size()) {
          throw new IllegalArgumentException(
              "Expected networks of 1 to 5. Received: --networks=" + number);
        }
        train(number, NETWORKS.get(number - 1), trainSet, otherSet);
      }
    }
    System.out.println(table);
    Files.writeString(options.file("results.txt"), table);
    options.end(results);
    return 0;
  }

  private void train(int number, Network network, Batch train, Batch other) {
    try (Sequential model = model(network, train.x(), options.seed)) {
      model.compile(Adam.of(network.learningRate()), MeanSquaredError.of());
      System.out.println("Network " + number + ": " + network.name());
      History history =
          model.fit(
              train.x(),
              train.y(),
              FitOptions.defaults().epochs(options.epochs).validationData(other.x(), other.y()));
      TrainingCurves.of(history).save(options.file("curves-" + number + ".png"));
      Tensor predictions = model.predict(other.x());
      double pearson = pearson(predictions, other.y().reshape(predictions.shape().toArray()));
      ThresholdSweep sweep =
          ThresholdSweep.of(
              Evaluation.of(other.y(), predictions, List.of("dogs", "cats")), THRESHOLDS);
      sweep.save(options.file("thresholds-" + number + ".png"));
      double error = model.evaluate(other.x(), other.y()).get("loss");
      table.append(
          String.format(
              Locale.ROOT,
              "%-22s %,12d %7.4f %8.3f %9.3f %10.1f%n",
              network.name(),
              model.countParams(),
              error,
              pearson,
              sweep.best().accuracy(),
              sweep.best().threshold()));
      results.put("pearson " + number, pearson);
      results.put("accuracy " + number, sweep.best().accuracy());
    }
  }

  /** The correlation over all pictures; the metric's is the mean of the batches'. */
  static double pearson(Tensor one, Tensor other) {
    Tensor a = one.add(-one.mean());
    Tensor b = other.add(-other.mean());
    return a.mul(b).sum() / Math.sqrt(a.mul(a).sum() * b.mul(b).sum());
  }

  private static Sequential model(Network network, Tensor pictures, long seed) {
    List<Layer> layers = new ArrayList<>();
    int[] shape = pictures.shape().toArray();
    layers.add(Input.of(shape[1], shape[2], shape[3]));
    for (int filters : network.filters()) {
      layers.add(Conv2D.of(filters, 3).activation(RELU));
      layers.add(MaxPooling2D.of(2));
    }
    layers.add(Flatten.of());
    for (int units : network.units()) {
      layers.add(Dense.of(units).activation(RELU));
    }
    layers.add(Dense.of(1));
    return Sequential.of(ModelOptions.defaults().seed(seed), layers.toArray(Layer[]::new));
  }
}
