package io.github.markhor.file;

import io.github.markhor.config.Require;
import java.util.List;

/**
 * How one output of a model was compiled.
 *
 * @param name that the output goes by
 * @param loss null for none
 * @param lossWeight what the loss is multiplied by; 1 for a loss as it is
 */
public record StoredOutput(
    String name,
    Description loss,
    double lossWeight,
    List<Description> metrics,
    List<Description> weightedMetrics) {
  public StoredOutput {
    Require.finite("lossWeight", lossWeight);
    metrics = List.copyOf(metrics);
    weightedMetrics = List.copyOf(weightedMetrics);
  }
}
