package io.github.markhor.reports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A number of a training in the epochs that have it, which count from 0. */
record CurveData(List<Integer> epochs, List<Double> values) {

  /** The numbers of the logs of epochs, of which some may lack some of the names. */
  static Map<String, CurveData> ofLogs(
      List<Integer> epochs, List<Map<String, Double>> logs, Set<String> names) {
    Map<String, CurveData> curves = new LinkedHashMap<>();
    for (String name : names) {
      List<Integer> having = new ArrayList<>();
      List<Double> values = new ArrayList<>();
      for (int i = 0; i < epochs.size(); i++) {
        Double value = logs.get(i).get(name);
        if (value != null) {
          having.add(epochs.get(i));
          values.add(value);
        }
      }
      curves.put(name, new CurveData(List.copyOf(having), List.copyOf(values)));
    }
    return curves;
  }

  /** Numbers by name, of which each has one for each epoch. */
  static Map<String, CurveData> ofNumbers(List<Integer> epochs, Map<String, List<Double>> logs) {
    Map<String, CurveData> curves = new LinkedHashMap<>();
    logs.forEach(
        (name, values) -> {
          if (values.size() != epochs.size()) {
            throw new IllegalArgumentException(
                "Expected one number for each of the "
                    + epochs.size()
                    + " epochs. Received: "
                    + values.size()
                    + " for "
                    + name);
          }
          curves.put(name, new CurveData(List.copyOf(epochs), List.copyOf(values)));
        });
    return curves;
  }

  /** The epoch with the least of the first of these numbers that there is; null for none. */
  static Integer bestEpoch(Map<String, CurveData> curves, String... names) {
    Integer best = null;
    for (String name : names) {
      CurveData curve = best == null ? curves.get(name) : null;
      double least = Double.POSITIVE_INFINITY;
      for (int i = 0; curve != null && i < curve.epochs().size(); i++) {
        if (curve.values().get(i) < least) {
          least = curve.values().get(i);
          best = curve.epochs().get(i);
        }
      }
    }
    return best;
  }

  /** What the number has come to; there is at least one epoch. */
  TrainingCurves.Range range(String name) {
    double[] finite = values.stream().mapToDouble(v -> v).filter(Double::isFinite).toArray();
    return new TrainingCurves.Range(
        name,
        Arrays.stream(finite).min().orElse(Double.NaN),
        Arrays.stream(finite).max().orElse(Double.NaN),
        values.get(values.size() - 1));
  }
}
