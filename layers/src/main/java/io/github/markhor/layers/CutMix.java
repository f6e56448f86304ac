package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/**
 * In training, puts a box of another picture of the batch into each picture (N, H, W, C), at the
 * same place. The box's share of the area is 1 - w, for a number w of the beta distribution of
 * alpha and alpha, with alpha drawn from the factor for each batch. Yun, Han, Oh, Chun, Choe and
 * Yoo, "CutMix: Regularization Strategy to Train Strong Classifiers with Localizable Features"
 * (2019). See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/cut_mix/">Keras:
 * CutMix</a>.
 *
 * <p>Labels stay as they are: a layer of a model sees pictures alone, as Keras's does when it is
 * called on a tensor. Keras mixes the labels too when it is given pictures and labels together in a
 * dict, which is for data before training and is not done here; with this layer alone, a mixed
 * picture keeps the label of its first part.
 */
public final class CutMix extends RandomPictures<CutMix> {
  private static final Factor WHOLE = new Factor(0, 1);

  /** Keeps alpha above 0. */
  private static final double EPSILON = 1e-6;

  private final Factor factor;

  private CutMix(Factor factor) {
    this.factor = factor;
  }

  /** Alpha from 0 to factor, at most 1; Keras's default is 1. */
  public static CutMix of(double factor) {
    return of(0, factor);
  }

  /** Alpha from low to high, each from 0 to 1. */
  public static CutMix of(double low, double high) {
    return new CutMix(Factor.of("factor", low, high, 0, 1));
  }

  @Override
  Value transformed(Value pictures) {
    int n = pictures.shape().size(0);
    Value other = Shuffles.of(pictures, draw(pictures, 0, WHOLE));
    Value alpha = uniform(pictures.graph(), 1, factor.low(), factor.high()).add(EPSILON);
    Value weight = Gammas.betas(this, pictures.graph(), 4, alpha, n).reshape(n, 1, 1, 1);
    Value side = weight.neg().add(1).max(0).sqrt();
    Value left = draw(pictures, 2, WHOLE).reshape(n, 1, 1, 1);
    Value top = draw(pictures, 3, WHOLE).reshape(n, 1, 1, 1);
    return Boxes.mask(pictures, side, side, left, top).select(other, pictures);
  }

  @Override
  protected void addTo(Config config) {
    config.with("factor", factor.json());
    addPictures(config);
  }

  static CutMix fromConfig(Config config) {
    Factor factor = config.get("factor") == null ? WHOLE : Factor.fromZero(config, "factor", 0, 1);
    return new CutMix(factor).picturesConfigured(config);
  }
}
