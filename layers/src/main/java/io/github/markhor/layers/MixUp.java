package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.DType;
import io.github.markhor.graph.Value;

/**
 * In training, mixes each picture (N, H, W, C) with another of the batch: w · x + (1 - w) · other,
 * with a weight of the beta distribution of alpha and alpha. Zhang, Cisse, Dauphin and Lopez-Paz,
 * "mixup: Beyond Empirical Risk Minimization" (2017). See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/mix_up/">Keras:
 * MixUp</a>.
 *
 * <p>Labels stay as they are: a layer of a model sees pictures alone, as Keras's does when it is
 * called on a tensor. Keras mixes the labels too when it is given pictures and labels together in a
 * dict, which is for data before training and is not done here; with this layer alone, a mixed
 * picture keeps the label of its first part.
 */
public final class MixUp extends RandomPictures<MixUp> {
  private final double alpha;

  private MixUp(double alpha) {
    if (!(alpha > 0) || !Double.isFinite(alpha)) {
      throw new IllegalArgumentException(
          "Expected a finite alpha above 0. Received: alpha=" + alpha);
    }
    this.alpha = alpha;
  }

  /** With alpha 0.2. */
  public static MixUp of() {
    return of(0.2);
  }

  /** Small numbers leave most pictures nearly as they are or nearly as the other. */
  public static MixUp of(double alpha) {
    return new MixUp(alpha);
  }

  @Override
  Value transformed(Value pictures) {
    int n = pictures.shape().size(0);
    Value one = pictures.cast(DType.FLOAT32);
    Value other = Shuffles.of(one, draw(pictures, 0, new Factor(0, 1)));
    Value weight =
        Gammas.betas(this, pictures.graph(), 1, pictures.graph().constant(alpha), n)
            .reshape(n, 1, 1, 1);
    return one.mul(weight).add(other.mul(weight.neg().add(1))).cast(pictures.dtype());
  }

  @Override
  protected void addTo(Config config) {
    config.with("alpha", alpha);
    addPictures(config);
  }

  static MixUp fromConfig(Config config) {
    return of(config.getDouble("alpha", 0.2)).picturesConfigured(config);
  }
}
