package io.github.markhor.serve;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which request gets which answer, and which gets none. */
final class Routes extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(ClassifierServer.class);
  private static final Set<String> GETS = Set.of("/", "/health", "/metrics", "/api/model");
  private static final Set<String> POSTS = Set.of("/api/classify", "/api/explain", "/api/maps");
  private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

  /** How much of a body that nobody wants is read. */
  static final long MOST_UNREAD = 64 << 20;

  /** The page's scripts and styles are within it, and it shows pictures that it holds itself. */
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src blob:"
              + " data:; media-src blob:; connect-src 'self'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cache-Control",
          "no-store");

  private final Api api;
  private final Admission admission;
  private final boolean loopback;
  private final ServerMetrics metrics = new ServerMetrics();
  private final String page = page();

  Routes(Api api, Admission admission, boolean loopback) {
    this.api = api;
    this.admission = admission;
    this.loopback = loopback;
  }

  private static String page() {
    try (InputStream in = Routes.class.getResourceAsStream("page.html")) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    } catch (IOException problem) {
      throw new UncheckedIOException("Cannot read the page: " + problem, problem);
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = Request.getPathInContext(request);
    Answer answer = answerOrProblem(request, path);
    metrics.answered(isKnown(path) ? path : "other", answer.status());
    afterBody(request, MOST_UNREAD, () -> write(request, response, answer, callback));
    return true;
  }

  private static boolean isKnown(String path) {
    return GETS.contains(path) || POSTS.contains(path);
  }

  /**
   * Reads what the sender still sends, in no thread of its own, before the answer: to close a
   * connection with unread bytes makes the sender's system forget the answer.
   */
  private static void afterBody(Request request, long left, Runnable answer) {
    while (left >= 0) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        long rest = left;
        request.demand(() -> afterBody(request, rest, answer));
        return;
      }
      left -= chunk.remaining();
      chunk.release();
      if (chunk.isLast() || Content.Chunk.isFailure(chunk)) {
        break;
      }
    }
    answer.run();
  }

  private static void write(Request request, Response response, Answer answer, Callback callback) {
    response.setStatus(answer.status());
    HEADERS.forEach(response.getHeaders()::put);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
    if (answer.status() == 503) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
    }
    boolean head = request.getMethod().equals("HEAD");
    response.write(true, head ? ByteBuffer.allocate(0) : ByteBuffer.wrap(answer.body()), callback);
  }

  private Answer answerOrProblem(Request request, String path) {
    try {
      return answer(request, path);
    } catch (Refusal refusal) {
      return Answer.problem(refusal.status(), refusal.getMessage());
    } catch (Exception problem) {
      LOG.error("{} failed", path, problem);
      return Answer.problem(500, "The request failed; the server's log says why.");
    }
  }

  private Answer answer(Request request, String path) throws Exception {
    checkSender(request);
    String method = request.getMethod();
    if (GETS.contains(path)) {
      if (!method.equals("GET") && !method.equals("HEAD")) {
        throw new Refusal(405, "Expected GET. Received: " + method);
      }
      return get(path);
    }
    if (!POSTS.contains(path)) {
      throw new Refusal(404, "There is nothing at " + path);
    }
    if (!method.equals("POST")) {
      throw new Refusal(405, "Expected POST. Received: " + method);
    }
    return post(request, path);
  }

  /**
   * Refuses pages of other sites: their requests bear another origin, or, where a name was made to
   * lead here, another host.
   */
  private void checkSender(Request request) {
    String host = request.getHttpURI().getHost();
    if (loopback && (host == null || !OWN_NAMES.contains(host.toLowerCase(Locale.ROOT)))) {
      throw new Refusal(403, "Expected the host localhost. Received: " + host);
    }
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    String own = request.getHttpURI().getScheme() + "://" + request.getHttpURI().getAuthority();
    if (origin != null && !origin.equals(own)) {
      throw new Refusal(403, "Expected a request of this server's page. Received: " + origin);
    }
  }

  private Answer get(String path) {
    return switch (path) {
      case "/" -> Answer.text(200, "text/html", page);
      case "/health" -> Answer.text(200, "application/json", "{\"status\":\"ok\"}");
      case "/metrics" ->
          Answer.text(200, "text/plain; version=0.0.4", metrics.text(admission.inside()));
      default -> Answer.json(api.model());
    };
  }

  private Answer post(Request request, String path) throws Exception {
    if (!admission.enter()) {
      throw new Refusal(503, "Too many requests at the same time. Try again.");
    }
    long start = System.nanoTime();
    try {
      List<Uploads.File> files = api.read(request);
      Fields query = Request.extractQueryParameters(request);
      Answer answer =
          admission.compute(
              () ->
                  switch (path) {
                    case "/api/classify" -> api.classify(files, query);
                    case "/api/explain" -> api.explain(files);
                    default -> api.maps(files, query);
                  });
      metrics.computed(files.size(), System.nanoTime() - start);
      return answer;
    } finally {
      admission.leave();
    }
  }
}
