package io.github.markhor.applications;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.github.markhor.Model;
import io.github.markhor.ModelOptions;
import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Weights from a server on the loopback address. */
@Timeout(60)
final class DownloadedWeightsTest {
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;
  private byte[] content = {1, 2, 3};

  @TempDir Path folder;

  /** A network whose weights lie on this server. */
  private static final class Tiny extends Application<Tiny> {
    private final PublishedWeights files;

    Tiny(PublishedWeights files) {
      super("tiny", 8, 2, null, null);
      this.files = files;
    }

    @Override
    Symbol features(Symbol x, AutoNames names) {
      return Conv2D.of(3, 2).name("conv").apply(x);
    }

    @Override
    PublishedWeights published(Shape input) {
      return files;
    }
  }

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.add(exchange.getRequestURI().getPath());
          exchange.sendResponseHeaders(200, content.length);
          exchange.getResponseBody().write(content);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private URI here(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private static float[] predict(Model model) {
    return model.predict(Tensor.zeros(1, 3, 4, 3).add(0.5)).toArray();
  }

  @Test
  void theModelHasTheWeightsThatWereFetched() throws IOException {
    Path made = folder.resolve("made.h5");
    Tiny plain = new Tiny(null).includeTop(false);
    float[] expected;
    try (Model model = plain.model(ModelOptions.defaults().seed(3))) {
      expected = predict(model);
      model.saveWeights(made);
    }
    content = Files.readAllBytes(made);
    String digest = PublishedWeights.digest(made, "0".repeat(64));
    PublishedWeights files =
        new PublishedWeights(here("/tiny").toString(), ".h5", "_notop.h5", null, digest);
    for (int run = 0; run < 2; run++) {
      Tiny net = new Tiny(files).includeTop(false).downloadWeights(folder.resolve("kept"));
      try (Model model = net.model(ModelOptions.defaults().seed(4))) {
        assertArrayEquals(expected, predict(model));
      }
    }
    assertEquals(List.of("/tiny_notop.h5"), requests);
    Tiny whole = new Tiny(files);
    assertThrows(IllegalStateException.class, () -> whole.downloadWeights(folder));
    assertThrows(IllegalStateException.class, () -> plain.downloadWeights(folder));
  }

  @Test
  void whatIsNotThePublishedFileIsThrownAway() throws IOException {
    List<URI> asked = new ArrayList<>();
    Path kept = folder.resolve("kept");
    assertThrows(
        IllegalStateException.class,
        () ->
            Applications.vgg16()
                .downloadWeights(
                    kept,
                    address -> {
                      asked.add(address);
                      return here(address.getPath());
                    }));
    assertEquals(List.of(Applications.vgg16().publishedWeights().orElseThrow()), asked);
    assertEquals(
        List.of("/tensorflow/keras-applications/vgg16/vgg16_weights_tf_dim_ordering_tf_kernels.h5"),
        requests);
    assertThrows(
        IllegalStateException.class, () -> ImageNetClasses.fetch(kept, here("/classes.json")));
    try (var entries = Files.list(kept)) {
      assertTrue(entries.findAny().isEmpty());
    }
  }
}
