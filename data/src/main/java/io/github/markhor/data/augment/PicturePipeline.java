package io.github.markhor.data.augment;

import io.github.markhor.data.random.TransformRanges;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The settings of an {@code ImageDataGenerator} that say how a picture is changed. A generator
 * makes one, and its sources keep it.
 *
 * @param ranges the ranges from which transforms are drawn
 * @param warp the way pixels are moved
 * @param standardization the steps after the transform
 * @param learned the statistics that the generator's {@code fit} found; holds null before it
 */
public record PicturePipeline(
    TransformRanges ranges,
    AffineWarp warp,
    Standardization standardization,
    AtomicReference<FeatureStatistics> learned) {
  /** A pipeline that has learned nothing yet. */
  public PicturePipeline(TransformRanges ranges, AffineWarp warp, Standardization standardization) {
    this(ranges, warp, standardization, new AtomicReference<>());
  }

  /** Warns if statistics are needed and {@code fit} has not found any. */
  public void warnUnlessFitted() {
    standardization.warnUnlessFitted(learned.get());
  }
}
