package io.github.markhor.cli;

import io.github.markhor.classifier.ImageClassifier;
import io.github.markhor.serve.ClassifierServer;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Serves a classifier as a page and an API. */
@Command(
    name = "serve",
    sortOptions = false,
    description =
        "Serves a classifier: a page where pictures are dropped or taken by camera, and an API.",
    footer = {
      "",
      "Examples:",
      "  markhor serve classifier",
      "  curl --data-binary @photo.jpg http://localhost:8080/api/classify",
      "Stops with Ctrl-C, when the requests that were taken have been answered."
    })
final class ServeCommand extends Program {
  @Parameters(
      paramLabel = "MODEL",
      description = "A folder that markhor train has left, or a model file.")
  private Path model;

  @Option(
      names = "--port",
      paramLabel = "N",
      converter = AtLeastZero.class,
      defaultValue = "8080",
      description = "The port; 0 for one that is free. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "The address to listen at; 0.0.0.0 lets other machines in. Default: ${DEFAULT-VALUE}.")
  private String host;

  @Option(
      names = "--max-bytes",
      paramLabel = "N",
      converter = AtLeastOne.class,
      defaultValue = "10485760",
      description = "The most bytes of a request. Default: ${DEFAULT-VALUE}.")
  private int maxBytes;

  @Override
  public Integer call() throws IOException, InterruptedException {
    ImageClassifier classifier = ImageClassifier.load(model);
    ClassifierServer server;
    try {
      server =
          ClassifierServer.builder(classifier).host(host).port(port).maxBytes(maxBytes).start();
    } catch (IOException | RuntimeException problem) {
      classifier.close();
      throw problem;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
    System.out.println("Serving at " + server.uri() + " (stop with Ctrl-C)");
    server.join();
    return 0;
  }
}
