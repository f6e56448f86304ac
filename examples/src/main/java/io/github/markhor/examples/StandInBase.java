package io.github.markhor.examples;

import io.github.markhor.CompileOptions;
import io.github.markhor.FitOptions;
import io.github.markhor.Model;
import io.github.markhor.ModelOptions;
import io.github.markhor.data.DirectoryImages;
import io.github.markhor.data.Flow;
import io.github.markhor.data.ImageDataGenerator;
import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.Activation;
import io.github.markhor.layers.Add;
import io.github.markhor.layers.AveragePooling2D;
import io.github.markhor.layers.BatchNormalization;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.GlobalAveragePooling2D;
import io.github.markhor.layers.Input;
import io.github.markhor.losses.CategoricalCrossentropy;
import io.github.markhor.optimizers.Adam;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A small network with branches, trained in seconds to tell drawn shapes apart: stands for a base
 * that was trained on ImageNet, so that the examples of transfer learning need no file.
 */
final class StandInBase {
  /** Height and width of its pictures, whose pixels are 0 to 1. */
  static final int SIZE = 64;

  /** How many layers each of its four blocks has. */
  static final int BLOCK_LAYERS = 8;

  private StandInBase() {}

  /** The network without its top: maps (4, 4, 64). */
  static Model network(long seed) {
    Input pictures = Input.of(SIZE, SIZE, 3).name("pictures");
    Symbol x = pictures;
    int[] filters = {16, 32, 64, 64};
    for (int i = 0; i < filters.length; i++) {
      String block = "block" + (i + 1);
      Symbol straight = convolution(block + "_conv1", filters[i], x);
      Symbol more = convolution(block + "_conv2", filters[i], straight);
      x = Add.of().name(block + "_add").apply(straight, more);
      x = AveragePooling2D.of(2).name(block + "_pool").apply(x);
    }
    ModelOptions options = ModelOptions.defaults().name("stand_in").seed(seed);
    return Model.of(options, List.of(pictures), List.of(x));
  }

  private static Symbol convolution(String name, int filters, Symbol x) {
    Symbol sum = Conv2D.of(filters, 3).padding("same").useBias(false).name(name).apply(x);
    Symbol normal = BatchNormalization.of().momentum(0.9).name(name + "_bn").apply(sum);
    return Activation.of("relu").name(name + "_relu").apply(normal);
  }

  /**
   * Trains the network with a top of ten classes, and writes it without.
   *
   * @param folder of the pictures and the model, stand-in.h5; one that is there is kept
   */
  static Path train(Path folder, long seed) {
    Path file = folder.resolve("stand-in.h5");
    if (Files.isRegularFile(file)) {
      return file;
    }
    System.out.println("Training a small network on drawn shapes, in place of one on ImageNet");
    Path shapes = folder.resolve("shapes");
    DrawnShapes.draw(shapes, SIZE, 40, seed);
    ImageDataGenerator varied =
        ImageDataGenerator.builder()
            .rescale(1 / 255.0)
            .rotationRange(90)
            .channelShiftRange(60)
            .build();
    Flow flow = Flow.defaults().targetSize(SIZE, SIZE).seed(seed);
    try (DirectoryImages train = varied.flowFromDirectory(shapes, flow);
        Model base = network(seed)) {
      Symbol pooled = GlobalAveragePooling2D.of().apply(base.output());
      Symbol classes = Dense.of(train.classNames().size()).activation("softmax").apply(pooled);
      try (Model whole =
          Model.of(ModelOptions.defaults().seed(seed), List.of(base.input()), List.of(classes))) {
        whole.compile(
            Adam.of(2e-3),
            CategoricalCrossentropy.of(),
            CompileOptions.defaults().metrics("accuracy"));
        whole.fit(train, FitOptions.defaults().epochs(5));
        base.save(file);
      }
    }
    return file;
  }
}
