package io.github.markhor.serve;

import io.github.markhor.classifier.ImageClassifier;
import io.github.markhor.config.Require;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Serves a classifier over HTTP: a page where pictures are dropped or taken by camera, and an API.
 *
 * <ul>
 *   <li>{@code POST /api/classify?top=5} with the bytes of a picture, or with several as
 *       multipart/form-data: the likeliest classes of each, in JSON
 *   <li>{@code POST /api/explain} with the bytes of a picture: Grad-CAM of its likeliest class, PNG
 *   <li>{@code POST /api/maps?layer=conv2d} with the bytes of a picture: feature maps, PNG
 *   <li>{@code GET /api/model}: classes, size of pictures, layers
 *   <li>{@code GET /health}: 200 while requests are taken
 *   <li>{@code GET /metrics}: counts and times in Prometheus's text format
 * </ul>
 *
 * <pre>{@code
 * try (var classifier = ImageClassifier.load(Path.of("classifier"));
 *     var server = ClassifierServer.builder(classifier).port(8080).start()) {
 *   System.out.println(server.uri());
 *   server.join();
 * }
 * }</pre>
 *
 * <p>As many requests are computed at the same time as there are processors, and some wait; a
 * request beyond that gets 503. Uploads are bounded in bytes, in pixels and in the minute that they
 * may take, and never touch the disk. Only this machine can connect unless a host is set, and no
 * other site's page may use the API.
 */
public final class ClassifierServer implements AutoCloseable {
  private static final long STOP_MILLIS = 10_000;
  private static final long IDLE_MILLIS = 30_000;

  /** How long a body may take to arrive: 10 MB at 1.4 megabits a second. */
  private static final long READ_MILLIS = 60_000;

  private static final long SHUTDOWN_IDLE_MILLIS = 200;

  private static final int ACCEPTORS = 1;
  private static final int SELECTORS = 2;

  /** Threads beside those that requests wait in: to accept, to select, and to refuse. */
  private static final int OTHER_THREADS = 8;

  /** Connections, most of them idle; when there are as many, idle ones are closed sooner. */
  private static final int MOST_CONNECTIONS = 1000;

  private static final long CROWDED_IDLE_MILLIS = 2000;

  /** The classifiers that servers have. */
  private static final Set<ImageClassifier> SERVED =
      Collections.newSetFromMap(new ConcurrentHashMap<>());

  private final Server server;
  private final ServerConnector connector;
  private final ImageClassifier classifier;

  private ClassifierServer(Server server, ServerConnector connector, ImageClassifier classifier) {
    this.server = server;
    this.connector = connector;
    this.classifier = classifier;
  }

  /** A server of a classifier, which belongs to it when it has started and is closed with it. */
  public static Builder builder(ImageClassifier classifier) {
    Require.notNull("classifier", classifier);
    return new Builder(classifier);
  }

  /** What the server may be asked for. */
  public static final class Builder {
    private final ImageClassifier classifier;
    private String host = InetAddress.getLoopbackAddress().getHostAddress();
    private int port = 8080;
    private int maxBytes = 10 << 20;
    private long maxPixels = 50_000_000;
    private int running = Runtime.getRuntime().availableProcessors();
    private int waiting = 32;
    private long readMillis = READ_MILLIS;

    private Builder(ImageClassifier classifier) {
      this.classifier = classifier;
    }

    /** The address to listen at; {@code 0.0.0.0} for all. Default: this machine's own, loopback. */
    public Builder host(String host) {
      this.host = Require.notNull("host", host);
      return this;
    }

    /** The port; 0 for one that is free. Default: 8080. */
    public Builder port(int port) {
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException(
            "Expected a port from 0 to 65535. Received: port=" + port);
      }
      this.port = port;
      return this;
    }

    /** The most bytes of a request, all its pictures together. Default: 10 MB. */
    public Builder maxBytes(int maxBytes) {
      this.maxBytes = Require.positive("maxBytes", maxBytes);
      return this;
    }

    /** The most pixels of a picture. Default: 50 million. */
    public Builder maxPixels(long maxPixels) {
      if (maxPixels < 1) {
        throw new IllegalArgumentException(
            "Expected at least one pixel. Received: maxPixels=" + maxPixels);
      }
      this.maxPixels = maxPixels;
      return this;
    }

    /** How many requests are computed at the same time. Default: the number of processors. */
    public Builder running(int requests) {
      this.running = Require.positive("running", requests);
      return this;
    }

    /** How many requests may wait for these; further ones get 503. Default: 32. */
    public Builder waiting(int requests) {
      this.waiting = (int) Require.notNegative("waiting", requests);
      return this;
    }

    /** How long a body may take to arrive; for tests. Default: a minute. */
    Builder readMillis(long millis) {
      this.readMillis = millis;
      return this;
    }

    /**
     * Starts the server.
     *
     * @throws IOException if it cannot listen there
     * @throws IllegalStateException if another server has the classifier
     */
    public ClassifierServer start() throws IOException {
      if (!SERVED.add(classifier)) {
        throw new IllegalStateException(
            "Expected a classifier that no server has: a server closes its own. Received: one that"
                + " is served. Load it a second time");
      }
      Server server = new Server(new QueuedThreadPool(running + waiting + OTHER_THREADS));
      HttpConfiguration http = new HttpConfiguration();
      http.setSendServerVersion(false);
      ServerConnector connector =
          new ServerConnector(server, ACCEPTORS, SELECTORS, new HttpConnectionFactory(http));
      connector.setHost(host);
      connector.setPort(port);
      connector.setIdleTimeout(IDLE_MILLIS);
      // Connections that are kept alive without a request do not keep the server from stopping.
      connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_MILLIS);
      server.addConnector(connector);
      NetworkConnectionLimit limit = new NetworkConnectionLimit(MOST_CONNECTIONS, connector);
      limit.setEndPointIdleTimeout(CROWDED_IDLE_MILLIS);
      server.addBean(limit);
      Uploads uploads = new Uploads(classifier, maxBytes, maxPixels, readMillis);
      boolean loopback = InetAddress.getByName(host).isLoopbackAddress();
      Routes routes =
          new Routes(
              new Api(classifier, uploads), uploads, new Admission(running, waiting), loopback);
      server.setHandler(new GracefulHandler(routes));
      server.setStopTimeout(STOP_MILLIS);
      try {
        server.start();
      } catch (Exception problem) {
        SERVED.remove(classifier);
        stop(server);
        throw new IOException(
            "Cannot listen at " + host + ", port " + port + ": " + problem.getMessage(), problem);
      }
      return new ClassifierServer(server, connector, classifier);
    }
  }

  private static void stop(Server server) {
    try {
      server.stop();
    } catch (Exception problem) {
      throw new IllegalStateException("The server cannot be stopped: " + problem, problem);
    }
  }

  /** The port that the server listens at. */
  public int port() {
    return connector.getLocalPort();
  }

  /** The page's address. */
  public URI uri() {
    String host = connector.getHost();
    boolean all = host.equals("0.0.0.0") || host.equals("::");
    String named = all || host.equals("127.0.0.1") ? "localhost" : host;
    return URI.create("http://" + (named.contains(":") ? "[" + named + "]" : named) + ":" + port());
  }

  /** Waits until the server is closed by another thread. */
  public void join() throws InterruptedException {
    server.join();
  }

  /**
   * Takes no more requests, waits up to ten seconds for those that are being answered, and closes
   * the classifier.
   */
  @Override
  public void close() {
    try {
      stop(server);
    } finally {
      SERVED.remove(classifier);
      classifier.close();
    }
  }
}
