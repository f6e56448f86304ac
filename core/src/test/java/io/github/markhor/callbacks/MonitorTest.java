package io.github.markhor.callbacks;

import static io.github.markhor.metrics.Direction.DOWN;
import static io.github.markhor.metrics.Direction.UNKNOWN;
import static io.github.markhor.metrics.Direction.UP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.CompileOptions;
import io.github.markhor.FitOptions;
import io.github.markhor.Sequential;
import io.github.markhor.losses.MeanSquaredError;
import io.github.markhor.metrics.AUC;
import io.github.markhor.metrics.Direction;
import io.github.markhor.metrics.F1Score;
import io.github.markhor.metrics.MeanIoU;
import io.github.markhor.metrics.Metric;
import io.github.markhor.metrics.Metrics;
import io.github.markhor.metrics.TruePositives;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The metric decides whether a monitored number should fall or rise, not its name. */
class MonitorTest {
  private static final Metric OWN = Metric.of("accuracy_of_mine", (yTrue, yPred) -> yPred);

  /** Keeps the plan, and adds numbers to the logs. */
  private static final class Planned implements Callback {
    private Plan plan;

    @Override
    public void setParams(Plan plan) {
      this.plan = plan;
    }

    @Override
    public Set<String> logNames() {
      return Set.of("val_auc", "val_error");
    }

    @Override
    public void onEpochEnd(int epoch, Map<String, Double> logs) {
      logs.put("val_auc", 0.5);
      logs.put("val_error", 0.5);
    }
  }

  private static void fit(Callback... callbacks) {
    try (Sequential model = Scripted.untrained(2)) {
      model.compile(
          SGD.of(),
          MeanSquaredError.of(),
          CompileOptions.defaults()
              .metrics(AUC.of(), AUC.of(), F1Score.of(), MeanIoU.of(2), TruePositives.of(), OWN)
              .weightedMetrics(AUC.of(), Metrics.get("mae"))
              .backend("interpreter"));
      Tensor x = Tensor.of(new float[] {0, 0.25f, 0.75f, 1}, 2, 2);
      Tensor y = Tensor.of(new float[] {0, 1, 1, 1}, 2, 2);
      model.fit(x, y, FitOptions.defaults().verbose(0).callbacks(callbacks));
    }
  }

  @Test
  void thePlanTellsTheDirectionOfEachNumber() {
    Planned planned = new Planned();
    fit(planned);
    Map<String, Direction> expected = new LinkedHashMap<>();
    expected.put("loss", DOWN);
    expected.put("auc", UP);
    expected.put("auc_1", UP);
    expected.put("f1_score[0]", UP);
    expected.put("f1_score[1]", UP);
    expected.put("mean_io_u", UP);
    expected.put("true_positives", UP);
    expected.put("accuracy_of_mine", UNKNOWN);
    expected.put("weighted_auc", UP);
    expected.put("mae", DOWN);
    // As in Keras, a callback's number with the name of a metric counts as that metric's.
    expected.put("val_auc", UP);
    expected.put("val_error", UNKNOWN);
    assertEquals(expected, planned.plan.logs());
  }

  private static EarlyStopping stopping(String monitor, Mode mode, Direction direction) {
    EarlyStopping stopping =
        EarlyStopping.builder().monitor(monitor).mode(mode).patience(5).build();
    stopping.setParams(new Plan(0, 3, 1, Map.of(monitor, direction), 0));
    stopping.onTrainBegin();
    double[] numbers = {2, 3, 1};
    for (int epoch = 0; epoch < numbers.length; epoch++) {
      stopping.onEpochEnd(epoch, Map.of(monitor, numbers[epoch]));
    }
    return stopping;
  }

  @Test
  void theMetricDecidesUnlessTheModeIsGiven() {
    assertEquals(1, stopping("val_mean_io_u", Mode.AUTO, UP).bestEpoch());
    assertEquals(2, stopping("val_accuracy_error", Mode.AUTO, DOWN).bestEpoch());
    assertEquals(2, stopping("val_accuracy", Mode.MIN, UP).bestEpoch());
    assertEquals(1, stopping("val_own", Mode.MAX, UNKNOWN).bestEpoch());
  }

  @Test
  void anUnknownDirectionIsRefusedWithTheWayOut() {
    for (Callback callback :
        new Callback[] {
          EarlyStopping.builder().monitor("accuracy_of_mine").build(),
          ReduceLROnPlateau.builder().monitor("accuracy_of_mine").build(),
          ModelCheckpoint.builder("a.h5").monitor("accuracy_of_mine").saveBestOnly(true).build()
        }) {
      Exception thrown = assertThrows(IllegalArgumentException.class, () -> fit(callback));
      assertTrue(thrown.getMessage().contains("mode(\"max\")"), thrown.getMessage());
    }
    fit(EarlyStopping.builder().monitor("accuracy_of_mine").mode("MAX").build());
    Exception thrown =
        assertThrows(IllegalArgumentException.class, () -> EarlyStopping.builder().mode("largest"));
    assertEquals(
        "Expected one of [auto, min, max] for mode. Received: largest", thrown.getMessage());
  }
}
