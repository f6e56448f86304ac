package io.github.markhor.layers;

import io.github.markhor.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The changes that RandAugment and AugMix choose from, all as strong as one factor says. */
final class Augmentations {
  private final SeededLayer<?> owner;
  private final Factor factor;
  private final ValueRange range;
  private final Interpolation interpolation;
  private final List<UnaryOperator<Value>> all = new ArrayList<>();

  Augmentations(
      SeededLayer<?> owner, Factor factor, ValueRange range, Interpolation interpolation) {
    this.owner = owner;
    this.factor = factor;
    this.range = range;
    this.interpolation = interpolation;
  }

  /** In Keras's order, which its layers number them by. */
  List<UnaryOperator<Value>> ofRandAugment(int seed) {
    all.clear();
    moves(seed);
    colors(seed);
    int bits = Math.max(1, (int) (8 * factor.high()));
    add(RandomPosterization.of(1, bits).withRange(range), seed + 7);
    solarization(seed);
    counts();
    return List.copyOf(all);
  }

  /**
   * In Keras's order.
   *
   * @param allOps false without those of brightness, colour, contrast and sharpness
   */
  List<UnaryOperator<Value>> ofAugMix(boolean allOps, int seed) {
    all.clear();
    moves(seed);
    int bits = Math.max(1, (int) (8 * factor.high()));
    add(RandomPosterization.of(1, bits).withRange(range), seed + 7);
    solarization(seed);
    counts();
    if (allOps) {
      colors(seed);
    }
    return List.copyOf(all);
  }

  private void moves(int seed) {
    double low = factor.low();
    double high = factor.high();
    add(
        RandomShear.of(0, 0).xFactor(low, high).yFactor(low, high).interpolation(interpolation),
        seed);
    add(
        RandomTranslation.of(0, 0)
            .heightFactor(low, high)
            .widthFactor(low, high)
            .interpolation(interpolation),
        seed + 1);
    add(RandomRotation.of(low, high).interpolation(interpolation), seed + 2);
  }

  private void colors(int seed) {
    double low = factor.low();
    double high = factor.high();
    add(RandomBrightness.of(low, high).valueRange(range.low(), range.high()), seed + 3);
    add(RandomColorDegeneration.of(low, high).withRange(range), seed + 4);
    add(RandomContrast.of(low, high).valueRange(range.low(), range.high()), seed + 5);
    add(RandomSharpness.of(low, high).withRange(range), seed + 6);
  }

  private void solarization(int seed) {
    Solarization layer =
        Solarization.of()
            .additionFactor(factor.low(), factor.high())
            .thresholdFactor(factor.low(), factor.high());
    add(layer.withRange(range), seed + 8);
  }

  private void counts() {
    all.add(AutoContrast.of().withRange(range)::transformed);
    all.add(Equalization.of().withRange(range)::transformed);
  }

  private <L extends RandomPictures<L>> void add(L layer, int seed) {
    all.add(owner.seeded(layer, seed)::transformed);
  }

  /**
   * Pictures changed by one of the changes.
   *
   * @param number which, from 0, of shape (); any other leaves them
   */
  static Value chosen(List<UnaryOperator<Value>> changes, Value number, Value pictures) {
    Value changed = pictures;
    for (int i = 0; i < changes.size(); i++) {
      changed = number.equal(i).select(changes.get(i).apply(pictures), changed);
    }
    return changed;
  }
}
