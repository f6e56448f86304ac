package io.github.markhor.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Downloads from a server on the loopback address. */
@Timeout(60)
class DownloadTest {
  private final byte[] content = new byte[200_000];
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;
  private boolean knowsRanges = true;
  private int stopsAfter = Integer.MAX_VALUE;

  @TempDir Path folder;

  @BeforeEach
  void serve() throws IOException {
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) (i * 31 + i / 257);
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    requests.add(exchange.getRequestURI() + " " + range);
    int from = 0;
    int status = 200;
    if (exchange.getRequestURI().getPath().endsWith("missing")) {
      exchange.sendResponseHeaders(404, -1);
      exchange.close();
      return;
    }
    if (range != null && knowsRanges) {
      from = Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
      status = from >= content.length ? 416 : 206;
    }
    if (status == 416) {
      exchange.sendResponseHeaders(416, -1);
      exchange.close();
      return;
    }
    exchange.sendResponseHeaders(status, content.length - from);
    exchange.getResponseBody().write(content, from, Math.min(stopsAfter, content.length - from));
    // Closing with less than was promised cuts the connection.
    exchange.close();
  }

  private URI address(String name) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + name);
  }

  private String md5() throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
  }

  private Path part(Path file) {
    return file.resolveSibling(file.getFileName() + Download.PART);
  }

  @Test
  void fetchesOnceAndChecks() throws Exception {
    Path file = folder.resolve("deep/er/set.gz");
    new Download(address("set.gz"), file, md5()).run();
    assertArrayEquals(content, Files.readAllBytes(file));
    assertFalse(Files.exists(part(file)));
    new Download(address("set.gz"), file, md5()).run();
    assertEquals(List.of("/set.gz null"), requests);
    // A damaged file is fetched again. It may be another one, and so it is kept.
    for (int length : new int[] {10, 12}) {
      Files.write(file, new byte[length]);
      new Download(address("set.gz"), file, md5()).run();
      assertArrayEquals(content, Files.readAllBytes(file));
    }
    assertEquals(10, Files.size(file.resolveSibling("set.gz.other")));
    assertEquals(12, Files.size(file.resolveSibling("set.gz-2.other")));
  }

  @Test
  void goesOnWhereItWasInterrupted() throws Exception {
    Path file = folder.resolve("set.gz");
    stopsAfter = 70_000;
    Download download = new Download(address("set.gz"), file, md5());
    assertThrows(UncheckedIOException.class, download::run);
    assertFalse(Files.exists(file));
    long there = Files.size(part(file));
    assertTrue(there > 0 && there <= 70_000, "part: " + there);
    stopsAfter = Integer.MAX_VALUE;
    download.run();
    assertArrayEquals(content, Files.readAllBytes(file));
    assertEquals("/set.gz bytes=" + there + "-", requests.get(requests.size() - 1));
  }

  @Test
  void beginsAnewWhereTheServerKnowsNoRanges() throws Exception {
    Path file = folder.resolve("set.gz");
    Files.write(part(file), new byte[500]);
    knowsRanges = false;
    new Download(address("set.gz"), file, md5()).run();
    assertArrayEquals(content, Files.readAllBytes(file));
  }

  @Test
  void takesAPartThatIsAlreadyWhole() throws Exception {
    Path file = folder.resolve("set.gz");
    Files.write(part(file), content);
    new Download(address("set.gz"), file, md5()).run();
    assertArrayEquals(content, Files.readAllBytes(file));
  }

  @Test
  void throwsAwayWhatHasAnotherChecksum() throws IOException {
    Path file = folder.resolve("set.gz");
    String wrong = "00112233445566778899aabbccddeeff";
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class, () -> new Download(address("set.gz"), file, wrong).run());
    assertTrue(e.getMessage().contains(wrong));
    try (var left = Files.list(folder)) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void tellsWhatTheServerSays() {
    Path file = folder.resolve("x");
    UncheckedIOException e =
        assertThrows(
            UncheckedIOException.class, () -> new Download(address("missing"), file, "").run());
    assertTrue(e.getMessage().contains("404"), e.getMessage());
    assertTrue(e.getMessage().contains("missing"));
  }

  @Test
  void goesThroughTheProxy() throws Exception {
    ProxySelector before = ProxySelector.getDefault();
    ProxySelector.setDefault(
        new ProxySelector() {
          @Override
          public List<Proxy> select(URI uri) {
            return List.of(new Proxy(Proxy.Type.HTTP, server.getAddress()));
          }

          @Override
          public void connectFailed(URI uri, SocketAddress address, IOException e) {}
        });
    try {
      Path file = folder.resolve("set.gz");
      new Download(URI.create("http://dataset.invalid/a/set.gz"), file, md5()).run();
      assertArrayEquals(content, Files.readAllBytes(file));
      assertEquals(List.of("http://dataset.invalid/a/set.gz null"), requests);
    } finally {
      ProxySelector.setDefault(before);
    }
  }

  @Test
  void checksSha256Too() throws Exception {
    String sha = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    Path file = folder.resolve("set.gz");
    new Download(address("set.gz"), file, sha).run();
    assertArrayEquals(content, Files.readAllBytes(file));
    String wrong = "0".repeat(64);
    assertThrows(
        IllegalStateException.class,
        () -> new Download(address("set.gz"), folder.resolve("other"), wrong).run());
  }
}
