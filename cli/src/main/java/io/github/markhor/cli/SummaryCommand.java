package io.github.markhor.cli;

import io.github.markhor.LoadOptions;
import io.github.markhor.Model;
import io.github.markhor.SummaryOptions;
import io.github.markhor.classifier.ImageClassifier;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the layers of a model. */
@Command(
    name = "summary",
    sortOptions = false,
    description = "Shows the layers of a model, their shapes and parameters.",
    footer = {"", "Example: markhor summary classifier --expand"})
final class SummaryCommand extends Program {
  @Parameters(
      paramLabel = "MODEL",
      description = "A folder that markhor train has left, or a model file.")
  private Path path;

  @Option(names = "--expand", description = "Shows the layers of models within the model too.")
  private boolean expand;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      converter = AtLeastOne.class,
      description = "Also says how much memory training in such batches takes.")
  private Integer batchSize;

  @Override
  public Integer call() {
    if (Files.isDirectory(path)) {
      try (ImageClassifier classifier = ImageClassifier.load(path)) {
        show(classifier.model());
        System.out.println("Classes: " + String.join(", ", classifier.classNames()));
        System.out.println("Pictures: " + classifier.input());
      }
    } else {
      try (Model model = Model.load(path, LoadOptions.defaults().compile(batchSize != null))) {
        show(model);
      }
    }
    return 0;
  }

  private void show(Model model) {
    SummaryOptions options = SummaryOptions.defaults().expandNested(expand);
    model.summary(System.out, batchSize == null ? options : options.batchSize(batchSize));
  }
}
