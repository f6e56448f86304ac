package io.github.markhor.layers;

import io.github.markhor.config.KerasNames;

/**
 * A layer that has to know where the channels of its samples are.
 *
 * @param <L> the layer's own class
 */
interface ChannelsLayer<L> {
  /** Where the channels are. Default: {@link DataFormat#CHANNELS_LAST}. */
  L dataFormat(DataFormat dataFormat);

  /** Where the channels are, by Keras's name: {@code channels_last}, {@code channels_first}. */
  default L dataFormat(String dataFormat) {
    return dataFormat(KerasNames.choice(DataFormat.class, "dataFormat", dataFormat));
  }
}
