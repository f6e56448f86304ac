package io.github.markhor.layers;

import static io.github.markhor.config.Dialect.KERAS_2;

import io.github.markhor.Layer;
import io.github.markhor.config.Catalogue;

/** Keras's layers and activations by the names that its files use. */
public final class LayersCatalogue implements Catalogue {
  @Override
  public void addTo(Registrar to) {
    to.add(Layer.class, "InputLayer", Input::fromConfig);
    to.add(Layer.class, "Sequential", Nested::fromConfig);
    to.add(Layer.class, "Conv2D", Conv2D::fromConfig, "Convolution2D");
    to.add(Layer.class, "MaxPooling2D", MaxPooling2D::fromConfig, "MaxPool2D");
    to.add(Layer.class, "AveragePooling2D", AveragePooling2D::fromConfig, "AvgPool2D");
    to.add(
        Layer.class,
        "GlobalAveragePooling2D",
        GlobalAveragePooling2D::fromConfig,
        "GlobalAvgPool2D");
    to.add(Layer.class, "GlobalMaxPooling2D", GlobalMaxPooling2D::fromConfig, "GlobalMaxPool2D");
    to.add(Layer.class, "BatchNormalization", BatchNormalization::fromConfig);
    to.add(Layer.class, "ReLU", ReLU::fromConfig);
    preprocessing(to);
    to.add(Layer.class, "Flatten", Flatten::fromConfig);
    to.add(Layer.class, "Dense", Dense::fromConfig);
    regularization(to);
    to.add(Layer.class, "Activation", Activation::fromConfig);
    activations(to);
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

  private static void regularization(Registrar to) {
    to.add(Layer.class, "Dropout", Dropout::fromConfig);
    to.add(Layer.class, "SpatialDropout2D", SpatialDropout2D::fromConfig);
    to.add(Layer.class, "AlphaDropout", AlphaDropout::fromConfig);
    to.add(Layer.class, "GaussianDropout", GaussianDropout::fromConfig);
    to.add(Layer.class, "GaussianNoise", GaussianNoise::fromConfig);
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
