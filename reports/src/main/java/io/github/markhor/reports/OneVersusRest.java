package io.github.markhor.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Curves of one class against the others. */
final class OneVersusRest {
  /** More curves than these are told apart by nobody: the worst are drawn over the others. */
  static final int MOST = 10;

  static final int WORST = 5;

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
}
