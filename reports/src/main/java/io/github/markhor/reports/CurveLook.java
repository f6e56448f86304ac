package io.github.markhor.reports;

import io.github.markhor.config.Immutable;
import java.awt.Color;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How the panels of {@link TrainingCurves} look: words, colours, grid. */
final class CurveLook extends Immutable<CurveLook> {
  private Map<String, String> titles = Map.of();
  private String xAxis = "epoch";
  private String yAxis = "";
  private List<String> legend = List.of("training", "validation");
  private List<Color> colours = List.of(TrainingCurves.TRAINING, TrainingCurves.VALIDATION);
  private boolean grid = true;

  CurveLook title(String metric, String title) {
    Map<String, String> more = new HashMap<>(titles);
    more.put(metric, title);
    return with(copy -> copy.titles = more);
  }

  CurveLook axisNames(String x, String y) {
    return with(
        copy -> {
          copy.xAxis = x;
          copy.yAxis = y;
        });
  }

  CurveLook legend(String training, String validation) {
    return with(copy -> copy.legend = List.of(training, validation));
  }

  CurveLook colours(Color training, Color validation) {
    return with(copy -> copy.colours = List.of(training, validation));
  }

  CurveLook grid(boolean grid) {
    return with(copy -> copy.grid = grid);
  }

  /** The title of a panel: the user's, or the metric's name. */
  String title(String metric) {
    return titles.getOrDefault(metric, metric);
  }

  String xAxis() {
    return xAxis;
  }

  String yAxis() {
    return yAxis;
  }

  /** The name of the training's curve, or of the validation's. */
  String name(boolean validation) {
    return legend.get(validation ? 1 : 0);
  }

  Color colour(boolean validation) {
    return colours.get(validation ? 1 : 0);
  }

  boolean grid() {
    return grid;
  }
}
