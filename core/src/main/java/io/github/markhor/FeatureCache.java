package io.github.markhor;

import io.github.markhor.config.Immutable;
import io.github.markhor.config.Require;
import io.github.markhor.engine.FeatureRequest;
import java.nio.file.Path;

/**
 * What {@link FitOptions#cacheFeatures(FeatureCache)} keeps, and where. A sample takes four bytes
 * for each number of its features, labels and weights; {@code fit} says how many that are before it
 * computes them, and lets go of all when it ends, whatever ends it. Each method returns a changed
 * copy.
 */
public final class FeatureCache extends Immutable<FeatureCache> {
  private String layer;
  private int variants;
  private Path directory;

  private FeatureCache() {}

  /** In memory, what the last layers that do not change give. */
  public static FeatureCache defaults() {
    return new FeatureCache();
  }

  /**
   * The layer whose results are kept, or {@code outer/inner} for one within another. All ways from
   * its inputs to the loss have to lead through it. Inputs of the model that go elsewhere are kept
   * as they are. Default: found by {@code fit}, as late in the network as can be; of a network with
   * branches it may be several.
   */
  public FeatureCache layer(String layer) {
    Require.notNull("layer", layer);
    return with(cache -> cache.layer = layer);
  }

  /**
   * How many epochs of a source that augments are kept, each with pictures of its own. The first
   * epochs take one after the other, later ones begin anew with the first: the epoch e, counted
   * from 0, takes that of the number e mod variants, in the order of the epoch e. Each is computed
   * when it is needed first. A source that is the same in every epoch has one, whatever is said
   * here. Default: none, which such a source alone may have.
   */
  public FeatureCache variants(int variants) {
    if (variants < 1) {
      throw new IllegalArgumentException("Expected variants of at least 1. Received: " + variants);
    }
    return with(cache -> cache.variants = variants);
  }

  /**
   * A folder for the features, in a file of their own that is gone when {@code fit} ends; for those
   * that the memory is too small for. It is made if it is missing. Default: in memory, outside the
   * heap.
   */
  public FeatureCache directory(Path directory) {
    Require.notNull("directory", directory);
    return with(cache -> cache.directory = directory);
  }

  FeatureRequest request() {
    return new FeatureRequest(layer, variants, directory);
  }
}
