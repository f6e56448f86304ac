package io.github.markhor.layers;

import io.github.markhor.config.Config;
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
public final class RandAugment extends ChosenChanges<RandAugment> {
  private int numOps = 2;

  private RandAugment() {
    super(0.5);
  }

  /** With Keras's defaults: two changes of strength 0.5. */
  public static RandAugment of() {
    return new RandAugment();
  }

  /** How many changes follow each other. Default: 2. */
  public RandAugment numOps(int numOps) {
    int[] positive = Pairs.positive("numOps", numOps);
    return with(layer -> layer.numOps = positive[0]);
  }

  @Override
  boolean needsColors() {
    return true;
  }

  @Override
  Value changed(Value pictures) {
    Augmentations augmentations = augmentations();
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
    config.with("num_ops", numOps).with("factor", factorJson());
    addChosen(config);
  }

  static RandAugment fromConfig(Config config) {
    RandAugment layer = of().chosenConfigured(config);
    return layer.numOps(config.getInt("num_ops", layer.numOps));
  }
}
