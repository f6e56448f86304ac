package io.github.markhor.examples;

import io.github.markhor.CompileOptions;
import io.github.markhor.FitOptions;
import io.github.markhor.History;
import io.github.markhor.LoadOptions;
import io.github.markhor.Model;
import io.github.markhor.ModelOptions;
import io.github.markhor.applications.Applications;
import io.github.markhor.cli.Program;
import io.github.markhor.data.DirectoryImages;
import io.github.markhor.data.Flow;
import io.github.markhor.data.ImageDataGenerator;
import io.github.markhor.data.Subset;
import io.github.markhor.data.numpy.Npy;
import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Dropout;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.Input;
import io.github.markhor.losses.BinaryCrossentropy;
import io.github.markhor.network.BuiltLayer;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.reports.HtmlReport;
import io.github.markhor.reports.TrainingCurves;
import io.github.markhor.tensor.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Lets a trained VGG16 describe the pictures once, trains a small network on its descriptions, and
 * then both networks' ends together. {@code --help} lists the options.
 */
@Command(
    name = "bin/run BottleneckFeatures",
    sortOptions = false,
    description =
        "Trains a small network on the features that a trained VGG16 gives, then fine-tunes the"
            + " last block.",
    footer = {
      "",
      "Example: bin/run BottleneckFeatures --weights vgg16_notop.h5 --data train",
      "writes features as .npy, the model and a report into out/bottleneck."
    })
public final class BottleneckFeatures extends Program {
  private static final int BATCH = 32;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description =
          "Keras's weights of VGG16 without its top. Default: a small network that is trained on"
              + " drawn shapes first.")
  private Path weights;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "A folder with two folders of pictures. Default: drawn pictures.")
  private Path data;

  @Option(
      names = "--validation",
      paramLabel = "DIR",
      description = "Such a folder to validate with. Default: a fifth of the pictures of --data.")
  private Path validation;

  @Option(
      names = "--fine",
      converter = Program.AtLeastZero.class,
      paramLabel = "N",
      description = "Epochs of the last block and the small network. Default: ${DEFAULT-VALUE}.",
      defaultValue = "3")
  private int fineEpochs;

  @Mixin private final ExampleOptions options = new ExampleOptions("out/bottleneck", 15);

  private final Map<String, Object> results = new LinkedHashMap<>();

  /** Runs the example. */
  public static void main(String[] line) {
    new BottleneckFeatures().run(line);
  }

  @Override
  public Integer call() {
    if (data == null) {
      data = options.file("pictures");
      DrawnPictures.draw(data, 250, options.seed);
    }
    double split = validation == null ? 0.2 : 0;
    ImageDataGenerator scaled =
        ImageDataGenerator.builder().rescale(1 / 255.0).validationSplit(split).build();
    try (Model base = base()) {
      Flow flow =
          Flow.defaults()
              .targetSize(base.inputShape().size(0), base.inputShape().size(1))
              .batchSize(BATCH)
              .classMode("binary")
              .seed(options.seed)
              .cacheInMemory();
      Flow trainFlow = validation == null ? flow.subset(Subset.TRAINING) : flow;
      Flow otherFlow = (validation == null ? flow.subset(Subset.VALIDATION) : flow).shuffle(false);
      Path others = validation == null ? data : validation;
      saveFeatures(base, scaled, data, trainFlow, "train");
      saveFeatures(base, scaled, others, otherFlow, "validation");
      trainTop(base);
      try (DirectoryImages train = scaled.flowFromDirectory(data, trainFlow);
          DirectoryImages other = scaled.flowFromDirectory(others, otherFlow)) {
        fineTune(base, train, other);
      }
    }
    options.end(results);
    return 0;
  }

  private Model base() {
    return weights == null
        ? Model.load(
            StandInBase.train(options.file("stand-in"), options.seed),
            LoadOptions.defaults().compile(false))
        : Applications.vgg16().includeTop(false).inputShape(150, 150, 3).weights(weights).model();
  }

  /** Features and labels in the order of the files. */
  private void saveFeatures(
      Model base, ImageDataGenerator scaled, Path folder, Flow flow, String part) {
    try (DirectoryImages pictures = scaled.flowFromDirectory(folder, flow.shuffle(false))) {
      Npy.write(options.file("features-" + part + ".npy"), base.predict(pictures));
      Npy.write(options.file("labels-" + part + ".npy"), Tensor.ofLabels(pictures.classes()));
    }
  }

  private Tensor array(String name) {
    return Npy.read(options.file(name + ".npy")).toTensor();
  }

  /** The article's small network, on features or on the base's result. */
  private static Symbol top(Symbol features) {
    Symbol x = Flatten.of().name("top_flatten").apply(features);
    x = Dense.of(512).activation("relu").name("top_dense1").apply(x);
    x = Dropout.of(0.5).name("top_dropout1").apply(x);
    x = Dense.of(256).activation("relu").name("top_dense2").apply(x);
    x = Dropout.of(0.2).name("top_dropout2").apply(x);
    return Dense.of(1).activation("sigmoid").name("top_result").apply(x);
  }

  private void trainTop(Model base) {
    Input features = Input.of(base.outputShape().toArray());
    ModelOptions named = ModelOptions.defaults().name("top").seed(options.seed);
    try (Model model = Model.of(named, List.of(features), List.of(top(features)))) {
      model.compile(
          "rmsprop", "binary_crossentropy", CompileOptions.defaults().metrics("accuracy"));
      model.summary();
      Tensor x = array("features-validation");
      Tensor y = array("labels-validation");
      History history =
          model.fit(
              array("features-train"),
              array("labels-train"),
              FitOptions.defaults().epochs(options.epochs).batchSize(BATCH).validationData(x, y));
      TrainingCurves.of(history).save(options.file("curves-top.png"));
      model.saveWeights(options.file("top.h5"));
      results.put("parameters of the top", model.countParams());
      results.put("accuracy on features", model.evaluate(x, y).get("accuracy"));
    }
  }

  /** Both networks in one, whose last block and top learn on with a small rate. */
  private void fineTune(Model base, DirectoryImages train, DirectoryImages other) {
    ModelOptions named = ModelOptions.defaults().name("whole").seed(options.seed);
    try (Model model = Model.of(named, List.of(base.input()), List.of(top(base.output())))) {
      model.loadWeights(options.file("top.h5"), LoadOptions.defaults().byName(true));
      List<BuiltLayer> layers = base.layers();
      String lastBlock = layers.get(layers.size() - 1).name().replaceFirst("_.*", "_");
      for (BuiltLayer layer : layers) {
        layer.setTrainable(layer.name().startsWith(lastBlock));
      }
      model.compile(
          SGD.of(1e-4).momentum(0.9),
          BinaryCrossentropy.of(),
          CompileOptions.defaults().metrics("accuracy"));
      results.put("accuracy before fine-tuning", model.evaluate(other).get("accuracy"));
      if (fineEpochs > 0) {
        History history =
            model.fit(train, FitOptions.defaults().epochs(fineEpochs).validation(other));
        HtmlReport.of(model, history, other).save(options.file("report.html"));
        results.put("accuracy after it", model.evaluate(other).get("accuracy"));
      }
      model.save(options.file("model.keras"));
    }
  }
}
