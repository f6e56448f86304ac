package io.github.markhor.benchmarks;

import io.github.markhor.Model;
import io.github.markhor.classifier.ImageClassifier;
import io.github.markhor.classifier.PictureInput;
import io.github.markhor.serve.ClassifierServer;
import io.github.markhor.tensor.HostMemory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Serves a network over the loopback address and lets clients ask as fast as they are answered, in
 * this process. Each answer is compared with what the server says to one client alone. The first
 * request of each client does not count.
 */
@Command(
    name = "serve",
    sortOptions = false,
    description = "Times requests of many clients to a server of a classifier.",
    footer = {
      "",
      "Last line: req/s X latency_ms_p50 A latency_ms_p99 B refused C wrong D threads E tensors_mb F"
          + " rss_mb G;",
      "refused are answers with 503, wrong are other answers than to one client alone; the memory",
      "off the heap of this library and that of the process are those after the requests."
    })
final class ServeBench implements Callable<Integer> {
  @Mixin private NetworkOptions options;

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "16",
      description = "Clients that ask at the same time. Default: ${DEFAULT-VALUE}.")
  private int clients;

  @Option(
      names = "--requests",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Requests of all clients together. Default: ${DEFAULT-VALUE}.")
  private int requests;

  @Option(
      names = "--waiting",
      paramLabel = "N",
      defaultValue = "32",
      description = "Requests that may wait before others get 503. Default: ${DEFAULT-VALUE}.")
  private int waiting;

  @Override
  public Integer call() throws IOException {
    Network network = options.network();
    Model model = network.model(options.policy(), 1);
    ImageClassifier classifier =
        ImageClassifier.of(model, PictureInput.of(network.size(), network.size()));
    ServeClient.Counts counts;
    try (ClassifierServer server =
        ClassifierServer.builder(classifier).port(0).waiting(waiting).start()) {
      ServeClient client = new ServeClient(server.uri());
      fromThreads(client, new AtomicInteger(clients));
      System.out.println("before: " + memory());
      long start = System.nanoTime();
      counts = fromThreads(client, new AtomicInteger(requests));
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "%s, %d clients, %d requests, %d may wait%n",
          network.id(),
          clients,
          requests,
          waiting);
      System.out.printf(
          Locale.ROOT,
          "req/s %.1f latency_ms_p50 %.1f latency_ms_p99 %.1f refused %d wrong %d %s%n",
          requests / seconds,
          counts.times().medianMillis(),
          counts.times().percentileMillis(99),
          counts.refused(),
          counts.wrong(),
          memory());
    }
    if (HostMemory.liveBytes() > 0) {
      System.err.println(HostMemory.liveBytes() + " bytes are left after the server was closed.");
    }
    return counts.wrong() == 0 && HostMemory.liveBytes() == 0 ? 0 : 1;
  }

  private static String memory() {
    return String.format(
        Locale.ROOT,
        "threads %d tensors_mb %.1f rss_mb %.0f",
        Thread.activeCount(),
        HostMemory.liveBytes() / 1048576.0,
        Memory.megabytes());
  }

  private ServeClient.Counts fromThreads(ServeClient client, AtomicInteger left) {
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      List<Callable<ServeClient.Counts>> all = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        all.add(() -> client.ask(left));
      }
      List<ServeClient.Counts> parts = new ArrayList<>();
      for (Future<ServeClient.Counts> done : threads.invokeAll(all)) {
        parts.add(done.get());
      }
      return ServeClient.Counts.together(parts);
    } catch (ExecutionException failed) {
      throw new IllegalStateException("A request failed.", failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking.", interrupted);
    } finally {
      threads.shutdown();
    }
  }
}
