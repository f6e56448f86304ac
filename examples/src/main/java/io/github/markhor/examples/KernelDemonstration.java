package io.github.markhor.examples;

import io.github.markhor.cli.Program;
import io.github.markhor.data.Kernels;
import io.github.markhor.data.Pictures;
import io.github.markhor.data.picture.ColorMode;
import io.github.markhor.reports.Images;
import io.github.markhor.tensor.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Shows what a convolution does to a picture: it blurs, or finds edges, by its kernel. {@code
 * --help} lists the options.
 */
@Command(
    name = "bin/run KernelDemonstration",
    sortOptions = false,
    description = "Convolves a grey picture with kernels that blur it and find its edges.",
    footer = {
      "",
      "Example: bin/run KernelDemonstration --picture cat.jpg",
      "writes blur.png and edges.png into out/kernels."
    })
public final class KernelDemonstration extends Program {
  @Option(
      names = "--picture",
      paramLabel = "FILE",
      description = "The picture. Default: a drawn one.")
  private Path picture;

  @Mixin private final ExampleOptions options = new ExampleOptions("out/kernels", 1);

  /** Runs the example. */
  public static void main(String[] line) {
    new KernelDemonstration().run(line);
  }

  @Override
  public Integer call() {
    if (picture == null) {
      DrawnPictures.draw(options.file("pictures"), 1, options.seed);
      picture = options.file("pictures").resolve("cats/cat.0000.jpg");
    }
    Tensor grey = Pictures.load(picture, ColorMode.GRAYSCALE);
    Images.of(
            grey,
            Kernels.convolve2d(grey, Kernels.box(3), Kernels.Mode.VALID),
            Kernels.convolve2d(grey, Kernels.box(8), Kernels.Mode.VALID))
        .titles("Original", "Mean of 3 × 3", "Mean of 8 × 8")
        .range(0, 255)
        .side(300)
        .save(options.file("blur.png"));

    Tensor x = Kernels.convolve2d(grey, Kernels.sobelX(), Kernels.Mode.VALID);
    Tensor y = Kernels.convolve2d(grey, Kernels.sobelY(), Kernels.Mode.VALID);
    Tensor magnitude = Kernels.magnitude(x, y);
    Images.of(x, y, magnitude)
        .titles("Sobel x: upright edges", "Sobel y: level edges", "Magnitude")
        .side(300)
        .save(options.file("edges.png"));
    // An activation keeps the edges from dark to light alone, and pooling the strongest of them.
    Images.of(x, x.map(value -> Math.max(0, value)))
        .titles("Sobel x", "ReLU of it")
        .range(x.min(), x.max())
        .side(300)
        .save(options.file("relu.png"));

    Map<String, Object> results = new LinkedHashMap<>();
    results.put("height", grey.shape().size(0));
    results.put("width", grey.shape().size(1));
    results.put("strongest edge", magnitude.max());
    options.end(results);
    return 0;
  }
}
