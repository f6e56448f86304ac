package io.github.markhor.conformance;

import io.github.markhor.source.Batch;
import io.github.markhor.tensor.Tensor;

/** Compares a batch with the arrays {@code NAME_x}, {@code NAME_y} and so on of a case. */
final class BatchCheck {
  private BatchCheck() {}

  static void check(Case given, Checks checks, String name, Batch batch) {
    PictureTolerance within = PictureTolerance.of(given);
    compare(given, checks, within, name + "_x", batch.x());
    compare(given, checks, within, name + "_weights", batch.sampleWeight());
    for (int i = 0; i < batch.moreInputs().size(); i++) {
      compare(given, checks, within, name + "_extra" + i, batch.moreInputs().get(i));
    }
    checks.that(
        !given.hasArray(name + "_extra" + batch.moreInputs().size()),
        name + ": expected more than " + batch.moreInputs().size() + " further inputs");
    if (!given.hasArray(name + "_y0")) {
      compare(given, checks, within, name + "_y", batch.y());
      return;
    }
    compare(given, checks, within, name + "_y0", batch.y());
    for (int i = 0; i < batch.moreLabels().size(); i++) {
      compare(given, checks, within, name + "_y" + (i + 1), batch.moreLabels().get(i));
    }
    checks.that(
        !given.hasArray(name + "_y" + (batch.moreLabels().size() + 1)),
        name + ": expected more than " + batch.moreLabels().size() + " further labels");
  }

  private static void compare(
      Case given, Checks checks, PictureTolerance within, String name, Tensor actual) {
    if (given.hasArray(name) && actual != null) {
      within.check(checks, name, given.array(name), NpyArray.of(actual));
    } else {
      checks.that(
          given.hasArray(name) == (actual != null),
          name + ": expected " + (given.hasArray(name) ? "an array" : "none"));
    }
  }
}
