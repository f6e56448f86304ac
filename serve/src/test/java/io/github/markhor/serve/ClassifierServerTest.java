package io.github.markhor.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.markhor.ModelOptions;
import io.github.markhor.Sequential;
import io.github.markhor.classifier.ImageClassifier;
import io.github.markhor.classifier.PictureInput;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.GlobalAveragePooling2D;
import io.github.markhor.layers.Input;
import io.github.markhor.layers.Rescaling;
import io.github.markhor.tensor.Tensor;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server as programs and browsers meet it, over real connections. */
@Timeout(60)
final class ClassifierServerTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private ClassifierServer server;

  private static ImageClassifier classifier() {
    Sequential model =
        Sequential.of(
            ModelOptions.defaults().name("colours").seed(1),
            Input.of(8, 8, 3),
            Rescaling.of(1 / 255.0),
            Conv2D.of(3, 1).activation("relu").name("same"),
            GlobalAveragePooling2D.of(),
            Dense.of(3).activation("softmax").name("classes"));
    Tensor identity = Tensor.of(new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, 1, 1, 3, 3);
    Tensor ten = Tensor.of(new float[] {10, 0, 0, 0, 10, 0, 0, 0, 10}, 3, 3);
    model.setWeights(List.of(identity, Tensor.vector(0, 0, 0), ten, Tensor.vector(0, 0, 0)));
    model.setClassNames(List.of("red", "green", "blue & <more>"));
    return ImageClassifier.of(model, PictureInput.of(8, 8));
  }

  @BeforeEach
  void start() throws IOException {
    server =
        ClassifierServer.builder(classifier()).port(0).maxBytes(50_000).maxPixels(100_000).start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static byte[] picture(Color color, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, color.getRGB());
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path));
  }

  private HttpResponse<byte[]> get(String path) {
    return send(request(path));
  }

  private HttpResponse<byte[]> post(String path, byte[] body) {
    return send(request(path).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static JsonNode json(HttpResponse<byte[]> answer) throws IOException {
    assertTrue(answer.headers().firstValue("content-type").orElse("").contains("json"));
    return JSON.readTree(answer.body());
  }

  @Test
  void aPictureIsClassified() throws IOException {
    HttpResponse<byte[]> answer =
        post("/api/classify?top=2", picture(new Color(0, 0, 255), 30, 20));
    assertEquals(200, answer.statusCode());
    JsonNode classes = json(answer).path("predictions").path(0).path("classes");
    assertEquals(2, classes.size());
    assertEquals("blue & <more>", classes.path(0).path("name").asText());
    double all = Math.exp(10) + 2;
    assertEquals(Math.exp(10) / all, classes.path(0).path("probability").asDouble(), 1e-5);
  }

  @Test
  void severalPicturesAreClassifiedInOneRequest() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    Color[] colors = {Color.GREEN, Color.RED};
    for (int i = 0; i < 2; i++) {
      String head =
          "--limit\r\nContent-Disposition: form-data; name=\"picture\"; filename=\""
              + i
              + ".png\"\r\nContent-Type: image/png\r\n\r\n";
      body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
      body.writeBytes(picture(colors[i], 9, 5));
      body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }
    body.writeBytes("--limit--\r\n".getBytes(StandardCharsets.UTF_8));
    HttpResponse<byte[]> answer =
        send(
            request("/api/classify")
                .header("Content-Type", "multipart/form-data; boundary=limit")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
    assertEquals(200, answer.statusCode(), text(answer));
    JsonNode predictions = json(answer).path("predictions");
    assertEquals("0.png", predictions.path(0).path("file").asText());
    assertEquals("green", predictions.path(0).path("classes").path(0).path("name").asText());
    assertEquals("red", predictions.path(1).path("classes").path(0).path("name").asText());
  }

  @Test
  void whatTheModelSawIsAPicture() throws IOException {
    byte[] picture = picture(Color.RED, 16, 16);
    for (String path : List.of("/api/explain", "/api/maps?layer=same", "/api/maps")) {
      HttpResponse<byte[]> answer = post(path, picture);
      assertEquals(200, answer.statusCode(), path + text(answer));
      assertTrue(ImageIO.read(new ByteArrayInputStream(answer.body())).getWidth() > 1);
    }
    assertEquals(400, post("/api/maps?layer=classes", picture).statusCode());
  }

  @Test
  void whatCannotBeAnsweredIsRefusedWithTheReason() throws IOException {
    assertEquals(400, post("/api/classify", new byte[0]).statusCode());
    assertEquals(400, post("/api/classify?top=0", picture(Color.RED, 9, 9)).statusCode());
    assertEquals(413, post("/api/classify", new byte[50_001]).statusCode());
    HttpResponse<byte[]> text =
        post("/api/classify", "no picture".getBytes(StandardCharsets.UTF_8));
    assertEquals(422, text.statusCode());
    assertTrue(json(text).path("error").asText().length() > 20);
    HttpResponse<byte[]> large = post("/api/classify", picture(Color.RED, 1001, 100));
    assertEquals(422, large.statusCode());
    assertTrue(text(large).contains("pixels"), text(large));
    assertEquals(404, get("/etc/passwd").statusCode());
    assertEquals(405, post("/", new byte[1]).statusCode());
    assertEquals(405, get("/api/classify").statusCode());
  }

  @Test
  void aMultipartThatIsNoneOrTooLargeIsRefused() {
    for (String type : List.of("multipart/form-data", "multipart/form-data; boundary=limit")) {
      HttpResponse<byte[]> answer =
          send(
              request("/api/classify")
                  .header("Content-Type", type)
                  .POST(HttpRequest.BodyPublishers.ofString("nothing of the kind")));
      assertEquals(400, answer.statusCode(), type + text(answer));
    }
    byte[] head =
        "--limit\r\nContent-Disposition: form-data; name=\"a\"; filename=\"a\"\r\n\r\n"
            .getBytes(StandardCharsets.UTF_8);
    byte[] body = new byte[60_000];
    System.arraycopy(head, 0, body, 0, head.length);
    HttpResponse<byte[]> large =
        send(
            request("/api/classify")
                .header("Content-Type", "multipart/form-data; boundary=limit")
                .POST(
                    HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(body))));
    assertEquals(413, large.statusCode(), text(large));
  }

  /** A chunked body has no length that could be compared first. */
  @Test
  void aBodyWithoutALengthIsBoundedToo() {
    HttpResponse<byte[]> answer =
        send(
            request("/api/classify")
                .POST(
                    HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(new byte[200_000]))));
    assertEquals(413, answer.statusCode());
  }

  @Test
  void pagesOfOtherSitesAreRefused() throws IOException {
    byte[] picture = picture(Color.RED, 9, 9);
    HttpResponse<byte[]> other =
        send(
            request("/api/classify")
                .header("Origin", "http://evil.example")
                .POST(HttpRequest.BodyPublishers.ofByteArray(picture)));
    assertEquals(403, other.statusCode());
    assertFalse(other.headers().firstValue("access-control-allow-origin").isPresent());
    HttpResponse<byte[]> own =
        send(
            request("/api/classify")
                .header("Origin", "http://localhost:" + server.port())
                .POST(HttpRequest.BodyPublishers.ofByteArray(picture)));
    assertEquals(200, own.statusCode());
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket
          .getOutputStream()
          .write(
              "GET /api/model HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertTrue(answer.startsWith("HTTP/1.1 403"), answer);
    }
  }

  @Test
  void pageModelHealthAndMetrics() throws IOException {
    HttpResponse<byte[]> page = get("/");
    assertTrue(text(page).startsWith("<!DOCTYPE html>"));
    assertTrue(page.headers().firstValue("content-security-policy").isPresent());
    JsonNode model = json(get("/api/model"));
    assertEquals("red", model.path("classes").path(0).asText());
    assertEquals("same", model.path("layers").path(1).asText());
    assertEquals(200, get("/health").statusCode());
    post("/api/classify", picture(Color.RED, 9, 9));
    get("/nowhere/" + "x".repeat(50));
    String metrics = text(get("/metrics"));
    assertTrue(
        metrics.contains("markhor_requests_total{path=\"/api/classify\",status=\"200\"} 1"),
        metrics);
    assertTrue(
        metrics.contains("markhor_requests_total{path=\"other\",status=\"404\"} 1"), metrics);
    assertTrue(metrics.contains("markhor_request_seconds_count 1"), metrics);
  }

  /** The answer comes whole although the server stops to store the body long before its end. */
  @Test
  void aBodyFarTooLargeGetsItsAnswer() {
    byte[] body = new byte[5_000_000];
    for (int i = 0; i < 3; i++) {
      HttpResponse<byte[]> answer = post("/api/classify", body);
      assertEquals(413, answer.statusCode());
      assertTrue(text(answer).contains("50000 bytes"), text(answer));
    }
    assertEquals(404, post("/nowhere", body).statusCode());
  }

  /** Clients that send their bodies slowly hold the places that there are. */
  @Test
  void requestsBeyondTheCapacityGet503AndOthersAreAnsweredAfterwards() throws Exception {
    server.close();
    server = ClassifierServer.builder(classifier()).port(0).running(1).waiting(1).start();
    byte[] picture = picture(Color.RED, 9, 9);
    List<Socket> slow = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Socket socket = new Socket("127.0.0.1", server.port());
      String head =
          "POST /api/classify HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
              + picture.length
              + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(picture, 0, 10);
      socket.getOutputStream().flush();
      slow.add(socket);
    }
    while (!text(get("/metrics")).contains("markhor_requests_inside 2\n")) {
      Thread.onSpinWait();
    }
    HttpResponse<byte[]> refused = post("/api/classify", picture);
    assertEquals(503, refused.statusCode());
    assertEquals("1", refused.headers().firstValue("retry-after").orElse(""));
    assertEquals(200, get("/health").statusCode());
    for (Socket socket : slow) {
      socket.getOutputStream().write(picture, 10, picture.length - 10);
      socket.getOutputStream().flush();
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
      socket.close();
    }
    assertEquals(200, post("/api/classify", picture).statusCode());
  }

  @Test
  void manyClientsGetTheirOwnAnswers() throws Exception {
    Color[] colors = {Color.RED, Color.GREEN, Color.BLUE};
    String[] names = {"red", "green", "blue & <more>"};
    List<CompletableFuture<Integer>> clients = new ArrayList<>();
    for (int c = 0; c < 8; c++) {
      int color = c % 3;
      clients.add(
          CompletableFuture.supplyAsync(
              () -> {
                byte[] picture = picture(colors[color], 11, 13);
                int right = 0;
                for (int i = 0; i < 20; i++) {
                  HttpResponse<byte[]> answer = post("/api/classify", picture);
                  right += text(answer).contains("[{\"name\":\"" + names[color]) ? 1 : 0;
                }
                return right;
              }));
    }
    for (CompletableFuture<Integer> one : clients) {
      assertEquals(20, one.get());
    }
  }

  @Test
  void aPortThatIsTakenIsAnErrorThatNamesIt() {
    try (ImageClassifier other = classifier()) {
      String refused =
          assertThrows(
                  IOException.class,
                  () -> ClassifierServer.builder(other).port(server.port()).start())
              .getMessage();
      assertTrue(refused.contains("port " + server.port()), refused);
    }
  }

  private Socket unfinished(int port, int length) throws IOException {
    Socket socket = new Socket("127.0.0.1", port);
    String head =
        "POST /api/classify HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + length + "\r\n\r\n";
    socket.getOutputStream().write((head + "some").getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    return socket;
  }

  /** One who sends a byte now and then is never idle. */
  @Test
  void aBodyThatDoesNotEndLosesItsPlace() throws Exception {
    server.close();
    server =
        ClassifierServer.builder(classifier())
            .port(0)
            .running(1)
            .waiting(0)
            .readMillis(300)
            .start();
    try (Socket slow = unfinished(server.port(), 1000)) {
      slow.setSoTimeout(30_000);
      CompletableFuture<Void> trickle =
          CompletableFuture.runAsync(
              () -> {
                try {
                  for (int i = 0; i < 900; i++) {
                    slow.getOutputStream().write('x');
                    Thread.sleep(50);
                  }
                } catch (IOException closed) {
                  return;
                } catch (InterruptedException interrupted) {
                  Thread.currentThread().interrupt();
                }
              });
      trickle.get();
    }
    assertEquals(200, post("/api/classify", picture(Color.RED, 9, 9)).statusCode());
  }

  @Test
  void aClientThatLeavesInTheMiddleIsCountedAndFreesItsPlace() throws Exception {
    server.close();
    server = ClassifierServer.builder(classifier()).port(0).running(1).waiting(0).start();
    try (Socket leaving = unfinished(server.port(), 1000)) {
      while (!text(get("/metrics")).contains("markhor_requests_inside 1")) {
        Thread.onSpinWait();
      }
      assertTrue(leaving.isConnected());
    }
    byte[] picture = picture(Color.RED, 9, 9);
    int status = 503;
    while (status == 503) {
      status = post("/api/classify", picture).statusCode();
    }
    assertEquals(200, status);
    String metrics = text(get("/metrics"));
    assertFalse(metrics.contains("status=\"500\""), metrics);
  }

  /** A connection that is closed while the client sends would look broken to it. */
  @Test
  void clientsOfLargeBodiesSeeThatTheyAreRefused() throws Exception {
    server.close();
    server = ClassifierServer.builder(classifier()).port(0).running(1).waiting(0).start();
    try (Socket holder = unfinished(server.port(), 1000)) {
      while (!text(get("/metrics")).contains("markhor_requests_inside 1")) {
        Thread.onSpinWait();
      }
      for (int i = 0; i < 10; i++) {
        assertEquals(503, post("/api/classify", new byte[5_000_000]).statusCode());
      }
      assertTrue(holder.isConnected());
    }
  }

  @Test
  void aClassifierHasOneServer() throws IOException {
    ImageClassifier classifier = classifier();
    try (ClassifierServer first = ClassifierServer.builder(classifier).port(0).start()) {
      String refused =
          assertThrows(
                  IllegalStateException.class,
                  () -> ClassifierServer.builder(classifier).port(0).start())
              .getMessage();
      assertTrue(refused.contains("Load it a second time"), refused);
      assertTrue(first.port() > 0);
    }
  }
}
