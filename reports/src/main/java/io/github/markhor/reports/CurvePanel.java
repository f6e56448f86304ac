package io.github.markhor.reports;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** One panel of {@link TrainingCurves}: the curves of one metric. */
final class CurvePanel {
  private static final int MOST_TICKS = 10;
  private static final int TICK_WIDTH = 60;

  /** With more epochs their points would hide the line. */
  private static final int MOST_POINTS = 60;

  /** A curve as it is drawn. */
  record Series(String name, Color colour, boolean dashed, CurveData curve) {}

  private final String title;
  private final CurveLook look;
  private final List<Series> series;
  private final int epochs;
  private final Integer best;
  private final boolean logarithmic;

  /**
   * A panel.
   *
   * @param series at least one
   * @param epochs how many there are
   * @param best the epoch to mark, from 0, or null
   */
  CurvePanel(
      String title,
      CurveLook look,
      List<Series> series,
      int epochs,
      Integer best,
      boolean logarithmic) {
    this.title = title;
    this.look = look;
    this.series = series;
    this.epochs = epochs;
    this.best = best;
    this.logarithmic = logarithmic && series.stream().anyMatch(s -> hasPositive(s.curve()));
  }

  private static boolean hasPositive(CurveData curve) {
    return curve.values().stream().anyMatch(v -> v > 0 && Double.isFinite(v));
  }

  void draw(Graphics2D graphics, int width, int height) {
    XYChart chart =
        new XYChartBuilder()
            .width(width)
            .height(height)
            .title(logarithmic ? title + " (logarithmic)" : title)
            .xAxisTitle(look.xAxis())
            .yAxisTitle(look.yAxis())
            .theme(Styler.ChartTheme.XChart)
            .build();
    chart
        .getStyler()
        .setChartBackgroundColor(Color.WHITE)
        .setPlotBorderVisible(false)
        .setChartTitleBoxVisible(false)
        .setLegendPosition(Styler.LegendPosition.OutsideS)
        .setLegendLayout(
            series.size() > 2 ? Styler.LegendLayout.Vertical : Styler.LegendLayout.Horizontal)
        .setLegendBorderColor(Color.WHITE)
        .setMarkerSize(5);
    chart.getStyler().setYAxisLogarithmic(logarithmic);
    chart.getStyler().setYAxisDecimalPattern(logarithmic ? "0.######" : "0.###");
    chart.getStyler().setXAxisDecimalPattern("0");
    if (epochs <= MOST_TICKS) {
      chart.getStyler().setXAxisMaxLabelCount(epochs);
    } else {
      thinTicks(chart, width);
    }
    chart.getStyler().setPlotGridLinesVisible(look.grid());
    series.forEach(one -> addCurve(chart, one));
    addBest(chart);
    chart.paint(graphics, width, height);
  }

  /**
   * XChart gives a tick to as many epochs as their numbers just have room for, unless they are
   * spaced unequally: a point between two of them, which is not drawn, makes them so.
   */
  private void thinTicks(XYChart chart, int width) {
    chart.getStyler().setXAxisTickMarkSpacingHint(Math.max(TICK_WIDTH, width / MOST_TICKS));
    double first = series.get(0).curve().epochs().get(0) + 1;
    double[] between = {first, first + 0.25};
    double[] nothing = {Double.NaN, Double.NaN};
    chart.addSeries("ticks", between, nothing).setShowInLegend(false);
  }

  private void addCurve(XYChart chart, Series one) {
    double[] x = one.curve().epochs().stream().mapToDouble(epoch -> epoch + 1).toArray();
    double[] y = one.curve().values().stream().mapToDouble(this::drawn).toArray();
    XYSeries drawn = chart.addSeries(one.name(), x, y);
    drawn.setLineColor(one.colour());
    drawn.setMarkerColor(one.colour());
    drawn.setMarker(epochs > MOST_POINTS ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
    if (one.dashed()) {
      drawn.setLineStyle(dashes(2));
    }
  }

  private static BasicStroke dashes(float width) {
    return new BasicStroke(
        width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 10, new float[] {5, 4}, 0);
  }

  /** The number, or NaN for a gap. */
  private double drawn(double value) {
    return Double.isFinite(value) && !(logarithmic && value <= 0) ? value : Double.NaN;
  }

  /** A dashed line from the least to the greatest number that is drawn. */
  private void addBest(XYChart chart) {
    List<Double> values = new ArrayList<>();
    for (Series one : series) {
      one.curve().values().stream().map(this::drawn).filter(v -> !v.isNaN()).forEach(values::add);
    }
    if (best == null || epochs < 2 || values.isEmpty()) {
      return;
    }
    double least = values.stream().mapToDouble(v -> v).min().orElseThrow();
    double greatest = values.stream().mapToDouble(v -> v).max().orElseThrow();
    if (least == greatest) {
      return;
    }
    XYSeries line =
        chart.addSeries(
            "best: epoch " + (best + 1),
            new double[] {best + 1, best + 1},
            new double[] {least, greatest});
    line.setLineColor(Palette.FAINT);
    line.setLineStyle(dashes(1.5f));
    line.setMarker(SeriesMarkers.NONE);
  }
}
