package io.github.markhor.serve;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** What has been answered, as Prometheus reads it. */
final class ServerMetrics {
  /** Upper ends of the times, in seconds. */
  private static final double[] BUCKETS = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};

  private final Map<String, LongAdder> requests = new ConcurrentSkipListMap<>();
  private final LongAdder[] buckets = new LongAdder[BUCKETS.length];
  private final LongAdder nanos = new LongAdder();
  private final LongAdder timed = new LongAdder();
  private final LongAdder pictures = new LongAdder();

  ServerMetrics() {
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = new LongAdder();
    }
  }

  void answered(String path, int status) {
    requests
        .computeIfAbsent("path=\"" + path + "\",status=\"" + status + "\"", key -> new LongAdder())
        .increment();
  }

  /** Notes the time of a request that was computed, waiting included. */
  void computed(int count, long time) {
    pictures.add(count);
    nanos.add(time);
    timed.increment();
    for (int i = 0; i < BUCKETS.length; i++) {
      if (time <= BUCKETS[i] * 1e9) {
        buckets[i].increment();
      }
    }
  }

  String text(int inside) {
    StringBuilder text = new StringBuilder();
    head(text, "markhor_requests_total", "counter", "Requests by path and status.");
    requests.forEach(
        (labels, count) ->
            text.append("markhor_requests_total{")
                .append(labels)
                .append("} ")
                .append(count.sum())
                .append('\n'));
    head(text, "markhor_pictures_total", "counter", "Pictures that were computed.");
    text.append("markhor_pictures_total ").append(pictures.sum()).append('\n');
    head(text, "markhor_requests_inside", "gauge", "Requests that are computed or wait.");
    text.append("markhor_requests_inside ").append(inside).append('\n');
    String name = "markhor_request_seconds";
    head(text, name, "histogram", "Time of requests that were computed, waiting included.");
    for (int i = 0; i < BUCKETS.length; i++) {
      text.append(
          String.format(
              Locale.ROOT, "%s_bucket{le=\"%s\"} %d\n", name, BUCKETS[i], buckets[i].sum()));
    }
    text.append(name).append("_bucket{le=\"+Inf\"} ").append(timed.sum()).append('\n');
    text.append(String.format(Locale.ROOT, "%s_sum %.6f\n", name, nanos.sum() / 1e9));
    return text.append(name).append("_count ").append(timed.sum()).append('\n').toString();
  }

  private static void head(StringBuilder text, String name, String type, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }
}
