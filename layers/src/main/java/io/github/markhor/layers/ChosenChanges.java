package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.config.KerasNames;

/**
 * The base of layers that choose among changes of pictures: how strong they are, and how warped
 * pictures are read.
 *
 * @param <L> the layer's own class
 */
abstract class ChosenChanges<L extends ChosenChanges<L>> extends RangedPictures<L> {
  private Factor factor;
  private Interpolation interpolation = Interpolation.BILINEAR;

  /**
   * For the layers of this package.
   *
   * @param strongest the default
   */
  ChosenChanges(double strongest) {
    factor = new Factor(0, strongest);
  }

  /** How strong the changes are: from 0 to factor, at most 1. */
  public final L factor(double factor) {
    return factor(0, factor);
  }

  /** How strong the changes are: from low to high, each from 0 to 1. */
  public final L factor(double low, double high) {
    return withFactor(Factor.of("factor", low, high, 0, 1));
  }

  private L withFactor(Factor bounds) {
    return with(layer -> ((ChosenChanges<?>) layer).factor = bounds);
  }

  /** NEAREST or BILINEAR. Default: {@link Interpolation#BILINEAR}. */
  public final L interpolation(Interpolation interpolation) {
    WarpedPictures.checkInterpolation(interpolation);
    return with(layer -> ((ChosenChanges<?>) layer).interpolation = interpolation);
  }

  /** {@code nearest} or {@code bilinear}. */
  public final L interpolation(String interpolation) {
    return interpolation(KerasNames.choice(Interpolation.class, "interpolation", interpolation));
  }

  final Augmentations augmentations() {
    return new Augmentations(this, factor, valueRange(), interpolation);
  }

  final Object factorJson() {
    return factor.json();
  }

  /** Adds the arguments of this class but for the factor. */
  final void addChosen(Config config) {
    config.with("interpolation", interpolation);
    addRanged(config);
  }

  /** A copy with the arguments of this class and those of all layers. */
  final L chosenConfigured(Config config) {
    L layer = rangedConfigured(config);
    L strong =
        config.get("factor") == null
            ? layer
            : ((ChosenChanges<L>) layer).withFactor(Factor.fromZero(config, "factor", 0, 1));
    return strong.interpolation(config.getEnum("interpolation", interpolation));
  }
}
