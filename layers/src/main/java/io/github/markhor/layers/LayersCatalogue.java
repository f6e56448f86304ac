package io.github.markhor.layers;

import static io.github.markhor.config.Dialect.KERAS_2;

import io.github.markhor.config.Catalogue;
import io.github.markhor.layer.Layer;
import io.github.markhor.layer.Nested;

/** Keras's layers and activations by the names that its files use. */
public final class LayersCatalogue implements Catalogue {
  @Override
  public void addTo(Registrar to) {
    if (to.wants(Layer.class)) {
      layers(to);
    }
    if (to.wants(ActivationFunction.class)) {
      activations(to);
    }
  }

  private static void layers(Registrar to) {
    to.add(Layer.class, "InputLayer", Input::fromConfig);
    to.add(Layer.class, "Sequential", Nested::fromConfig);
    to.add(Layer.class, "Operation", Operation::fromConfig);
    to.add(Layer.class, "Dense", Dense::fromConfig);
    to.add(Layer.class, "Activation", Activation::fromConfig);
    to.add(Layer.class, "Identity", Identity::fromConfig);
    convolutions(to);
    poolings(to);
    normalization(to);
    preprocessing(to);
    augmentation(to);
    regularization(to);
    reshaping(to);
    activationLayers(to);
    merging(to);
  }

  private static void normalization(Registrar to) {
    // TensorFlow 1 wrote the name with a version.
    to.add(
        Layer.class,
        "BatchNormalization",
        BatchNormalization::fromConfig,
        "BatchNormalizationV1",
        "BatchNormalizationV2");
    to.add(Layer.class, "LayerNormalization", LayerNormalization::fromConfig);
    to.add(Layer.class, "GroupNormalization", GroupNormalization::fromConfig);
    to.add(Layer.class, "RMSNormalization", RMSNormalization::fromConfig);
    to.add(Layer.class, "UnitNormalization", UnitNormalization::fromConfig);
    to.add(Layer.class, "SpectralNormalization", SpectralNormalization::fromConfig);
    to.add(Layer.class, "LayerScale", LayerScale::fromConfig);
  }

  private static void merging(Registrar to) {
    to.add(Layer.class, "Add", Add::fromConfig);
    to.add(Layer.class, "Subtract", Subtract::fromConfig);
    to.add(Layer.class, "Multiply", Multiply::fromConfig);
    to.add(Layer.class, "Average", Average::fromConfig);
    to.add(Layer.class, "Maximum", Maximum::fromConfig);
    to.add(Layer.class, "Minimum", Minimum::fromConfig);
    to.add(Layer.class, "Concatenate", Concatenate::fromConfig);
    to.add(Layer.class, "Dot", Dot::fromConfig);
    to.add(Layer.class, "CustomScaleLayer", CustomScaleLayer::fromConfig);
  }

  private static void convolutions(Registrar to) {
    to.add(Layer.class, "Conv1D", Conv1D::fromConfig, "Convolution1D");
    to.add(Layer.class, "Conv2D", Conv2D::fromConfig, "Convolution2D");
    to.add(
        Layer.class,
        "Conv2DTranspose",
        Conv2DTranspose::fromConfig,
        "Convolution2DTranspose",
        "Deconvolution2D");
    to.add(Layer.class, "DepthwiseConv2D", DepthwiseConv2D::fromConfig);
    to.add(Layer.class, "DepthwiseConv1D", DepthwiseConv1D::fromConfig);
    to.add(Layer.class, "SeparableConv1D", SeparableConv1D::fromConfig, "SeparableConvolution1D");
    to.add(Layer.class, "SeparableConv2D", SeparableConv2D::fromConfig, "SeparableConvolution2D");
  }

  private static void poolings(Registrar to) {
    to.add(Layer.class, "MaxPooling1D", MaxPooling1D::fromConfig, "MaxPool1D");
    to.add(Layer.class, "MaxPooling2D", MaxPooling2D::fromConfig, "MaxPool2D");
    to.add(Layer.class, "AveragePooling1D", AveragePooling1D::fromConfig, "AvgPool1D");
    to.add(Layer.class, "AveragePooling2D", AveragePooling2D::fromConfig, "AvgPool2D");
    to.add(Layer.class, "GlobalMaxPooling1D", GlobalMaxPooling1D::fromConfig, "GlobalMaxPool1D");
    to.add(Layer.class, "GlobalMaxPooling2D", GlobalMaxPooling2D::fromConfig, "GlobalMaxPool2D");
    to.add(
        Layer.class,
        "GlobalAveragePooling1D",
        GlobalAveragePooling1D::fromConfig,
        "GlobalAvgPool1D");
    to.add(
        Layer.class,
        "GlobalAveragePooling2D",
        GlobalAveragePooling2D::fromConfig,
        "GlobalAvgPool2D");
  }

  private static void reshaping(Registrar to) {
    to.add(Layer.class, "Flatten", Flatten::fromConfig);
    to.add(Layer.class, "Reshape", Reshape::fromConfig);
    to.add(Layer.class, "Permute", Permute::fromConfig);
    to.add(Layer.class, "RepeatVector", RepeatVector::fromConfig);
    to.add(Layer.class, "ZeroPadding1D", ZeroPadding1D::fromConfig);
    to.add(Layer.class, "ZeroPadding2D", ZeroPadding2D::fromConfig);
    to.add(Layer.class, "Cropping1D", Cropping1D::fromConfig);
    to.add(Layer.class, "Cropping2D", Cropping2D::fromConfig);
    to.add(Layer.class, "UpSampling1D", UpSampling1D::fromConfig);
    to.add(Layer.class, "UpSampling2D", UpSampling2D::fromConfig);
  }

