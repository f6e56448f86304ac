package io.github.markhor.callbacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.FitOptions;
import io.github.markhor.Sequential;
import io.github.markhor.losses.MeanSquaredError;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.testing.Dense;
import io.github.markhor.testing.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A line, prediction = weight · x, whose steps and averages are computed by hand beside it. */
class SwapEMAWeightsTest {
  private static final double RATE = 0.05;
  private static final double MOMENTUM = 0.75;

  private final Sequential model =
      Sequential.of(Input.of(1), Dense.of(1).useBias(false).name("line"));

  private final List<Double> weights = new ArrayList<>();
  private final List<Double> averages = new ArrayList<>();

  @AfterEach
  void close() {
    model.close();
  }

  private void compile(boolean useEma) {
    model.setWeights(List.of(Tensor.of(new float[] {2}, 1, 1)));
    SGD optimizer = SGD.of(RATE);
    model.compile(
        useEma ? optimizer.useEma(true).emaMomentum(MOMENTUM) : optimizer, MeanSquaredError.of());
  }

  private void fit(Callback... callbacks) {
    double weight = 2;
    double average = 2;
    for (int epoch = 0; epoch < 3; epoch++) {
      // One sample, x = 3 and y = 9.
      weight -= RATE * 2 * (weight * 3 - 9) * 3;
      average = epoch == 0 ? weight : MOMENTUM * average + (1 - MOMENTUM) * weight;
      weights.add(weight);
      averages.add(average);
    }
    Tensor x = Tensor.of(new float[] {3}, 1, 1);
    Tensor y = Tensor.vector(9f);
    model.fit(
        x,
        y,
        FitOptions.defaults()
            .epochs(3)
            .shuffle(false)
            .verbose(0)
            .validationData(x, y)
            .callbacks(callbacks));
  }

  private double weight() {
    return model.getWeights().get(0).get(0, 0);
  }

  private static double loss(double weight) {
    return (weight * 3 - 9) * (weight * 3 - 9);
  }

  @Test
  void validatesWithTheAveragesAndTrainsTheWeights() {
    compile(true);
    List<Double> seen = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    Callback watch =
        LambdaCallback.builder()
            .onTrainBatchEnd((batch, logs) -> seen.add(weight()))
            .onEpochEnd((epoch, logs) -> losses.add(logs.get("val_loss")))
            .build();
    fit(SwapEMAWeights.builder().build(), watch);
    for (int epoch = 0; epoch < 3; epoch++) {
      assertEquals(weights.get(epoch), seen.get(epoch), 1e-5);
      assertEquals(loss(averages.get(epoch)), losses.get(epoch), 1e-4);
    }
    assertTrue(Math.abs(weights.get(2) - averages.get(2)) > 0.01);
    assertEquals(averages.get(2), weight(), 1e-5);
  }

  @Test
  void theAveragesStayFromTheEndOfAnEpochToTheNext() {
    compile(true);
    List<Double> atEnd = new ArrayList<>();
    List<Double> inTraining = new ArrayList<>();
    Callback watch =
        LambdaCallback.builder()
            .onTrainBatchEnd((batch, logs) -> inTraining.add(weight()))
            .onEpochEnd((epoch, logs) -> atEnd.add(weight()))
            .build();
    fit(SwapEMAWeights.builder().swapOnEpoch(true).build(), watch);
    for (int epoch = 0; epoch < 3; epoch++) {
      assertEquals(weights.get(epoch), inTraining.get(epoch), 1e-5);
      assertEquals(averages.get(epoch), atEnd.get(epoch), 1e-5);
    }
    assertEquals(averages.get(2), weight(), 1e-5);
  }

  @Test
  void anErrorWhileTheyAreInTheModelPutsTheWeightsBack() {
    compile(true);
    Callback failing =
        new Callback() {
          @Override
          public void onTestBatchEnd(int batch, Map<String, Double> logs) {
            throw new IllegalStateException("enough");
          }
        };
    assertThrows(IllegalStateException.class, () -> fit(SwapEMAWeights.builder().build(), failing));
    assertEquals(weights.get(0), weight(), 1e-5);
  }

  @Test
  void anOptimizerWithoutAveragesIsRefused() {
    compile(false);
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> fit(SwapEMAWeights.builder().build()));
    assertTrue(refused.getMessage().contains("useEma"), refused::getMessage);
    assertEquals(2, weight());
  }
}
