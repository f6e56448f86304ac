package io.github.markhor.layers;

import static io.github.markhor.layers.Activations.RELU;
import static io.github.markhor.layers.Activations.SIGMOID;
import static io.github.markhor.layers.Activations.SOFTMAX;
import static io.github.markhor.layers.Activations.TANH;

import io.github.markhor.constraints.MaxNorm;
import io.github.markhor.constraints.MinMaxNorm;
import io.github.markhor.constraints.NonNeg;
import io.github.markhor.constraints.UnitNorm;
import io.github.markhor.initializers.Constant;
import io.github.markhor.initializers.HeNormal;
import io.github.markhor.initializers.Orthogonal;
import io.github.markhor.initializers.RandomNormal;
import io.github.markhor.layer.DTypePolicy;
import io.github.markhor.layer.Layer;
import io.github.markhor.regularizers.L1;
import io.github.markhor.regularizers.L1L2;
import io.github.markhor.regularizers.L2;
import io.github.markhor.tensor.Shape;
import java.util.stream.Stream;

/** Every layer of the catalogue, with every argument away from its default once. */
final class LayerExamples {
  private LayerExamples() {}

  /** A layer and the shape of a batch for it. */
  record Example(Layer layer, Shape batch) {
    @Override
    public String toString() {
      return layer + " of " + batch;
    }
  }

  private static Example of(Layer layer, int... batch) {
    return new Example(layer, Shape.of(batch));
  }

