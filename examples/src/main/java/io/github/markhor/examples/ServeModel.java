package io.github.markhor.examples;

import io.github.markhor.classifier.ClassifierTraining;
import io.github.markhor.classifier.ImageClassifier;
import io.github.markhor.cli.Program;
import io.github.markhor.serve.ClassifierServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves a classifier as a page and an API. {@code --help} lists the options. */
@Command(
    name = "bin/run ServeModel",
    sortOptions = false,
    description = "Serves a classifier: a page where pictures are dropped, and an API.",
    footer = {
      "",
      "Example: bin/run ServeModel --model out/cats-vs-dogs/model.h5",
      "serves at http://127.0.0.1:8080/ until Ctrl-C."
    })
public final class ServeModel extends Program {
  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description =
          "A model file, or a folder of ClassifierTraining. Default: a classifier of drawn"
              + " pictures, trained first.")
  private Path model;

  @Option(
      names = "--port",
      converter = Program.AtLeastZero.class,
      paramLabel = "N",
      description = "The port; 0 for one that is free. Default: ${DEFAULT-VALUE}.",
      defaultValue = "8080")
  private int port;

  @Mixin private final ExampleOptions options = new ExampleOptions("out/serve", 10);

  /** Runs the example. */
  public static void main(String[] line) {
    new ServeModel().run(line);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (ImageClassifier classifier = classifier();
        ClassifierServer server = ClassifierServer.builder(classifier).port(port).start()) {
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
      options.end(Map.of("address", server.uri().toString()));
      server.join();
    }
    return 0;
  }

  private ImageClassifier classifier() {
    if (model != null) {
      return ImageClassifier.load(model);
    }
    Path pictures = options.file("pictures");
    DrawnPictures.draw(pictures, 300, options.seed);
    return ClassifierTraining.of(pictures, options.file("classifier"))
        .epochs(options.epochs)
        .seed(options.seed)
        .overwrite(true)
        .run();
  }
}
