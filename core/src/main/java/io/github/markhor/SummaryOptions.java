package io.github.markhor;

import io.github.markhor.config.Immutable;

/**
 * What {@code summary} shows beside layers, shapes and parameters. Each method returns a changed
 * copy. See <a href="https://keras.io/api/models/model/#summary-method">Keras: summary</a>.
 */
public final class SummaryOptions extends Immutable<SummaryOptions> {
  private boolean expandNested;
  private boolean showTrainable;
  private int batchSize;

  private SummaryOptions() {}

  /** The defaults. */
  public static SummaryOptions defaults() {
    return new SummaryOptions();
  }

  /** Whether the layers within models that are layers are shown. Default: false. */
  public SummaryOptions expandNested(boolean expandNested) {
    return with(copy -> copy.expandNested = expandNested);
  }

  /**
   * Whether a column says which layers train: Y, N, or - for those without weights. Default: false.
   */
  public SummaryOptions showTrainable(boolean showTrainable) {
    return with(copy -> copy.showTrainable = showTrainable);
  }

  /** Shows the memory of training on batches of this size, if the model is compiled. */
  public SummaryOptions batchSize(int batchSize) {
    Model.checkBatchSize(batchSize);
    return with(copy -> copy.batchSize = batchSize);
  }

  /** Whether the layers within others are shown. */
  public boolean expandNested() {
    return expandNested;
  }

  /** Whether a column says which layers train. */
  public boolean showTrainable() {
    return showTrainable;
  }

  /** The size of the batches whose memory is shown; 0 for none. */
  public int batchSize() {
    return batchSize;
  }

  @Override
  public String toString() {
    return "SummaryOptions[expandNested="
        + expandNested
        + ", showTrainable="
        + showTrainable
        + ", batchSize="
        + batchSize
        + "]";
  }
}
