package io.github.markhor.reports;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A page on the loopback address that asks every two seconds whether there is something new. Few
 * threads, few waiting requests, no request's body is read, and requests under another host's name
 * are refused: they come from pages of others.
 */
final class LivePage implements AutoCloseable {
  private static final int THREADS = 2;
  private static final int WAITING = 32;
  private static final long GRACE_SECONDS = 3;
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(GRACE_SECONDS);
  private static final String SCRIPT = HtmlPage.resource("live.js");
  private static final String POLICY = "; script-src 'unsafe-inline'; connect-src 'self'";

  private final HttpServer server;
  private final ThreadPoolExecutor executor;
  private String main;
  private volatile int version;
  private boolean asked;
  private long lastAsked;
  private int given = -1;

  private LivePage(HttpServer server, String main) {
    this.server = server;
    this.main = main;
    executor =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            runnable -> {
              Thread thread = new Thread(runnable, "markhor-live-curves");
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());
    executor.allowCoreThreadTimeOut(true);
  }

  static LivePage open(int port, String main) {
    HttpServer server;
    try {
      server =
          HttpServer.create(
              new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port),
              WAITING);
    } catch (IOException taken) {
      throw new UncheckedIOException(
          "The live curves cannot be served at port "
              + port
              + "; take another, or 0 for any that is free: "
              + taken,
          taken);
    }
    LivePage page = new LivePage(server, main);
    server.setExecutor(page.executor);
    server.createContext("/", page::answer);
    server.start();
    return page;
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** Shows something else from now on. */
  synchronized void show(String newMain) {
    main = newMain;
    version++;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String host = exchange.getRequestHeaders().getFirst("Host");
      int port = server.getAddress().getPort();
      String path = exchange.getRequestURI().getPath();
      if (host == null || !Set.of("127.0.0.1:" + port, "localhost:" + port).contains(host)) {
        send(exchange, 403, "text/plain", "Expected a request to 127.0.0.1.");
      } else if (!exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET");
        send(exchange, 405, "text/plain", "Expected GET.");
      } else {
        switch (path) {
          case "/" -> sendMain(exchange, true);
          case "/main" -> sendMain(exchange, false);
          case "/version" -> {
            send(exchange, 200, "text/plain", "" + version);
            noteAsked(-1);
          }
          default -> send(exchange, 404, "text/plain", "There is no such page.");
        }
      }
    }
  }

  private void sendMain(HttpExchange exchange, boolean whole) throws IOException {
    String content;
    int current;
    synchronized (this) {
      content = main;
      current = version;
    }
    if (whole) {
      String script = "<script>\nlet shown = \"" + current + "\";\n" + SCRIPT + "</script>\n";
      content = HtmlPage.of("Live curves", POLICY, script, content);
    }
    send(exchange, 200, "text/html", content);
    noteAsked(current);
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /**
   * Where a browser has the page open, the last that was shown reaches it: three seconds at most.
   */
  @Override
  public void close() {
    long now = System.nanoTime();
    try {
      synchronized (this) {
        boolean watched = asked && now - lastAsked < TimeUnit.SECONDS.toNanos(2 * GRACE_SECONDS);
        while (watched && given < version && System.nanoTime() - now < GRACE_NANOS) {
          wait(100);
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
    server.stop(0);
    executor.shutdown();
  }

  /** Notes that a browser has asked, and which version it has got. */
  private synchronized void noteAsked(int versionGiven) {
    asked = true;
    lastAsked = System.nanoTime();
    given = Math.max(given, versionGiven);
    notifyAll();
  }
}
