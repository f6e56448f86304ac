package io.github.markhor.reports;

import io.github.markhor.data.Folders;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler;

/** The number of pictures of each class, as a table and a bar chart. Immutable. */
public final class ClassCounts {
  private static final int LEAST_WIDTH = 480;
  private static final int BAR_WIDTH = 24;
  private static final int MOST_WIDTH = 4000;
  private static final int HEIGHT = 420;
  private static final int MOST_UPRIGHT_NAMES = 12;

  private final Map<String, Integer> counts;

  private ClassCounts(Map<String, Integer> counts) {
    if (counts.isEmpty()) {
      throw new IllegalArgumentException("Expected at least one class. Received: none");
    }
    this.counts = new LinkedHashMap<>(counts);
  }

  /**
   * Numbers of pictures by class, in the order in which they are shown; {@link Folders#classCounts}
   * counts those of a folder.
   */
  public static ClassCounts of(Map<String, Integer> counts) {
    return new ClassCounts(counts);
  }

  /** A table with a line for each class, and one for all: name, number, share. */
  public String table() {
    int all = counts.values().stream().mapToInt(Integer::intValue).sum();
    int nameWidth = "all".length();
    for (String name : counts.keySet()) {
      nameWidth = Math.max(nameWidth, name.length());
    }
    int numberWidth = String.valueOf(all).length();
    StringBuilder text = new StringBuilder();
    String format = "%-" + nameWidth + "s  %" + numberWidth + "d  %5.1f %%%n";
    for (Map.Entry<String, Integer> entry : counts.entrySet()) {
      double share = all == 0 ? 0 : 100.0 * entry.getValue() / all;
      text.append(String.format(Locale.ROOT, format, entry.getKey(), entry.getValue(), share));
    }
    return text.append(String.format(Locale.ROOT, format, "all", all, 100.0)).toString();
  }

  /**
   * The bar chart.
   *
   * @throws IllegalStateException if this Java finds no fonts
   */
  public BufferedImage image() {
    return Png.drawn(this::draw);
  }

  private BufferedImage draw() {
    int width = Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, 120 + BAR_WIDTH * counts.size()));
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(width)
            .height(HEIGHT)
            .title("Pictures of each class")
            .yAxisTitle("pictures")
            .build();
    Styler styler = chart.getStyler();
    styler.setLegendVisible(false);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    chart.getStyler().setSeriesColors(new Color[] {TrainingCurves.TRAINING});
    chart.getStyler().setAvailableSpaceFill(0.8);
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setPlotGridVerticalLinesVisible(false);
    chart.getStyler().setLabelsVisible(counts.size() <= MOST_UPRIGHT_NAMES);
    if (counts.size() > MOST_UPRIGHT_NAMES) {
      chart.getStyler().setXAxisLabelRotation(90);
      chart.getStyler().setXAxisMaxLabelCount(counts.size());
    }
    List<Integer> numbers = new ArrayList<>(counts.values());
    chart.addSeries("pictures", new ArrayList<>(counts.keySet()), numbers);
    return BitmapEncoder.getBufferedImage(chart);
  }

  /**
   * Writes the bar chart as a PNG; folders that do not exist are made.
   *
   * @throws java.io.UncheckedIOException if it cannot be written
   * @throws IllegalStateException if this Java finds no fonts
   */
  public void save(Path file) {
    Png.write(image(), file);
  }
}
