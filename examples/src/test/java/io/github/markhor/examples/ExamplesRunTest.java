package io.github.markhor.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.markhor.cli.Program;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each example on pictures that it draws: what it reaches, and that it leaves what it says. */
class ExamplesRunTest {
  @TempDir Path out;

  /** Runs an example that is to succeed, and reads its last line. */
  private JsonNode run(Program example, String... line) throws IOException {
    List<String> all = new ArrayList<>(List.of(line));
    all.addAll(List.of("--json", "--seed", "1", "--out", out.toString()));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      assertEquals(0, example.commandLine().execute(all.toArray(String[]::new)));
    } finally {
      System.setOut(before);
    }
    return lastLine(bytes);
  }

  private static JsonNode lastLine(ByteArrayOutputStream bytes) throws IOException {
    List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
    return new ObjectMapper().readTree(lines.get(lines.size() - 1));
  }

  /** That these are the files of the example's folder, and none is empty. */
  private void assertLeft(String... names) throws IOException {
    try (Stream<Path> files = Files.list(out)) {
      Set<String> left =
          files
              .filter(file -> Files.isRegularFile(file) && file.toFile().length() > 0)
              .map(file -> file.getFileName().toString())
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(new TreeSet<>(Set.of(names)), left);
    }
  }

  private static void assertAtLeast(double least, JsonNode result, String name) {
    assertTrue(result.path(name).asDouble() >= least, () -> name + " in " + result);
  }

  @Test
  void kernels() throws IOException {
    JsonNode result = run(new KernelDemonstration());
    assertAtLeast(100, result, "strongest edge");
    assertLeft("blur.png", "edges.png", "relu.png");
  }

  @Test
  void catsVsDogs() throws IOException {
    JsonNode result = run(new CatsVsDogs(), "--take", "100", "--epochs", "1");
    assertEquals(1_355_938, result.path("parameters").asInt());
    assertLeft(
        "augmented.png",
        "curves.png",
        "history.csv",
        "model.h5",
        "network.svg",
        "predictions.csv",
        "report.html");
    assertTrue(Files.isDirectory(out.resolve("pictures/validation/dogs")));
    assertEquals(21, Files.readAllLines(out.resolve("predictions.csv")).size());
  }

  /** The article's rate needs some hundred steps before the network tells anything apart. */
  @Tag("slow")
  @Test
  void catsVsDogsLearns() throws IOException {
    JsonNode result = run(new CatsVsDogs(), "--epochs", "12", "--patience", "12");
    assertAtLeast(0.8, result, "accuracy");
  }

  @Test
  void bottleneckFeatures() throws IOException {
    JsonNode result = run(new BottleneckFeatures(), "--epochs", "12", "--fine", "1");
    assertAtLeast(0.6, result, "accuracy on features");
    // The weights that the small network learnt are in the whole one, by their names.
    assertEquals(
        result.path("accuracy on features").asDouble(),
        result.path("accuracy before fine-tuning").asDouble(),
        0.011);
    assertLeft(
        "curves-top.png",
        "features-train.npy",
        "features-validation.npy",
        "labels-train.npy",
        "labels-validation.npy",
        "model.keras",
        "report.html",
        "top.h5");
  }

  @Test
  void transferLearning() throws IOException {
    // The stand-in's averaged features do not tell faces apart: no accuracy is to be had of them.
    JsonNode result = run(new TransferLearning(), "--cache", "--epochs", "2", "--fine", "1");
    assertEquals(147_057, result.path("parameters").asInt());
    assertTrue(result.has("accuracy after 3"), result::toString);
    assertLeft("grad-cam.png", "model.keras", "network.svg", "report.html");
  }

  @Test
  void edgesToFeatures() throws IOException {
    JsonNode result = run(new EdgesToFeatures(), "--networks", "2,5", "--epochs", "3");
    assertAtLeast(0.6, result, "accuracy 2");
    assertAtLeast(0.7, result, "accuracy 5");
    assertAtLeast(0.4, result, "pearson 5");
    assertLeft(
        "curves-2.png", "curves-5.png", "results.txt", "thresholds-2.png", "thresholds-5.png");
  }

  @Test
  void mnist() throws IOException {
    JsonNode result = run(new Mnist(), "--epochs", "2");
    assertAtLeast(0.95, result, "accuracy");
    assertEquals(669_706, result.path("parameters").asInt());
    assertTrue(result.path("moved sevens").asText().startsWith("7 "), result::toString);
    assertLeft("curves.png", "model.keras", "sevens.png");
  }

  @Test
  void cifar10() throws IOException {
    JsonNode result = run(new Cifar10(), "--epochs", "1");
    assertEquals(276_138, result.path("parameters").asInt());
    assertLeft(
        "curves.png",
        "history-augmented.csv",
        "history-plain.csv",
        "maps-augmented.png",
        "maps-plain.png",
        "model-augmented.h5",
        "model-plain.h5",
        "pictures-augmented.png",
        "pictures-plain.png");
  }

  @Test
  void food101() throws IOException {
    food("--epochs", "1", "--classes", "ring,star");
    assertLeft(FOOD);
  }

  /** The article's network needs more steps than a quick test has. */
  @Tag("slow")
  @Test
  void food101Learns() throws IOException {
    JsonNode result = food("--epochs", "12", "--classes", "ring,star,stripes", "--plain");
    assertAtLeast(0.6, result, "test accuracy");
  }

  private static final String[] FOOD = {
    "augmented.png",
    "best.weights.h5",
    "channels.png",
    "confusion.png",
    "curves.png",
    "history.csv",
    "live.html",
    "maps-Block1_Conv1.png",
    "maps-Block2_Conv1.png",
    "maps-Block3_Conv1.png",
    "maps-Block4_Conv1.png",
    "predictions.png",
    "report.html",
    "report.png",
    "training.png"
  };

  private JsonNode food(String... line) throws IOException {
    List<String> all = new ArrayList<>(List.of(line));
    all.addAll(List.of("--size", "88", "--batch-size", "8"));
    return run(new Food101(), all.toArray(String[]::new));
  }

  @Test
  void serveModel() throws Exception {
    run(new Cifar10(), "--epochs", "1", "--augment", "no");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    String model = out.resolve("model-plain.h5").toString();
    String[] line = {"--json", "--port", "0", "--model", model, "--out", out.toString()};
    // Interrupted at the end, which it would say.
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    Thread server = new Thread(() -> new ServeModel().commandLine().setErr(nowhere).execute(line));
    try {
      server.start();
      while (server.isAlive() && !bytes.toString(StandardCharsets.UTF_8).contains("}")) {
        Thread.sleep(20);
      }
    } finally {
      System.setOut(before);
    }
    URI address = URI.create(lastLine(bytes).path("address").asText());
    Path star = out.resolve("pictures/test/star/000000.jpg");
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/api/classify"))
            .POST(HttpRequest.BodyPublishers.ofFile(star))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertEquals(200, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains("star"), answer.body());
    server.interrupt();
    server.join();
  }
}
