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
import io.github.markhor.data.Subset;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Dropout;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.Input;
import io.github.markhor.layers.MaxPooling2D;
import io.github.markhor.losses.BinaryCrossentropy;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.reports.TrainingCurves;
import io.github.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Tells cats from dogs: a small convolutional network, trained from nothing on augmented pictures.
 *
 * <pre>
 * CatsVsDogs [--data DIR [--validation DIR]] [--epochs N] [--patience P] [--seed S] [--out DIR]
 * </pre>
 *
 * Without {@code --data} it draws its own pictures. A folder of the user's own holds a folder for
 * each class; a fifth of its pictures is kept for validation unless {@code --validation} names
 * another. Into {@code --out} (default: {@code out/cats-vs-dogs}) it writes model.h5, history.csv
 * and curves.png.
 */
public final class CatsVsDogs {
  private static final int SIZE = 150;
  private static final int BATCH = 32;
  private static final double LEARNING_RATE = 0.01;

  private CatsVsDogs() {}

  /** Runs the example; see the class. */
  public static void main(String[] line) {
    Command.run(() -> run(line));
  }

  private static void run(String[] line) throws IOException {
    Arguments arguments =
        new Arguments(
            line, Set.of("data", "validation", "epochs", "patience", "seed", "out"), Set.of());
    int epochs = arguments.number("epochs", 20);
    int patience = arguments.number("patience", 2);
    int seed = arguments.number("seed", 1);
    Path out = arguments.has("out") ? arguments.path("out") : Path.of("out", "cats-vs-dogs");
    Files.createDirectories(out);
    Path data = arguments.path("data");
    Path validation = arguments.path("validation");
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
    train(data, validation, epochs, patience, seed, out);
  }

  private static void train(
      Path data, Path validation, int epochs, int patience, int seed, Path out) throws IOException {
    double split = validation == null ? 0.2 : 0;
    ImageDataGenerator augment =
        ImageDataGenerator.builder()
            .rescale(1 / 255.0)
            .shearRange(0.2)
            .zoomRange(0.2)
            .horizontalFlip(true)
            .validationSplit(split)
            .build();
    ImageDataGenerator plain =
        ImageDataGenerator.builder().rescale(1 / 255.0).validationSplit(split).build();
    Flow flow = Flow.size(SIZE, SIZE).batchSize(BATCH).seed(seed);
    Flow trainFlow = validation == null ? flow.subset(Subset.TRAINING) : flow;
    Flow testFlow = (validation == null ? flow.subset(Subset.VALIDATION) : flow).shuffle(false);
    Path testFolder = validation == null ? data : validation;
    Path best = out.resolve("model.h5");

    EarlyStopping stop =
        EarlyStopping.monitor("val_loss").patience(patience).restoreBestWeights(true).build();
    LossHistory losses = new LossHistory();
    long start = System.nanoTime();
    try (DirectoryImages train = augment.flowFromDirectory(data, trainFlow);
        DirectoryImages test = plain.flowFromDirectory(testFolder, testFlow);
        Sequential model = network(train.classNames().size(), seed)) {
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
                      ModelCheckpoint.to(best).monitor("val_loss").saveBestOnly(true).build(),
                      CSVLogger.to(out.resolve("history.csv")).build(),
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

  /** The article's network. */
  static Sequential network(int classes, long seed) {
    return Sequential.of(
        ModelOptions.defaults().name("cats_vs_dogs").seed(seed),
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
        Dense.of(classes).activation(SOFTMAX));
  }

  /** Loads the saved model again, as a program that serves it would, and lets it tell. */
  private static void report(
      Path file, DirectoryImages test, int epochs, double seconds, Path out) {
    try (Sequential model = Sequential.load(file)) {
      Map<String, Double> logs = model.evaluate(test);
      Tensor predictions = model.predict(test);
      System.out.println("Some predictions of " + file + ":");
      int classes = model.classNames().size();
      for (int i = 0; i < test.samples(); i += Math.max(1, test.samples() / 6)) {
        float[] row = predictions.slice(i, i + 1).toArray();
        int likeliest = 0;
        for (int c = 1; c < classes; c++) {
          likeliest = row[c] > row[likeliest] ? c : likeliest;
        }
        System.out.printf(
            Locale.ROOT,
            "  %-24s %s (%.0f %%)%n",
            test.filenames().get(i),
            model.classNames().get(likeliest),
            100 * row[likeliest]);
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
