package io.github.markhor.data;

import io.github.markhor.data.augment.AffineWarp;
import io.github.markhor.data.augment.PicturePipeline;
import io.github.markhor.data.augment.Standardization;
import io.github.markhor.data.batch.ChannelOrder;
import io.github.markhor.data.picture.FillMode;
import io.github.markhor.data.random.TransformRanges;

/**
 * The settings of an {@link ImageDataGenerator} that its sources need to know.
 *
 * @param pipeline the way a picture is changed
 * @param channelOrder of the user's arrays
 * @param validationSplit the share of the samples that validates
 * @param replay null unless Keras's batches are repeated
 */
record GeneratorSettings(
    PicturePipeline pipeline,
    ChannelOrder channelOrder,
    double validationSplit,
    KerasReplay replay) {
  /** The settings that leave pictures as they are. */
  static GeneratorSettings unchanged(ChannelOrder channelOrder) {
    AffineWarp warp = new AffineWarp(FillMode.NEAREST, 0, 1, false);
    PicturePipeline pipeline =
        new PicturePipeline(TransformRanges.NONE, warp, Standardization.NONE);
    return new GeneratorSettings(pipeline, channelOrder, 0, null);
  }

  Split split(Subset subset) {
    return new Split(validationSplit, subset);
  }
}