  private static void activationLayers(Registrar to) {
    to.add(Layer.class, "ReLU", ReLU::fromConfig);
    to.add(Layer.class, "LeakyReLU", LeakyReLU::fromConfig);
    to.add(Layer.class, "PReLU", PReLU::fromConfig);
    to.add(Layer.class, "ELU", ELU::fromConfig);
    to.add(Layer.class, "Softmax", Softmax::fromConfig);
  }

  private static void preprocessing(Registrar to) {
    to.add(Layer.class, "Rescaling", Rescaling::fromConfig);
    to.add(Layer.class, "Normalization", Normalization::fromConfig);
    to.add(Layer.class, "Resizing", Resizing::fromConfig);
    to.add(Layer.class, "CenterCrop", CenterCrop::fromConfig);
    to.add(Layer.class, "RandomFlip", RandomFlip::fromConfig);
    to.add(Layer.class, "RandomRotation", RandomRotation::fromConfig);
    to.add(Layer.class, "RandomZoom", RandomZoom::fromConfig);
    to.add(Layer.class, "RandomTranslation", RandomTranslation::fromConfig);
    to.add(Layer.class, "RandomCrop", RandomCrop::fromConfig);
    to.add(Layer.class, "RandomContrast", RandomContrast::fromConfig);
    to.add(Layer.class, "RandomBrightness", RandomBrightness::fromConfig);
  }

  private static void augmentation(Registrar to) {
    to.add(Layer.class, "RandomHue", RandomHue::fromConfig);
    to.add(Layer.class, "RandomSaturation", RandomSaturation::fromConfig);
    to.add(Layer.class, "RandomColorJitter", RandomColorJitter::fromConfig);
    to.add(Layer.class, "RandomColorDegeneration", RandomColorDegeneration::fromConfig);
    to.add(Layer.class, "RandomGrayscale", RandomGrayscale::fromConfig);
    to.add(Layer.class, "RandomInvert", RandomInvert::fromConfig);
    to.add(Layer.class, "RandomPosterization", RandomPosterization::fromConfig);
    to.add(Layer.class, "RandomSharpness", RandomSharpness::fromConfig);
    to.add(Layer.class, "RandomErasing", RandomErasing::fromConfig);
    to.add(Layer.class, "RandomGaussianBlur", RandomGaussianBlur::fromConfig);
    to.add(Layer.class, "RandomShear", RandomShear::fromConfig);
    to.add(Layer.class, "RandomPerspective", RandomPerspective::fromConfig);
    to.add(Layer.class, "RandomElasticTransform", RandomElasticTransform::fromConfig);
    to.add(Layer.class, "Solarization", Solarization::fromConfig);
    to.add(Layer.class, "AutoContrast", AutoContrast::fromConfig);
    to.add(Layer.class, "Equalization", Equalization::fromConfig);
    to.add(Layer.class, "MixUp", MixUp::fromConfig);
    to.add(Layer.class, "CutMix", CutMix::fromConfig);
    to.add(Layer.class, "RandAugment", RandAugment::fromConfig);
    to.add(Layer.class, "AugMix", AugMix::fromConfig);
  }

  private static void regularization(Registrar to) {
    to.add(Layer.class, "Dropout", Dropout::fromConfig);
    to.add(Layer.class, "SpatialDropout2D", SpatialDropout2D::fromConfig);
    to.add(Layer.class, "AlphaDropout", AlphaDropout::fromConfig);
    to.add(Layer.class, "GaussianDropout", GaussianDropout::fromConfig);
    to.add(Layer.class, "GaussianNoise", GaussianNoise::fromConfig);
    to.add(Layer.class, "StochasticDepth", StochasticDepth::fromConfig);
    to.add(Layer.class, "ActivityRegularization", ActivityRegularization::fromConfig);
  }

  private static void activations(Registrar to) {
    add(to, Activations.LINEAR);
    add(to, Activations.RELU);
    add(to, Activations.RELU6);
    add(to, Activations.LEAKY_RELU);
    add(to, Activations.SIGMOID);
    add(to, Activations.LOG_SIGMOID);
    add(to, Activations.TANH);
    add(to, Activations.HARD_TANH);
    add(to, Activations.TANH_SHRINK);
    add(to, Activations.HARD_SHRINK);
    add(to, Activations.SOFT_SHRINK);
    add(to, Activations.SOFTMAX);
    add(to, Activations.LOG_SOFTMAX);
    add(to, Activations.SOFTPLUS);
    add(to, Activations.SOFTSIGN);
    add(to, Activations.SILU, "swish");
    add(to, Activations.HARD_SILU, "hard_swish");
    add(to, Activations.GELU);
    add(to, Activations.ELU);
    add(to, Activations.CELU);
    add(to, Activations.SELU);
    add(to, Activations.EXPONENTIAL);
    add(to, Activations.MISH);
    add(to, Activations.SPARSE_PLUS);
    add(to, Activations.SPARSE_SIGMOID);
    add(to, Activations.SQUAREPLUS);
    add(to, Activations.SPARSEMAX);
    add(to, Activations.GLU);
    add(to, Activations.HARD_SIGMOID_OF_KERAS_2);
    to.add(
        ActivationFunction.class,
        "hard_sigmoid",
        config ->
            config.dialect() == KERAS_2
                ? Activations.HARD_SIGMOID_OF_KERAS_2
                : Activations.HARD_SIGMOID);
  }

  private static void add(Registrar to, ActivationFunction function, String... aliases) {
    to.add(ActivationFunction.class, function.name(), config -> function, aliases);
  }
}
