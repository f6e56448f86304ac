package io.github.markhor.cli;

import io.github.markhor.LoadOptions;
import io.github.markhor.Model;
import io.github.markhor.classifier.ImageClassifier;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a model in another format. */
@Command(
    name = "convert",
    sortOptions = false,
    description =
        "Writes a model in another format, which the name of the new file decides: .keras for"
            + " Keras 3, .h5 for Keras 2 and 3, .weights.h5 for the weights alone.",
    footer = {"", "Example: markhor convert keras_model.h5 model.keras"})
final class ConvertCommand extends Program {
  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "A folder that markhor train has left, or a model file.")
  private Path from;

  @Parameters(index = "1", paramLabel = "FILE", description = "The file to write.")
  private Path to;

  @Option(names = "--no-compile", description = "Leaves out the optimizer, loss and metrics.")
  private boolean plain;

  @Option(names = "--overwrite", description = "Replaces the file if it is there.")
  private boolean overwrite;

  @Override
  public Integer call() {
    if (Files.exists(to) && !overwrite) {
      throw new IllegalArgumentException(
          "Expected a file to write that is not there yet, or --overwrite. Received: " + to);
    }
    if (Files.isDirectory(from)) {
      try (ImageClassifier classifier = ImageClassifier.load(from)) {
        write(classifier.model());
      }
    } else {
      try (Model model = Model.load(from, LoadOptions.defaults().compile(!plain))) {
        write(model);
      }
    }
    System.out.println("Wrote " + to);
    return 0;
  }

  private void write(Model model) {
    if (to.getFileName().toString().endsWith(".weights.h5")) {
      model.saveWeights(to);
    } else {
      model.save(to);
    }
  }
}
