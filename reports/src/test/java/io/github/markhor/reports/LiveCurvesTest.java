package io.github.markhor.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.callbacks.CallbackState;
import io.github.markhor.callbacks.Plan;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LiveCurvesTest {
  private static final Map<String, Double> FIRST = Map.of("loss", 0.875, "val_loss", 0.75);
  private static final Map<String, Double> SECOND = Map.of("loss", 0.625, "val_loss", 0.5625);

  @TempDir Path folder;

  private static LiveCurves begun(LiveCurves curves) {
    curves.setParams(new Plan(0, 3, 10, Map.of(), 0));
    curves.onTrainBegin();
    return curves;
  }

  @Test
  void aPageInAFileGrowsWithEachEpochAndStopsRefreshingAtTheEnd() throws IOException {
    Path file = folder.resolve("new/live.html");
    LiveCurves curves = begun(LiveCurves.to(file));
    assertTrue(Files.readString(file).contains("when the first epoch ends"));
    curves.onEpochEnd(0, FIRST);
    String one = Files.readString(file);
    assertTrue(one.contains("0.8750") && one.contains("1 of 3"), "the first epoch is missing");
    assertTrue(one.contains("http-equiv=\"refresh\""), "the page does not draw itself anew");
    curves.onEpochEnd(1, SECOND);
    assertTrue(Files.readString(file).contains("0.6250"));
    curves.onTrainEnd(SECOND);
    String ended = Files.readString(file);
    assertTrue(ended.contains("Ended after epoch 2 of 3"), "no end");
    assertFalse(ended.contains("http-equiv=\"refresh\""), "the page goes on asking");
  }

  @Test
  void aPictureInAFile() throws IOException {
    Path file = folder.resolve("live.png");
    LiveCurves curves = begun(LiveCurves.to(file));
    assertFalse(Files.exists(file));
    curves.onEpochEnd(0, FIRST);
    BufferedImage first = ImageIO.read(file.toFile());
    curves.onEpochEnd(1, SECOND);
    BufferedImage second = ImageIO.read(file.toFile());
    assertTrue(count(second) > count(first) + 100, count(first) + " then " + count(second));
    curves.onTrainEnd(SECOND);
  }

  private static int count(BufferedImage picture) {
    int count = 0;
    for (int y = 0; y < picture.getHeight() * 3 / 4; y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        count += picture.getRGB(x, y) == TrainingCurves.TRAINING.getRGB() ? 1 : 0;
      }
    }
    return count;
  }

  @Test
  void aResumedTrainingHasTheCurvesOfItsFirstPart() throws IOException {
    LiveCurves before = begun(LiveCurves.to(folder.resolve("before.html")));
    before.onEpochEnd(0, FIRST);
    CallbackState state = new CallbackState();
    before.saveState(state);
    before.onTrainFailure(new IllegalStateException("killed"));
    before.onTrainEnd(FIRST);
    assertTrue(
        Files.readString(folder.resolve("before.html")).contains("Broken off after epoch 1"));

    Path file = folder.resolve("after.html");
    LiveCurves after = begun(LiveCurves.to(file));
    after.restoreState(state);
    after.onEpochEnd(1, SECOND);
    String page = Files.readString(file);
    // The greatest and the last of both parts.
    assertTrue(page.contains("<td>0.8750</td><td>0.6250</td>"), "the first part is missing");
    after.onTrainEnd(SECOND);
  }

  @Test
  void servesItsPageAtTheLoopbackAddressAlone() throws Exception {
    LiveCurves curves = begun(LiveCurves.serve(0));
    URI address = curves.address();
    assertEquals("127.0.0.1", address.getHost());
    HttpResponse<String> page = get(address);
    assertEquals(200, page.statusCode());
    assertTrue(page.body().contains("when the first epoch ends"), page.body());
    String version = get(address.resolve("/version")).body();
    curves.onEpochEnd(0, FIRST);
    assertFalse(get(address.resolve("/version")).body().equals(version));
    assertTrue(get(address.resolve("/main")).body().contains("0.8750"));
    assertEquals(404, get(address.resolve("/etc/passwd")).statusCode());
    HttpRequest post =
        HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.ofString("x")).build();
    assertEquals(
        405,
        HttpClient.newHttpClient().send(post, HttpResponse.BodyHandlers.ofString()).statusCode());
    assertTrue(asHost(address, "evil.example").startsWith("HTTP/1.1 403"));
    assertTrue(asHost(address, "localhost:" + address.getPort()).startsWith("HTTP/1.1 200"));
    get(address);
    Thread watcher = new Thread(() -> fetchLast(address));
    watcher.start();
    curves.onTrainEnd(FIRST);
    watcher.join();
    assertNull(curves.address());
    assertThrows(IOException.class, () -> get(address));
  }

  private static void fetchLast(URI address) {
    try {
      while (!get(address.resolve("/main")).body().contains("Ended")) {
        Thread.sleep(10);
      }
    } catch (IOException | InterruptedException closed) {
      // The page is gone, which the test sees.
      return;
    }
  }

  private static HttpResponse<String> get(URI address) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** A request as a page of another host would send it. */
  private static String asHost(URI address, String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort());
        OutputStream out = socket.getOutputStream();
        InputStream in = socket.getInputStream()) {
      String request = "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      out.write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void whatCannotWorkIsRefusedBeforeTheFirstStep() throws IOException {
    Path blocked = Files.createFile(folder.resolve("file"));
    assertThrows(
        UncheckedIOException.class, () -> begun(LiveCurves.to(blocked.resolve("live.png"))));
    assertThrows(
        UncheckedIOException.class, () -> begun(LiveCurves.to(blocked.resolve("live.html"))));
    assertThrows(IllegalArgumentException.class, () -> LiveCurves.serve(70000));
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String message =
          assertThrows(
                  UncheckedIOException.class, () -> begun(LiveCurves.serve(taken.getLocalPort())))
              .getMessage();
      assertTrue(message.contains("port " + taken.getLocalPort() + "; take another"), message);
    }
  }

  @Test
  void aPictureThatCannotBeWrittenLaterDoesNotEndTheTraining() throws IOException {
    Path file = folder.resolve("away/live.png");
    LiveCurves curves = begun(LiveCurves.to(file));
    Files.delete(file.getParent());
    Files.createFile(file.getParent());
    curves.onEpochEnd(0, FIRST);
    curves.onTrainEnd(FIRST);
    assertTrue(Files.isRegularFile(file.getParent()));
  }
}
