package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.config.KerasNames;
import io.github.markhor.graph.Unary;
import io.github.markhor.graph.Value;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * In training, changes pictures (N, H, W, 3) by some of eleven changes one after the other: shear,
 * translation, rotation, brightness, colour degeneration, contrast, sharpness, posterization,
 * solarization, auto contrast and equalization. Which is drawn for each batch, how far for each
 * picture; all take part in the computation, the chosen ones in the result. Cubuk, Zoph, Shlens and
 * Le, "RandAugment: Practical Automated Data Augmentation with a Reduced Search Space" (2019). See
 * <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/rand_augment/">Keras:
 * RandAugment</a>.
 */
public final class RandAugment extends RangedPictures<RandAugment> {
  private int numOps = 2;
  private Factor factor = new Factor(0, 0.5);
  private Interpolation interpolation = Interpolation.BILINEAR;

  private RandAugment() {}

  public static RandAugment of() {
    return new RandAugment();
  }

  /** How many changes follow each other. Default: 2. */
  public RandAugment numOps(int numOps) {
    int[] positive = Pairs.positive("numOps", numOps);
    return with(layer -> layer.numOps = positive[0]);
  }

  /** How strong the changes are: from 0 to factor, at most 1. Default: 0.5. */
  public RandAugment factor(double factor) {
    return factor(0, factor);
  }

  /** How strong the changes are: from low to high, each from 0 to 1. */
  public RandAugment factor(double low, double high) {
    Factor bounds = Factor.of("factor", low, high, 0, 1);
    return with(layer -> layer.factor = bounds);
  }

  /** NEAREST or BILINEAR. Default: {@link Interpolation#BILINEAR}. */
  public RandAugment interpolation(Interpolation interpolation) {
    WarpedPictures.checkInterpolation(interpolation);
    return with(layer -> layer.interpolation = interpolation);
  }

  /** {@code nearest} or {@code bilinear}. */
  public RandAugment interpolation(String interpolation) {
    return interpolation(KerasNames.choice(Interpolation.class, "interpolation", interpolation));
  }

  @Override
  boolean needsColors() {
    return true;
  }

  @Override
  Value changed(Value pictures) {
    Augmentations augmentations = new Augmentations(this, factor, valueRange(), interpolation);
    Value changed = pictures;
    for (int i = 0; i < numOps; i++) {
      List<UnaryOperator<Value>> changes = augmentations.ofRandAugment(100 * i);
      Value number = uniform(pictures.graph(), i, 0, changes.size()).unary(Unary.Kind.FLOOR);
      changed = Augmentations.chosen(changes, number, changed);
    }
    return changed;
  }

  @Override
  protected void addTo(Config config) {
    config
        .with("num_ops", numOps)
        .with("factor", factor.json())
        .with("interpolation", interpolation);
    addRanged(config);
  }

  static RandAugment fromConfig(Config config) {
    RandAugment layer = of().rangedConfigured(config);
    if (config.get("factor") != null) {
      layer.factor = Factor.fromZero(config, "factor", 0, 1);
    }
    return layer
        .numOps(config.getInt("num_ops", layer.numOps))
        .interpolation(config.getEnum("interpolation", layer.interpolation));
  }
}
