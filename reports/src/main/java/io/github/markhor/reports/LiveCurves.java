package io.github.markhor.reports;

import io.github.markhor.callbacks.Callback;
import io.github.markhor.callbacks.CallbackState;
import io.github.markhor.callbacks.ModelInTraining;
import io.github.markhor.callbacks.Plan;
import io.github.markhor.config.Require;
import io.github.markhor.text.Notices;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;

/**
 * Shows the curves of a training while it goes on: after each epoch it draws them anew, into a
 * file, on a page that a browser on this machine shows, or both. A training that {@code
 * BackupAndRestore} resumes goes on with the curves that it had.
 *
 * <p>A file that cannot be written is refused before the first step; later a warning is all that
 * comes of it, for a picture is not worth a training.
 */
public final class LiveCurves implements Callback {
  private static final Logger LOG = Notices.logger(LiveCurves.class);
  private static final int REFRESH_SECONDS = 5;

  private final Path file;
  private final Integer port;

  private String title = "Training";
  private Plan plan;
  private List<Integer> epochs = new ArrayList<>();
  private List<Map<String, Double>> logs = new ArrayList<>();
  private LivePage page;
  private boolean failed;
  private boolean warned;

  private LiveCurves(Path file, Integer port) {
    this.file = file;
    this.port = port;
  }

  /**
   * Into a file, which is replaced when the new one has been written wholly: HTML, which draws
   * itself anew every five seconds while the training goes on, for names that end in {@code .html},
   * else a picture, SVG or PNG.
   */
  public static LiveCurves to(Path file) {
    return new LiveCurves(Require.notNull("file", file), null);
  }

  /** Into a file. */
  public static LiveCurves to(String file) {
    return to(Path.of(Require.notNull("file", file)));
  }

  /**
   * On a page at {@code http://127.0.0.1:PORT/}, which this machine alone reaches, until the
   * training ends. The address is printed when the training begins, unless it is silent.
   *
   * @param port 0 for any that is free
   * @throws IllegalArgumentException if it is no port
   */
  public static LiveCurves serve(int port) {
    return new LiveCurves(null, checkPort(port));
  }

  /** On a page, too, as {@link #serve} says. */
  public LiveCurves andServe(int port) {
    return new LiveCurves(file, checkPort(port));
  }

  private static int checkPort(int port) {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("Expected a port from 0 to 65535. Received: " + port);
    }
    return port;
  }

  /** Where the page is; null where none is served now. */
  public URI address() {
    LivePage shown = page;
    return shown == null ? null : shown.address();
  }

  @Override
  public void setModel(ModelInTraining model) {
    title = "Training of " + model.name();
  }

  @Override
  public void setParams(Plan plan) {
    this.plan = plan;
  }

  @Override
  public void onTrainBegin() {
    epochs = new ArrayList<>();
    logs = new ArrayList<>();
    failed = false;
    warned = false;
    if (file != null) {
      if (isHtml()) {
        HtmlReport.write(file, html(true));
      } else {
        FigureFiles.checkWritable(file);
      }
    }
    if (port != null) {
      page = LivePage.open(port, main("running"));
      if (plan != null && plan.verbose() > 0) {
        System.out.println("Live curves: " + page.address());
      }
    }
  }

  /** The numbers of all epochs so far. */
  @Override
  public void saveState(CallbackState state) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < epochs.size(); i++) {
      int epoch = epochs.get(i);
      logs.get(i)
          .forEach(
              (name, value) ->
                  lines
                      .append(epoch)
                      .append('\t')
                      .append(value)
                      .append('\t')
                      .append(name)
                      .append('\n'));
    }
    state.text("logs", lines.toString());
  }

  @Override
  public void restoreState(CallbackState state) {
    epochs.clear();
    logs.clear();
    String lines = state.text("logs");
    for (String line : lines == null ? List.<String>of() : lines.lines().toList()) {
      String[] fields = line.split("\t", 3);
      int epoch = Integer.parseInt(fields[0]);
      if (epochs.isEmpty() || epochs.get(epochs.size() - 1) != epoch) {
        epochs.add(epoch);
        logs.add(new LinkedHashMap<>());
      }
      logs.get(logs.size() - 1).put(fields[2], Double.valueOf(fields[1]));
    }
    if (!epochs.isEmpty()) {
      show(true);
    }
  }

  @Override
  public void onEpochEnd(int epoch, Map<String, Double> numbers) {
    epochs.add(epoch);
    logs.add(new LinkedHashMap<>(numbers));
    show(true);
  }

  private void show(boolean running) {
    try {
      if (page != null) {
        page.show(main(state(running)));
      }
      if (file != null && isHtml()) {
        HtmlReport.write(file, html(running));
      } else if (file != null && !epochs.isEmpty()) {
        curves().save(file);
      }
    } catch (RuntimeException problem) {
      if (!warned) {
        LOG.warn("The live curves could not be drawn; the training goes on: {}", "" + problem);
      }
      warned = true;
    }
  }

  private String state(boolean running) {
    return running ? "running" : failed ? "failed" : "ended";
  }

  private boolean isHtml() {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".html") || name.endsWith(".htm");
  }

  private TrainingCurves curves() {
    return TrainingCurves.of(epochs, logs, names());
  }

  private Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    logs.forEach(one -> names.addAll(one.keySet()));
    return names;
  }

  private String main(String state) {
    HtmlReport.Builder report = HtmlReport.builder(title);
    String of = plan == null ? "" : " of " + plan.epochs();
    String last = epochs.isEmpty() ? "none" : "" + (epochs.get(epochs.size() - 1) + 1);
    report.subtitle(
        switch (state) {
          case "running" -> "In progress. Epochs that have ended: " + last + of;
          case "failed" -> "Broken off after epoch " + last + of;
          default -> "Ended after epoch " + last + of;
        });
    if (epochs.isEmpty()) {
      return report.text("The curves are drawn when the first epoch ends.").main();
    }
    ModelReport.addCurves(report, curves());
    return report.main();
  }

  private String html(boolean running) {
    String refresh =
        running ? "<meta http-equiv=\"refresh\" content=\"" + REFRESH_SECONDS + "\">\n" : "";
    return HtmlPage.of(title, "", refresh, main(state(running)));
  }

  @Override
  public void onTrainFailure(Throwable failure) {
    failed = true;
  }

  @Override
  public void onTrainEnd(Map<String, Double> numbers) {
    try (LivePage closed = page) {
      show(false);
    } finally {
      page = null;
    }
  }
}
