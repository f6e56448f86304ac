package io.github.markhor.examples;

import io.github.markhor.CompileOptions;
import io.github.markhor.FitOptions;
import io.github.markhor.History;
import io.github.markhor.LoadOptions;
import io.github.markhor.Model;
import io.github.markhor.ModelOptions;
import io.github.markhor.classifier.PictureInput;
import io.github.markhor.classifier.PixelScale;
import io.github.markhor.cli.Program;
import io.github.markhor.data.DirectoryImages;
import io.github.markhor.data.Flow;
import io.github.markhor.data.ImageDataGenerator;
import io.github.markhor.data.Subset;
import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Dropout;
import io.github.markhor.layers.GlobalAveragePooling2D;
import io.github.markhor.layers.Input;
import io.github.markhor.losses.BinaryCrossentropy;
import io.github.markhor.network.BuiltLayer;
import io.github.markhor.optimizers.Adam;
import io.github.markhor.reports.ArchitecturePicture;
import io.github.markhor.reports.GradCam;
import io.github.markhor.reports.HtmlReport;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Teaches a trained network to tell two other classes of pictures apart: first a new head on its
 * features, then its last layers with a small learning rate. {@code --help} lists the options.
 */
@Command(
    name = "bin/run TransferLearning",
    sortOptions = false,
    description =
        "Trains a head of one unit on a trained network without its top, then the network's last"
            + " layers too.",
    footer = {
      "",
      "Example: bin/run TransferLearning --base mobilenet_v2.h5 --data pictures",
      "writes model.keras, a report and a heat map into out/transfer-learning."
    })
public final class TransferLearning extends Program {
  private static final int BATCH = 32;

  @Option(
      names = "--base",
      paramLabel = "FILE",
      description =
          "A trained network without its top, .h5 or .keras, whose result are feature maps."
              + " Default: a small one that is trained on drawn shapes first.")
  private Path base;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "A folder with two folders of pictures, one for each class. Default: drawn pictures.")
  private Path data;

  @Option(
      names = "--validation",
      paramLabel = "DIR",
      description = "Such a folder to validate with. Default: a fifth of the pictures of --data.")
  private Path validation;

  @Option(
      names = "--scale",
      paramLabel = "RANGE",
      description =
          "What the network takes pixels as: 0..255, 0..1, -1..1, caffe or torch. Default:"
              + " ${DEFAULT-VALUE}.",
      defaultValue = "-1..1")
  private String scale;

  @Option(
      names = "--fine",
      converter = Program.AtLeastZero.class,
      paramLabel = "N",
      description = "Epochs of the head and the last layers. Default: ${DEFAULT-VALUE}.",
      defaultValue = "3")
  private int fineEpochs;

  @Option(
      names = "--layers",
      converter = Program.AtLeastOne.class,
      paramLabel = "N",
      description = "How many layers of the network train then. Default: ${DEFAULT-VALUE}.",
      defaultValue = "40")
  private int layers;

  @Option(
      names = "--cache",
      description =
          "Computes what the layers that do not train give once for each picture, not in each epoch.")
  private boolean cache;

  @Mixin private final ExampleOptions options = new ExampleOptions("out/transfer-learning", 4);

  private final Map<String, Object> results = new LinkedHashMap<>();

  /** Runs the example. */
  public static void main(String[] line) {
    new TransferLearning().run(line);
  }

  @Override
  public Integer call() {
    if (data == null) {
      data = options.file("pictures");
      DrawnPictures.draw(data, 200, options.seed);
    }
    if (base == null) {
      base = StandInBase.train(options.file("stand-in"), options.seed);
      scale = PixelScale.ZERO_TO_ONE.toString();
      layers = Math.min(layers, StandInBase.BLOCK_LAYERS);
    }
    double split = validation == null ? 0.2 : 0;
    try (Model trained = Model.load(base, LoadOptions.defaults().compile(false))) {
      ImageDataGenerator pictures =
          PictureInput.of(trained.inputShape())
              .scale(scale)
              .generator()
              .validationSplit(split)
              .build();
      int height = trained.inputShape().size(0);
      int width = trained.inputShape().size(1);
      Flow flow =
          Flow.defaults()
              .targetSize(height, width)
              .batchSize(BATCH)
              .seed(options.seed)
              .classMode("binary");
      Flow trainFlow = validation == null ? flow.subset(Subset.TRAINING) : flow;
      Flow testFlow = (validation == null ? flow.subset(Subset.VALIDATION) : flow).shuffle(false);
      Path testFolder = validation == null ? data : validation;
      try (DirectoryImages train = pictures.flowFromDirectory(data, trainFlow);
          DirectoryImages test = pictures.flowFromDirectory(testFolder, testFlow);
          Model model = withHead(trained, options.seed)) {
        train(model, trained, train, test);
      }
    }
    return 0;
  }

  /** A trained network, which always infers, with a head that tells two classes apart. */
  static Model withHead(Model trained, long seed) {
    Input pictures = Input.of(trained.inputShape().toArray()).name("pictures");
    // Its batch normalization keeps the statistics that it was trained with.
    Symbol features = trained.applyInference(pictures);
    Symbol pooled = GlobalAveragePooling2D.of().apply(features);
    Symbol kept = Dropout.of(0.2).apply(pooled);
    Symbol result = Dense.of(1).activation("sigmoid").name("head").apply(kept);
    ModelOptions options = ModelOptions.defaults().name("fine_tuned").seed(seed);
    return Model.of(options, List.of(pictures), List.of(result));
  }

  private void train(Model model, Model trained, DirectoryImages train, DirectoryImages test) {
    trained.setTrainable(false);
    compile(model, 1e-3);
    model.summary();
    run(model, train, test, 0, options.epochs, true);
    List<BuiltLayer> all = trained.layers();
    all.subList(Math.max(0, all.size() - layers), all.size())
        .forEach(layer -> layer.setTrainable(true));
    compile(model, 1e-5);
    run(model, train, test, options.epochs, options.epochs + fineEpochs, layers < all.size());
    model.save(options.file("model.keras"));
    // The base is one layer of the model; the architecture's picture shows what is in it.
    ArchitecturePicture.of(model).expandNested(true).save(options.file("network.svg"));
    HtmlReport.of(model, test).save(options.file("report.html"));
    GradCam.of(model, test.batch(0).x().slice(0, 1)).save(options.file("grad-cam.png"));
    results.put("parameters", model.countParams());
    options.end(results);
  }

  private static void compile(Model model, double learningRate) {
    model.compile(
        Adam.of(learningRate),
        BinaryCrossentropy.of(),
        CompileOptions.defaults().metrics("accuracy"));
  }

  private void run(
      Model model, DirectoryImages train, DirectoryImages test, int from, int to, boolean frozen) {
    if (to > from) {
      FitOptions options = FitOptions.defaults().initialEpoch(from).epochs(to).validation(test);
      History history = model.fit(train, frozen && cache ? options.cacheFeatures() : options);
      results.put("accuracy after " + to, history.get("val_accuracy").get(to - from - 1));
    }
  }
}
