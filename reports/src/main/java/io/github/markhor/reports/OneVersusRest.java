package io.github.markhor.reports;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Curves of one class against the others. */
final class OneVersusRest {
  /** More curves than these are told apart by nobody: the worst are drawn over the others. */
  private static final int MOST = 10;

  private static final int WORST = 5;
  private static final double[] NOTHING = {};

  private OneVersusRest() {}

  /** The class whose score decides between two. */
  static int positiveClass(Evaluation evaluation) {
    if (evaluation.classes() != 2) {
      throw new IllegalArgumentException(
          "Expected two classes; name the class that is to be told from the others, or take all."
              + " Received: "
              + evaluation.classes()
              + " classes");
    }
    return 1;
  }

  /** A curve of each class that has samples and does not have them all. */
  static <T> List<T> each(Evaluation evaluation, IntFunction<T> curve) {
    List<T> curves = new ArrayList<>();
    for (int c = evaluation.classes() == 2 ? 1 : 0; c < evaluation.classes(); c++) {
      int number = c;
      long count = IntStream.of(evaluation.truths()).filter(t -> t == number).count();
      if (count > 0 && count < evaluation.size()) {
        curves.add(curve.apply(c));
      }
    }
    if (curves.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected samples of two classes at least. Received: samples of one");
    }
    return List.copyOf(curves);
  }

  /** Adds a curve to a plot, with its name in the legend or without. */
  @FunctionalInterface
  interface Line<T> {
    /** Adds it. */
    void addTo(UnitPlot plot, T curve, boolean isNamed, Color colour);
  }

  /** Draws curves in one plot; of more than ten the five of the least scores have names. */
  static <T> void draw(UnitPlot plot, List<T> curves, ToDoubleFunction<T> score, Line<T> line) {
    boolean many = curves.size() > MOST;
    List<T> shown = curves;
    if (many) {
      curves.forEach(curve -> line.addTo(plot, curve, false, Palette.OTHERS));
      shown = curves.stream().sorted(Comparator.comparingDouble(score)).limit(WORST).toList();
    }
    for (int i = 0; i < shown.size(); i++) {
      line.addTo(plot, shown.get(i), true, Palette.series(i));
    }
    if (many) {
      plot.line("the " + (curves.size() - WORST) + " others", Palette.OTHERS, NOTHING, NOTHING);
    }
  }
}
