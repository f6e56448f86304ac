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
import java.util.Set;

/**
 * Tells the ten classes of CIFAR-10 apart, with and without augmentation.
 *
 * <pre>
 * Cifar10 --data DIR [--augment] [--epochs N] [--patience P] [--policy POLICY] [--seed S] [--out DIR]
 * </pre>
 *
 * {@code DIR} holds train/ and test/ with a folder for each class. Without {@code --patience} all
 * epochs are run. {@code --policy} is float32 (default) or mixed_bfloat16. Into {@code --out}
 * (default: {@code out/cifar10}) it writes model.h5, history.csv and curves.png.
 */
public final class Cifar10 {
  private static final int BATCH = 256;

  private Cifar10() {}

  /** Runs the example; see the class. */
  public static void main(String[] line) {
    Command.run(() -> run(line));
  }

  private static void run(String[] line) throws IOException {
    Arguments arguments =
        new Arguments(
            line, Set.of("data", "epochs", "patience", "policy", "seed", "out"), Set.of("augment"));
    if (!arguments.has("data")) {
      throw new IllegalArgumentException(
          "Expected --data DIR, a folder that holds train/ and test/ with a folder for each class.");
    }
    int seed = arguments.number("seed", 1);
    DTypePolicy policy = DTypePolicy.of(arguments.text("policy", "float32"));
    Path out = arguments.has("out") ? arguments.path("out") : Path.of("out", "cifar10");
    Files.createDirectories(out);
    ImageDataGeneratorBuilder augment = ImageDataGenerator.builder().rescale(1 / 255.0);
    if (arguments.has("augment")) {
      augment.rotationRange(10).widthShiftRange(0.1).heightShiftRange(0.1).horizontalFlip(true);
    }
    List<Callback> callbacks = new ArrayList<>();
    callbacks.add(CSVLogger.to(out.resolve("history.csv")).build());
    if (arguments.has("patience")) {
      callbacks.add(
          EarlyStopping.monitor("val_loss")
              .patience(arguments.number("patience", 0))
              .restoreBestWeights(true)
              .build());
    }
    Flow flow = Flow.size(32, 32).batchSize(BATCH).seed(seed);
    Path data = arguments.path("data");
    try (DirectoryImages train = augment.build().flowFromDirectory(data.resolve("train"), flow);
        DirectoryImages test =
            ImageDataGenerator.rescaling(1 / 255.0)
                .flowFromDirectory(data.resolve("test"), flow.shuffle(false));
        Sequential model = network(train.classNames().size(), seed, policy)) {
      model.compile(
          RMSprop.of(), CategoricalCrossentropy.of(), CompileOptions.defaults().metrics(ACCURACY));
      model.summary();
      long start = System.nanoTime();
      History history =
          model.fit(
              train,
              FitOptions.defaults()
                  .epochs(arguments.number("epochs", 10))
                  .validation(test)
                  .callbacks(callbacks));
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
    }
  }

  /** The article's network. */
  static Sequential network(int classes, long seed, DTypePolicy policy) {
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
        Flatten.of(),
        Dense.of(512).activation(RELU),
        Dropout.of(0.5),
        Dense.of(classes).activation(SOFTMAX).dtype(DTypePolicy.FLOAT32));
  }
}
