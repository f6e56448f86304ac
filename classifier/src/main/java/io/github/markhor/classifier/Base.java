package io.github.markhor.classifier;

import io.github.markhor.LoadOptions;
import io.github.markhor.Model;
import io.github.markhor.ModelOptions;
import io.github.markhor.applications.Application;
import io.github.markhor.applications.Applications;
import io.github.markhor.layer.DTypePolicy;
import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.Rescaling;
import io.github.markhor.network.BuiltLayer;
import io.github.markhor.tensor.Shape;
import java.nio.file.Path;
import java.util.List;

/** A trained network that a classifier is built on. */
abstract sealed class Base {
  /** The side of the pictures for a network that takes any. */
  private static final int SIDE = 224;

  /** The network without its classifier, with its weights. */
  abstract Model features(int height, int width, DTypePolicy policy);

  /** Levels from 0 to 255 as the network wants them. */
  abstract Symbol prepare(Symbol pictures);

  /** The height and width that the network was made for. */
  abstract int[] size();

  /** A network of keras.applications. */
  static final class OfApplication extends Base {
    private final Application<?> application;

    OfApplication(Application<?> application) {
      this.application = application.includeTop(false);
    }

    @Override
    Model features(int height, int width, DTypePolicy policy) {
      return application.inputShape(height, width, 3).model(ModelOptions.defaults().dtype(policy));
    }

    @Override
    Symbol prepare(Symbol pictures) {
      return application.preprocessInput(pictures);
    }

    @Override
    int[] size() {
      return new int[] {application.defaultSize(), application.defaultSize()};
    }

    @Override
    public String toString() {
      return application.name();
    }
  }

  /** A model file. */
  static final class OfFile extends Base {
    private final Path file;
    private final PixelScale scale;

    OfFile(Path file, PixelScale scale) {
      this.file = file;
      this.scale = scale;
    }

    @Override
    Model features(int height, int width, DTypePolicy policy) {
      Model whole = Model.load(file, LoadOptions.defaults().compile(false));
      List<BuiltLayer> layers = whole.layers();
      boolean classifies =
          whole.outputShape().rank() == 1
              && layers.size() > 1
              && layers.get(layers.size() - 1).className().equals("Dense");
      if (!classifies) {
        return whole;
      }
      // The last layer that is closed frees what they share.
      try (whole) {
        return Model.of(whole.input(), layers.get(layers.size() - 2).output());
      }
    }

    @Override
    Symbol prepare(Symbol pictures) {
      return switch (scale) {
        case LEVELS -> pictures;
        case ZERO_TO_ONE -> Rescaling.of(1 / 255.0).apply(pictures);
        case MINUS_ONE_TO_ONE -> Applications.mobileNetV2().preprocessInput(pictures);
        case CAFFE -> Applications.vgg16().preprocessInput(pictures);
        case TORCH -> Applications.denseNet121().preprocessInput(pictures);
      };
    }

    @Override
    int[] size() {
      try (Model model = Model.load(file, LoadOptions.defaults().compile(false))) {
        Shape shape = model.inputShape();
        return shape.isKnown() ? new int[] {shape.size(0), shape.size(1)} : new int[] {SIDE, SIDE};
      }
    }

    @Override
    public String toString() {
      return file.toString();
    }
  }
}
