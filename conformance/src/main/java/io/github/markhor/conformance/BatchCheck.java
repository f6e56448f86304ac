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
    int further = batch.inputs().size() - 1;
    for (int i = 0; i < further; i++) {
      compare(given, checks, within, name + "_extra" + i, batch.inputs().get(i + 1));
    }
    checks.that(
        !given.hasArray(name + "_extra" + further),
        name + ": expected more than " + further + " further inputs");
    if (!given.hasArray(name + "_y0")) {
      compare(given, checks, within, name + "_y", batch.y());
      return;
    }
    for (int i = 0; i < batch.labels().size(); i++) {
      compare(given, checks, within, name + "_y" + i, batch.labels().get(i));
    }
    checks.that(
        !given.hasArray(name + "_y" + batch.labels().size()),
        name + ": expected more than " + batch.labels().size() + " labels");
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
