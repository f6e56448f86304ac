package io.github.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.markhor.config.ConfigException;
import io.github.markhor.config.Dialect;
import io.github.markhor.config.Registry;
import io.github.markhor.layer.Layer;
import io.github.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Wrong arguments are refused at once, with the rule and the value received. */
class RefusalsTest {
  private static void refused(String message, Executable code) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, code).getMessage());
  }

  @Test
  void argumentsAreRefusedWhereTheyAreWritten() {
    refused("Expected at least one filter. Received: filters=0", () -> Conv2D.of(0, 3));
    refused(
        "Expected kernelSize of at least 1. Received: kernelSize=(3, 0)", () -> Conv2D.of(4, 3, 0));
    refused(
        "Expected strides of at least 1. Received: strides=(0, 0)",
        () -> Conv2D.of(4, 3).strides(0));
    refused(
        "Expected strides or a dilation rate above 1, not both. Received: strides=(1, 2),"
            + " dilationRate=(3, 1)",
        () -> Conv2D.of(4, 3).strides(1, 2).dilationRate(3, 1));
    refused(
        "Expected strides or a dilation rate above 1, not both. Received: strides=(2, 2),"
            + " dilationRate=(3, 3)",
        () -> Conv2D.of(4, 3).dilationRate(3).strides(2));
    refused(
        "Expected groups of at least 1 that divide the filters. Received: groups=3, filters=4",
        () -> Conv2D.of(4, 3).groups(3));
    refused(
        "Expected padding valid or same. Received: padding=causal",
        () -> Conv2D.of(4, 3).padding(Padding.CAUSAL));
    refused(
        "Expected strides or a dilation rate above 1, not both. Received: strides=(2),"
            + " dilationRate=(3)",
        () -> Conv1D.of(4, 3).strides(2).dilationRate(3));
    refused(
        "Expected an output padding of at least 0 and less than the strides. Received:"
            + " outputPadding=(1, 2), strides=(2, 2)",
        () -> Conv2DTranspose.of(4, 3).strides(2).outputPadding(1, 2));
    refused(
        "Expected a depthMultiplier of at least 1. Received: depthMultiplier=0",
        () -> DepthwiseConv2D.of(3).depthMultiplier(0));
    refused(
        "Expected padding valid or same. Received: padding=causal",
        () -> DepthwiseConv1D.of(3).padding(Padding.CAUSAL));
    refused(
        "Expected padding of at least 0. Received: padding=(1, -2)", () -> ZeroPadding1D.of(1, -2));
    refused("Expected size of at least 1. Received: size=0", () -> UpSampling1D.of(0));
    refused(
        "Expected groups of at least 1, or -1 for one of each channel. Received: groups=0",
        () -> GroupNormalization.of(0));
    refused(
        "Expected a finite epsilon of at least 0. Received: epsilon=-1.0",
        () -> RMSNormalization.of().epsilon(-1));
    refused(
        "Expected a dropPathRate between 0 and 1. Received: dropPathRate=1.5",
        () -> StochasticDepth.of(1.5));
    refused(
        "Expected projectionDim of at least 1. Received: projectionDim=0",
        () -> LayerScale.of(1e-6, 0));
    refused(
        "Expected powerIterations of at least 1. Received: powerIterations=0",
        () -> SpectralNormalization.of(Dense.of(2)).powerIterations(0));
    refused(
        "Expected padding of at least 0. Received: padding=((1, 1), (-2, 0))",
        () -> ZeroPadding2D.of(1, 1, -2, 0));
    refused(
        "Expected cropping of at least 0. Received: cropping=((-1, -1), (-1, -1))",
        () -> Cropping2D.of(-1));
    refused("Expected size of at least 1. Received: size=(0, 2)", () -> UpSampling2D.of(0, 2));
    refused(
        "Expected an interpolation other than area, which makes pictures smaller. Received:"
            + " interpolation=area",
        () -> UpSampling2D.of(2).interpolation(Interpolation.AREA));
    refused(
        "Expected sizes of at least 1, and at most one of -1 for what is left. Received:"
            + " targetShape=(-1, 3, -1)",
        () -> Reshape.of(-1, 3, -1));
    refused("Expected each axis from 1 on once. Received: dims=(2, 2)", () -> Permute.of(2, 2));
    refused("Expected n of at least 1. Received: n=0", () -> RepeatVector.of(0));
    refused(
        "Expected a finite slope of at least 0. Received: negativeSlope=-0.1",
        () -> LeakyReLU.of(-0.1));
    refused("Expected a finite alpha. Received: alpha=NaN", () -> ELU.of(Double.NaN));
    refused(
        "Expected axes of at least 1, the batch's being 0. Received: sharedAxes=[0, 1]",
        () -> PReLU.of().sharedAxes(0, 1));
    refused(
        "Expected at least one axis, and none of them the batch's, 0. Received: axis=[2, 0]",
        () -> Softmax.of().axis(2, 0));
    refused(
        "Expected a finite epsilon of at least 0. Received: epsilon=-1.0",
        () -> LayerNormalization.of().epsilon(-1));
    refused("Expected at least one unit. Received: units=-1", () -> Dense.of(-1));
    refused("Expected a rate between 0 and 1. Received: rate=-0.1", () -> Dropout.of(-0.1));
    refused("Expected a rate between 0 and 1. Received: rate=1.5", () -> Dropout.of(1.5));
    refused("Expected a rate between 0 and 1. Received: rate=NaN", () -> Dropout.of(Double.NaN));
    refused("Expected poolSize of at least 1. Received: poolSize=(0, 0)", () -> MaxPooling2D.of(0));
    refused(
        "Expected a momentum between 0 and 1. Received: momentum=-1.0",
        () -> BatchNormalization.of().momentum(-1));
    refused(
        "Expected a finite epsilon of at least 0. Received: epsilon=-0.5",
        () -> BatchNormalization.of().epsilon(-0.5));
    refused(
        "Expected an axis other than the batch's. Received: axis=0",
        () -> BatchNormalization.of().axis(0));
    refused(
        "Expected a finite scale and offset. Received: scale=[1.0, NaN], offset=0.0",
        () -> Rescaling.of(new double[] {1, Double.NaN}));
    refused(
        "Expected a finite scale and offset. Received: scale=2.0, offset=Infinity",
        () -> Rescaling.of(2, Double.POSITIVE_INFINITY));
    refused(
        "Expected a finite scale and offset. Received: scale=[], offset=[1.0]",
        () -> Rescaling.of(new double[0], new double[] {1}));
    refused(
        "Expected sizes of at least 1, or -1 for one that is not known. Received: [150, 0, 3]",
        () -> Input.of(150, 0, 3));
    refused(
        "Expected a name that is not empty and has no '/'. Received: name=\"a/b\"",
        () -> Flatten.of().name("a/b"));
  }

  @Test
  void inputsAreRefusedWithTheLayersNameAndTheShape() {
    refused(
        "Expected pictures (N, H, W, C) for Conv2D \"edges\". Received: shape=(150, 150), without"
            + " the batch",
        () -> Conv2D.of(32, 3).name("edges").weights(Shape.of(150, 150)));
    refused(
        "Expected pictures of at least 5 x 3, the window's size, for Conv2D. Received: shape=(4, 4,"
            + " 3), without the batch",
        () -> Conv2D.of(32, 3, 2).dilationRate(2).outputShape(Shape.of(4, 4, 3)));
    refused(
        "Expected channels that 2 groups divide for Conv2D. Received: shape=(4, 4, 3), without the"
            + " batch",
        () -> Conv2D.of(4, 3).groups(2).weights(Shape.of(4, 4, 3)));
    refused(
        "Expected pictures (N, C, H, W) for MaxPooling2D. Received: shape=(7,), without the batch",
        () -> MaxPooling2D.of(2).dataFormat(DataFormat.CHANNELS_FIRST).outputShape(Shape.of(7)));
    refused(
        "Expected pictures of at least 2 x 2, the window's size, for AveragePooling2D. Received:"
            + " shape=(1, 9, 3), without the batch",
        () -> AveragePooling2D.of(2).outputShape(Shape.of(1, 9, 3)));
    refused(
        "Expected pictures (N, H, W, C) for GlobalMaxPooling2D. Received: shape=(4, 3), without the"
            + " batch",
        () -> GlobalMaxPooling2D.of().outputShape(Shape.of(4, 3)));
    refused(
        "Expected inputs (N, ..., in) with at least two axes, none of size 0, for Dense \"top\"."
            + " Received: shape=(), without the batch",
        () -> Dense.of(3).name("top").outputShape(Shape.of()));
    refused(
        "Expected rows (N, L, C) for Conv1D. Received: shape=(8,), without the batch",
        () -> Conv1D.of(2, 3).weights(Shape.of(8)));
    refused(
        "Expected an output padding of at least 1 with an even kernel and padding same for"
            + " Conv2DTranspose. Received: shape=(3, 3, 1), without the batch",
        () ->
            Conv2DTranspose.of(2, 2)
                .strides(2)
                .padding(Padding.SAME)
                .outputPadding(0)
                .outputShape(Shape.of(3, 3, 1)));
    refused(
        "Expected pictures of more than 3 x 1 for Cropping2D. Received: shape=(3, 4, 2), without"
            + " the batch",
        () -> Cropping2D.of(1, 2, 0, 1).outputShape(Shape.of(3, 4, 2)));
    refused(
        "Expected rows of more than 3 for Cropping1D. Received: shape=(3, 2), without the batch",
        () -> Cropping1D.of(1, 2).outputShape(Shape.of(3, 2)));
    refused(
        "Expected channels that 2 groups divide for GroupNormalization. Received: shape=(4, 3),"
            + " without the batch",
        () -> GroupNormalization.of(2).outputShape(Shape.of(4, 3)));
    refused(
        "Expected 2 channels, as projectionDim says, for LayerScale. Received: shape=(4, 3),"
            + " without the batch",
        () -> LayerScale.of(1, 2).outputShape(Shape.of(4, 3)));
    refused(
        "Expected a layer with a weight called kernel, other than Flatten [name=null,"
            + " trainable=true, dtype=null, data_format=channels_last], for SpectralNormalization."
            + " Received: shape=(4, 3), without the batch",
        () -> SpectralNormalization.of(Flatten.of()).weights(Shape.of(4, 3)));
    refused(
        "Expected inputs of as many numbers as (5, -1) for Reshape. Received: shape=(3, 4), without"
            + " the batch",
        () -> Reshape.of(5, -1).outputShape(Shape.of(3, 4)));
    refused(
        "Expected inputs of 2 axes besides the batch's for Permute. Received: shape=(3,), without"
            + " the batch",
        () -> Permute.of(2, 1).outputShape(Shape.of(3)));
    refused(
        "Expected vectors (N, C) for RepeatVector. Received: shape=(3, 4), without the batch",
        () -> RepeatVector.of(2).outputShape(Shape.of(3, 4)));
    refused(
        "Expected inputs that have the axes [1, -2] behind the batch's for Softmax. Received:"
            + " shape=(3, 4), without the batch",
        () -> Softmax.of().axis(1, -2).outputShape(Shape.of(3, 4)));
    refused(
        "Expected inputs that have the axis 3 to share alpha along for PReLU. Received: shape=(3,"
            + " 4), without the batch",
        () -> PReLU.of().sharedAxes(3).weights(Shape.of(3, 4)));
    refused(
        "Expected inputs that have the axis 3 behind the batch's for BatchNormalization. Received:"
            + " shape=(8,), without the batch",
        () -> BatchNormalization.of().axis(3).weights(Shape.of(8)));
    refused(
        "Expected inputs with as many channels as there are numbers in offset=[1.0, 2.0], for"
            + " Rescaling. Received: shape=(4, 4, 3), without the batch",
        () -> Rescaling.of(new double[] {3}, new double[] {1, 2}).outputShape(Shape.of(4, 4, 3)));
  }

  @Test
  void theArgumentsOfAFileAreRefusedAsAConfigException() {
    assertWrong("Conv2D", Map.of("filters", 0, "kernel_size", 3), "filters=0");
    assertWrong("Conv2D", Map.of("filters", "many", "kernel_size", 3), "many");
    assertWrong("Conv2D", Map.of("filters", 2, "kernel_size", 3, "padding", "causal"), "causal");
    assertWrong("Conv2D", Map.of("filters", 2, "kernel_size", 3, "data_format", "last"), "last");
    assertWrong("Dropout", Map.of("rate", 2), "rate=2.0");
    assertWrong("Activation", Map.of(), "activation");
    assertWrong("InputLayer", Map.of(), "batch_shape");
    assertWrong("InputLayer", Map.of("batch_shape", Arrays.asList(null, "wide", 3)), "wide");
    assertWrong("InputLayer", Map.of("batch_shape", Arrays.asList(null, -1, 3)), "-1");
    assertWrong(
        "MaxPooling2D", Map.of("pool_size", List.of(2, 2), "strides", List.of(0, 1)), "(0, 1)");
    assertWrong("ReLU", Map.of("negative_slope", -1), "negativeSlope=-1.0");
  }

  private static void assertWrong(String className, Map<String, Object> config, String mentioned) {
    ConfigException wrong =
        assertThrows(
            ConfigException.class,
            () ->
                Registry.make(
                    Layer.class,
                    Map.of("class_name", className, "config", config),
                    Dialect.KERAS_3));
    String message = wrong.getMessage();
    assertEquals(
        List.of(true, true),
        List.of(message.contains(className), message.contains(mentioned)),
        message);
  }
}
