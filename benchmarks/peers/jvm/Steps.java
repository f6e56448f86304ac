import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntConsumer;

/**
 * What the JVM's peers share: the options, the data's sizes, and the clock, which counts as
 * keras_train.py does. The options are {@code --net cats-vs-dogs|cifar10|food101 [--batch N]
 * [--seconds S] [--policy float32]}.
 */
final class Steps {
  /** Of data, and so steps in an epoch. */
  static final int BATCHES = 10;

  private static final int WARM_UP = 3;

  final String net;
  final int batch;
  final int size;
  final int classes;
  private final long parameters;
  private final double seconds;

  Steps(String[] line) {
    String name = null;
    int given = 0;
    double time = 30;
    for (int i = 0; i + 1 < line.length; i += 2) {
      switch (line[i]) {
        case "--net" -> name = line[i + 1];
        case "--batch" -> given = Integer.parseInt(line[i + 1]);
        case "--seconds" -> time = Double.parseDouble(line[i + 1]);
        case "--policy" -> {
          if (!line[i + 1].equals("float32")) {
            throw new IllegalArgumentException(
                "Expected --policy float32, all that this peer trains in. Received: "
                    + line[i + 1]);
          }
        }
        default -> throw new IllegalArgumentException("Unknown option: " + line[i]);
      }
    }
    if (name == null) {
      throw new IllegalArgumentException("Expected --net cats-vs-dogs, cifar10 or food101.");
    }
    net = name;
    seconds = time;
    switch (net) {
      case "cats-vs-dogs" -> {
        size = 150;
        classes = 2;
        parameters = 1_355_938;
      }
      case "cifar10" -> {
        size = 32;
        classes = 10;
        parameters = 276_138;
      }
      case "food101" -> {
        size = 128;
        classes = 10;
        parameters = 10_588_458;
      }
      default ->
          throw new IllegalArgumentException(
              "Expected --net cats-vs-dogs, cifar10 or food101. Received: " + net);
    }
    batch = given > 0 ? given : net.equals("cifar10") ? 256 : 32;
  }

  /** Holds a peer's network to the article's number of parameters, as nets.py does. */
  void check(long received) {
    if (received != parameters) {
      throw new IllegalStateException(
          net + " has " + parameters + " parameters. Received: " + received);
    }
  }

  /** Random numbers, 0 to 1, for one batch of pictures. */
  float[] pictures(Random random) {
    float[] x = new float[batch * size * size * 3];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextFloat();
    }
    return x;
  }

  /** Random classes for one batch. */
  int[] labels(Random random) {
    return random.ints(batch, 0, classes).toArray();
  }

  /** Trains on the batches, in a new order each epoch, and prints the figures. */
  void run(String title, IntConsumer trainOn) {
    List<Double> steps = new ArrayList<>();
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < BATCHES; i++) {
      order.add(i);
    }
    Random random = new Random(1);
    double firstMillis = 0;
    double counted = 0;
    int done = 0;
    while (counted < seconds * 1000) {
      if (done % BATCHES == 0) {
        Collections.shuffle(order, random);
      }
      int each = order.get(done % BATCHES);
      long begin = System.nanoTime();
      trainOn.accept(each);
      double millis = (System.nanoTime() - begin) / 1e6;
      if (++done == 1) {
        firstMillis =
            System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
      }
      if (done > WARM_UP) {
        steps.add(millis);
        counted += millis;
      }
    }
    Collections.sort(steps);
    System.out.printf(
        Locale.ROOT, "%s, %s, batch %d, float32, %d steps%n", title, net, batch, steps.size());
    System.out.printf(
        Locale.ROOT,
        "img/s %.1f step_ms_min %.1f step_ms_p50 %.1f first_step_ms %.0f peak_rss_mb %.0f%n",
        1000 * batch * steps.size() / counted,
        steps.get(0),
        steps.get(steps.size() / 2),
        firstMillis,
        peakMegabytes());
  }

  private static double peakMegabytes() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("\\D+", "")) / 1024.0;
        }
      }
    } catch (IOException noSuchFile) {
      return Double.NaN;
    }
    return Double.NaN;
  }
}