  static Stream<Example> all() {
    return Stream.of(
        of(Input.of(5, 7, 2).name("pictures"), 3, 5, 7, 2),
        of(Conv2D.of(4, 3), 2, 5, 6, 3),
        of(
            Conv2D.of(6, 2, 3)
                .strides(2, 1)
                .padding(Padding.SAME)
                .groups(2)
                .activation(TANH)
                .kernelInitializer(HeNormal.of().seed(5))
                .biasInitializer(Constant.of(0.25))
                .kernelRegularizer(L2.of(0.02))
                .biasRegularizer(L1.of(0.03))
                .activityRegularizer(L1L2.of(0.01, 0.04))
                .kernelConstraint(MaxNorm.of(1.5).axis(0, 1, 2))
                .biasConstraint(NonNeg.of())
                .name("edges")
                .trainable(true),
            2,
            5,
            7,
            4),
        of(
            Conv2D.of(3, 2)
                .dilationRate(2, 1)
                .dataFormat(DataFormat.CHANNELS_FIRST)
                .useBias(false)
                .activation(SOFTMAX),
            2,
            2,
            6,
            5),
        of(
            Conv1D.of(4, 3)
                .strides(2)
                .padding(Padding.CAUSAL)
                .groups(2)
                .activation(TANH)
                .kernelRegularizer(L2.of(0.02)),
            2,
            7,
            4),
        of(
            Conv1D.of(3, 2)
                .dilationRate(3)
                .padding(Padding.SAME)
                .dataFormat(DataFormat.CHANNELS_FIRST)
                .useBias(false)
                .kernelConstraint(NonNeg.of()),
            3,
            2,
            6),
        of(
            Conv2DTranspose.of(3, 2, 3)
                .strides(3, 2)
                .outputPadding(2, 1)
                .activation(SIGMOID)
                .kernelInitializer(HeNormal.of().seed(4))
                .kernelRegularizer(L1.of(0.02)),
            2,
            3,
            2,
            4),
        of(
            Conv2DTranspose.of(2, 4)
                .strides(2)
                .padding(Padding.SAME)
                .useBias(false)
                .kernelConstraint(MaxNorm.of(1.5).axis(0, 1, 3))
                .dataFormat(DataFormat.CHANNELS_FIRST),
            2,
            3,
            4,
            3),
        of(Conv2DTranspose.of(2, 2).dilationRate(2, 1), 2, 3, 4, 3),
        of(
            DepthwiseConv2D.of(3, 2)
                .strides(2)
                .padding(Padding.SAME)
                .depthMultiplier(2)
                .activation(TANH)
                .depthwiseInitializer(HeNormal.of().seed(6))
                .depthwiseRegularizer(L2.of(0.03))
                .depthwiseConstraint(UnitNorm.of())
                .biasRegularizer(L1.of(0.01)),
            2,
            5,
            7,
            3),
        of(
            DepthwiseConv2D.of(2)
                .dilationRate(2, 3)
                .useBias(false)
                .dataFormat(DataFormat.CHANNELS_FIRST),
            2,
            3,
            5,
            6),
        of(
            SeparableConv2D.of(5, 2, 3)
                .strides(2, 1)
                .padding(Padding.SAME)
                .depthMultiplier(3)
                .activation(TANH)
                .depthwiseRegularizer(L2.of(0.03))
                .pointwiseInitializer(HeNormal.of().seed(7))
                .pointwiseRegularizer(L1.of(0.02))
                .pointwiseConstraint(NonNeg.of())
                .activityRegularizer(L2.of(0.05)),
            2,
            5,
            6,
            2),
        of(
            SeparableConv2D.of(2, 2)
                .dilationRate(2)
                .useBias(false)
                .dataFormat(DataFormat.CHANNELS_FIRST),
            2,
            3,
            5,
            4),
        of(
            DepthwiseConv1D.of(3)
                .strides(2)
                .padding(Padding.SAME)
                .depthMultiplier(2)
                .activation(TANH)
                .depthwiseInitializer(HeNormal.of().seed(6))
                .depthwiseRegularizer(L2.of(0.03))
                .depthwiseConstraint(UnitNorm.of())
                .biasRegularizer(L1.of(0.01)),
            2,
            7,
            3),
        of(
            DepthwiseConv1D.of(2)
                .dilationRate(3)
                .useBias(false)
                .dataFormat(DataFormat.CHANNELS_FIRST),
            2,
            3,
            6),
        of(
            SeparableConv1D.of(4, 3)
                .strides(2)
                .padding(Padding.CAUSAL)
                .depthMultiplier(3)
                .activation(TANH)
                .depthwiseRegularizer(L2.of(0.03))
                .pointwiseInitializer(HeNormal.of().seed(7))
                .pointwiseRegularizer(L1.of(0.02))
                .pointwiseConstraint(NonNeg.of()),
            2,
            7,
            2),
        of(
            SeparableConv1D.of(2, 2)
                .dilationRate(2)
                .useBias(false)
                .dataFormat(DataFormat.CHANNELS_FIRST),
            2,
            3,
            5),
        of(MaxPooling1D.of(2), 2, 5, 3),
        of(MaxPooling1D.of(3).strides(1).dataFormat(DataFormat.CHANNELS_FIRST), 2, 3, 5),
        of(AveragePooling1D.of(3).strides(2).padding(Padding.SAME), 2, 6, 3),
        of(GlobalAveragePooling1D.of(), 2, 4, 3),
        of(GlobalMaxPooling1D.of().keepdims(true).dataFormat(DataFormat.CHANNELS_FIRST), 2, 4, 3),
        of(MaxPooling2D.of(2), 2, 5, 6, 3),
        of(MaxPooling2D.of(3, 2).strides(2, 1).padding(Padding.SAME), 2, 5, 6, 3),
        of(AveragePooling2D.of(2), 2, 5, 6, 3),
        of(
            AveragePooling2D.of(2, 3)
                .strides(1)
                .padding(Padding.SAME)
                .dataFormat(DataFormat.CHANNELS_FIRST),
            2,
            3,
            4,
            5),
        of(GlobalAveragePooling2D.of(), 2, 3, 4, 5),
        of(GlobalAveragePooling2D.of().dataFormat(DataFormat.CHANNELS_FIRST), 2, 3, 4, 5),
        of(GlobalMaxPooling2D.of().keepdims(true), 2, 3, 4, 5),
        of(
            GlobalMaxPooling2D.of().keepdims(true).dataFormat(DataFormat.CHANNELS_FIRST),
            2,
            3,
            4,
            5),
        of(BatchNormalization.of(), 4, 3, 2, 3),
        of(
            BatchNormalization.of()
                .axis(1)
                .momentum(0.75)
                .epsilon(0.125)
                .betaInitializer(Constant.of(0.5))
                .gammaInitializer(RandomNormal.of(1, 0.1).seed(3))
                .movingMeanInitializer(Constant.of(-0.25))
                .movingVarianceInitializer(Constant.of(2))
                .betaRegularizer(L1.of(0.5))
                .gammaRegularizer(L2.of(0.25))
                .betaConstraint(UnitNorm.of())
                .gammaConstraint(MinMaxNorm.of(0.5, 2).rate(0.5).axis(0)),
            3,
            4,
            2,
            2),
        of(BatchNormalization.of().center(false).scale(false), 5, 3),
        of(LayerNormalization.of(), 3, 4, 5),
        of(
            LayerNormalization.of()
                .axis(3, 1)
                .epsilon(0.01)
                .betaInitializer(Constant.of(0.5))
                .gammaInitializer(RandomNormal.of(1, 0.1).seed(3))
                .betaRegularizer(L1.of(0.5))
                .gammaRegularizer(L2.of(0.25))
                .betaConstraint(NonNeg.of())
                .gammaConstraint(MaxNorm.of(1.5)),
            2,
            3,
            2,
            4),
        of(LayerNormalization.of().center(false).scale(false), 3, 4),
        of(GroupNormalization.of(2), 3, 2, 3, 4),
        of(
            GroupNormalization.of(3)
                .axis(1)
                .epsilon(0.01)
                .betaInitializer(Constant.of(0.5))
                .gammaInitializer(RandomNormal.of(1, 0.1).seed(3))
                .betaRegularizer(L1.of(0.5))
                .gammaRegularizer(L2.of(0.25))
                .betaConstraint(NonNeg.of())
                .gammaConstraint(MaxNorm.of(1.5)),
            2,
            6,
            2,
            3),
        of(GroupNormalization.ofEachChannel().axis(-2).center(false).scale(false), 2, 3, 2, 4),
        of(UnitNormalization.of(), 3, 4),
        of(UnitNormalization.of().axis(3, 1), 2, 3, 2, 4),
        of(RMSNormalization.of(), 3, 5),
        of(RMSNormalization.of().axis(-1, 1).epsilon(0.25), 2, 3, 2, 4),
        of(LayerScale.of(0.75, 4), 2, 3, 4),
        of(
            SpectralNormalization.of(Dense.of(4).activation(TANH).name("inner")).powerIterations(2),
            2,
            3),
        of(LeakyReLU.of(), 3, 5),
        of(LeakyReLU.of(0.125), 3, 5),
        of(ELU.of(), 3, 5),
        of(ELU.of(0.75), 3, 5),
        of(PReLU.of().alphaInitializer(Constant.of(0.25)), 3, 2, 4),
        of(
            PReLU.of()
                .sharedAxes(1, 2)
                .alphaInitializer(RandomNormal.of(0.5, 0.1).seed(2))
                .alphaRegularizer(L2.of(0.25))
                .alphaConstraint(NonNeg.of()),
            2,
            3,
            2,
            4),
        of(Softmax.of(), 3, 5),
        of(Softmax.of().axis(1), 2, 4, 3),
        of(Softmax.of().axis(3, 1), 2, 3, 2, 4),
        of(ZeroPadding1D.of(1, 2), 2, 3, 4),
        of(ZeroPadding1D.of(2).dataFormat(DataFormat.CHANNELS_FIRST), 2, 3, 4),
        of(ZeroPadding2D.of(1), 2, 3, 4, 2),
        of(ZeroPadding2D.of(1, 0, 2, 3).dataFormat(DataFormat.CHANNELS_FIRST), 2, 2, 3, 4),
        of(Cropping1D.of(2, 1), 2, 5, 2),
        of(Cropping2D.of(1, 2), 2, 4, 6, 2),
        of(Cropping2D.of(0, 1, 2, 0).dataFormat(DataFormat.CHANNELS_FIRST), 2, 2, 3, 4),
        of(UpSampling1D.of(3), 2, 3, 2),
        of(UpSampling2D.of(2, 3), 2, 3, 2, 2),
        of(
            UpSampling2D.of(2)
                .interpolation(Interpolation.BILINEAR)
                .dataFormat(DataFormat.CHANNELS_FIRST),
            2,
            2,
            3,
            4),
        of(UpSampling2D.of(1, 3).interpolation(Interpolation.BICUBIC), 2, 3, 4, 2),
        of(UpSampling2D.of(2).interpolation(Interpolation.LANCZOS3), 1, 3, 4, 2),
        of(UpSampling2D.of(2).interpolation(Interpolation.LANCZOS5), 1, 3, 4, 1),
        of(Reshape.of(3, -1), 2, 4, 6),
        of(Permute.of(3, 1, 2), 2, 3, 4, 5),
        of(RepeatVector.of(3), 2, 4),
        of(Dense.of(6).activation("glu"), 2, 4),
        of(Activation.of("sparsemax"), 3, 5),
        of(Flatten.of(), 2, 3, 4, 2),
        of(Flatten.of().dataFormat(DataFormat.CHANNELS_FIRST), 2, 3, 4, 2),
        of(Dense.of(5), 3, 4),
        of(
            Dense.of(3)
                .activation("sigmoid")
                .kernelInitializer(Orthogonal.of(1.5).seed(2))
                .activityRegularizer(L2.of(0.5))
                .dtype(DTypePolicy.FLOAT32),
            2,
            3,
            4),
        of(Dropout.of(0.5), 3, 4, 5),
        of(Dropout.of(0.25).noiseShape(-1, 1, 5).seed(8), 3, 4, 5),
        of(StochasticDepth.of(0.5), 6, 2, 3),
        of(Identity.of(), 3, 5),
        of(Activation.of(RELU), 3, 5),
        of(Activation.of(SIGMOID).trainable(false), 2, 3, 4),
        of(ReLU.of().activityRegularizer(L2.of(0.25)), 3, 5),
        of(ReLU.of().maxValue(0.75).negativeSlope(0.125).threshold(0.25), 3, 5),
        of(Rescaling.of(1 / 127.5, -1), 2, 4, 3, 3),
        of(Rescaling.of(new double[] {0.5, -1, 3}, new double[] {0.25}), 2, 4, 2, 3),
        of(Normalization.of(), 2, 4, 3, 3),
        of(
            Normalization.of(new double[] {0.5, -1, 2}, new double[] {4, 0.25, 9})
                .axis(1, -1)
                .invert(true),
            2,
            2,
            5,
            3),
        of(Normalization.of(0.5, 4).axis(), 2, 5),
        of(Resizing.of(3, 7), 2, 5, 4, 3),
        of(
            Resizing.of(3, 4)
                .interpolation(Interpolation.LANCZOS3)
                .antialias(true)
                .cropToAspectRatio(true)
                .dataFormat(DataFormat.CHANNELS_FIRST),
            2,
            2,
            7,
            8),
        of(Resizing.of(5, 4).padToAspectRatio(true).fillValue(0.25), 2, 3, 6, 2),
        of(CenterCrop.of(3, 2).dataFormat(DataFormat.CHANNELS_FIRST), 2, 3, 4, 5),
        of(CenterCrop.of(6, 5), 2, 5, 4, 2),
        of(SpatialDropout2D.of(0.5).seed(3).dataFormat(DataFormat.CHANNELS_FIRST), 2, 4, 3, 2),
        of(AlphaDropout.of(0.25).noiseShape(-1, 1, 5).seed(8), 3, 4, 5),
        of(GaussianDropout.of(0.25).seed(5), 3, 4, 5),
        of(GaussianNoise.of(0.5).seed(6), 3, 4, 5),
        of(ActivityRegularization.of(0.5, 0.25), 3, 4, 5),
        of(RandomFlip.of(RandomFlip.Mode.HORIZONTAL).seed(4), 3, 4, 5, 2),
        of(
            RandomRotation.of(0.125, 0.25)
                .fillMode(FillMode.CONSTANT)
                .fillValue(0.5)
                .dataFormat(DataFormat.CHANNELS_FIRST),
            2,
            2,
            4,
            5),
        of(RandomZoom.of(0.25, 0.5).interpolation(Interpolation.NEAREST).seed(1), 2, 4, 5, 2),
        of(RandomZoom.of(0.25).heightFactor(-0.5, -0.25), 2, 4, 5, 2),
        of(
            RandomTranslation.of(0.25, 0.5)
                .heightFactor(0.25, 0.5)
                .widthFactor(-0.5, 0.25)
                .fillMode(FillMode.WRAP),
            2,
            4,
            5,
            2),
        of(RandomCrop.of(3, 2).seed(9), 2, 5, 4, 2),
        of(RandomContrast.of(0.25, 0.5).valueRange(-4, 4).seed(2), 2, 4, 5, 2),
        of(RandomBrightness.of(-0.25, 0.5).valueRange(-3, 3), 2, 4, 5, 2),
        of(RandomHue.of(0.25, 0.5).valueRange(-2, 2).seed(3), 2, 4, 5, 3),
        of(RandomSaturation.of(0.25, 0.75).valueRange(-2, 2).seed(3), 2, 3, 4, 3),
        of(
            RandomColorJitter.of()
                .brightnessFactor(0.125)
                .contrastFactor(0.25, 0.5)
                .saturationFactor(0.25, 0.5)
                .hueFactor(0.125)
                .valueRange(-4, 4),
            2,
            3,
            4,
            3),
        of(
            RandomColorDegeneration.of(0.25, 0.75)
                .valueRange(-4, 4)
                .dataFormat(DataFormat.CHANNELS_FIRST),
            2,
            3,
            4,
            5),
        of(RandomGrayscale.of(0.75).seed(2), 3, 2, 4, 3),
        of(RandomInvert.of(0.5, 0.75).valueRange(-1, 3).seed(5), 4, 2, 3, 2),
        of(RandomSharpness.of(0.125, 0.25).valueRange(-4, 4), 2, 4, 5, 2),
        of(RandomErasing.of(0.5, 1).scale(0.25, 0.5).fillValue(0.5).valueRange(-2, 2), 3, 4, 5, 2),
        of(RandomErasing.of(1, 1).fillValue(0.5, -0.25, 1).valueRange(-2, 2).seed(1), 2, 4, 5, 3),
        of(
            RandomGaussianBlur.of(0.75, 1)
                .kernelSize(3, 5)
                .sigma(0.5, 0.75)
                .valueRange(-4, 4)
                .seed(2),
            2,
            4,
            5,
            2),
        of(RandomShear.of(0.25, 0.5).interpolation(Interpolation.NEAREST).seed(1), 2, 4, 5, 2),
        of(RandomShear.of(0, 0).xFactor(0.25, 0.5).yFactor(0, 0.25).seed(1), 2, 4, 5, 2),
        of(RandomPerspective.of(0.5, 1).scale(0.5).fillValue(0.25).seed(3), 2, 4, 5, 2),
        of(RandomPerspective.of(1, 1).interpolation("nearest").seed(3), 2, 4, 5, 2),
        of(
            RandomElasticTransform.of(0.75, 1)
                .scale(0.5, 0.75)
                .fillMode("wrap")
                .valueRange(-3, 3)
                .seed(3),
            2,
            5,
            4,
            1),
        of(
            RandomElasticTransform.of(1)
                .interpolation(Interpolation.NEAREST)
                .fillMode(FillMode.CONSTANT)
                .fillValue(0.5)
                .valueRange(-3, 3)
                .seed(3),
            2,
            4,
            5,
            2),
        of(Solarization.of().additionFactor(0.125, 0.25).valueRange(-3, 3).seed(2), 2, 4, 5, 2),
        of(AutoContrast.of().valueRange(-2, 2), 2, 4, 5, 2),
        of(MixUp.of(0.75).seed(4), 3, 2, 4, 2),
        of(CutMix.of(0.5, 0.75).seed(4), 3, 4, 4, 2));
  }
}
