package io.github.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.markhor.config.Config;
import io.github.markhor.config.Configurable;
import io.github.markhor.initializers.HeNormal;
import io.github.markhor.initializers.Ones;
import io.github.markhor.initializers.VarianceScaling;
import io.github.markhor.layer.DTypePolicy;
import io.github.markhor.losses.Loss;
import io.github.markhor.losses.MeanSquaredError;
import io.github.markhor.metrics.AUC;
import io.github.markhor.metrics.F1Score;
import io.github.markhor.metrics.R2Score;
import io.github.markhor.regularizers.OrthogonalRegularizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Keras's strings mean the same as the constants and objects that they name. */
class NamedChoicesTest {
  private static void same(Configurable named, Configurable expected) {
    assertEquals(new Config().with("x", expected).values(), new Config().with("x", named).values());
  }

  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void layersTakeStrings() {
    same(
        Conv2D.of(4, 3)
            .padding("same")
            .dataFormat("channels_first")
            .kernelInitializer("he_normal")
            .biasInitializer("ones")
            .dtype("mixed_bfloat16"),
        Conv2D.of(4, 3)
            .padding(Padding.SAME)
            .dataFormat(DataFormat.CHANNELS_FIRST)
            .kernelInitializer(HeNormal.of())
            .biasInitializer(Ones.of())
            .dtype(DTypePolicy.MIXED_BFLOAT16));
    same(Conv1D.of(4, 3).padding("CAUSAL"), Conv1D.of(4, 3).padding(Padding.CAUSAL));
    same(
        MaxPooling2D.of(2).padding("Same").dataFormat("channels_first"),
        MaxPooling2D.of(2).padding(Padding.SAME).dataFormat(DataFormat.CHANNELS_FIRST));
    same(
        Resizing.of(4, 5).interpolation("lanczos3"),
        Resizing.of(4, 5).interpolation(Interpolation.LANCZOS3));
    same(
        RandomZoom.of(0.5).fillMode("wrap").interpolation("nearest"),
        RandomZoom.of(0.5).fillMode(FillMode.WRAP).interpolation(Interpolation.NEAREST));
    same(RandomFlip.of("vertical"), RandomFlip.of(RandomFlip.Mode.VERTICAL));
  }

  @Test
  void lossesMetricsAndWeightsTakeStrings() {
    same(
        MeanSquaredError.of().reduction("sum"),
        MeanSquaredError.of().reduction(Loss.Reduction.SUM));
    same(
        MeanSquaredError.of().reduction(Loss.Reduction.NONE).reduction("mean"),
        MeanSquaredError.of());
    same(
        AUC.of().curve("pr").summationMethod("majoring"),
        AUC.of().curve(AUC.Curve.PR).summationMethod(AUC.SummationMethod.MAJORING));
    same(F1Score.of().average("macro"), F1Score.of().average(F1Score.Average.MACRO));
    same(
        R2Score.of().classAggregation("variance_weighted_average"),
        R2Score.of().classAggregation(R2Score.ClassAggregation.VARIANCE_WEIGHTED_AVERAGE));
    same(
        VarianceScaling.of(2, "fan_out", "uniform"),
        VarianceScaling.of(2, VarianceScaling.Mode.FAN_OUT, VarianceScaling.Distribution.UNIFORM));
    same(
        OrthogonalRegularizer.of().mode("columns"),
        OrthogonalRegularizer.of().mode(OrthogonalRegularizer.Mode.COLUMNS));
  }

  @Test
  void unknownNamesAreRefusedWithTheKnownOnes() {
    refused(
        "Expected one of [valid, same, causal] for padding. Received: full",
        () -> Conv2D.of(4, 3).padding("full"));
    refused(
        "Expected one of [channels_last, channels_first] for dataFormat. Received: NCHW",
        () -> Flatten.of().dataFormat("NCHW"));
    refused(
        "Expected one of [roc, pr, prgain] for curve. Received: precision",
        () -> AUC.of().curve("precision"));
    refused(
        "Expected padding valid or same. Received: padding=causal",
        () -> AveragePooling1D.of(2).padding("causal"));
    assertThrows(IllegalArgumentException.class, () -> Dense.of(2).kernelInitializer("he_norml"));
  }
}
