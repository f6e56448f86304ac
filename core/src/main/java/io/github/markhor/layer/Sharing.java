package io.github.markhor.layer;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the layers that are applied to symbols have become in models: symbols that come from a
 * common input, or meet in a layer, share their layers' weights in all models that are made of
 * them, as in Keras.
 */
public final class Sharing {
  private final Map<Layer, Layer> built = new IdentityHashMap<>();

  /** The sharing that this one has become a part of; null for none. */
  private Sharing whole;

  /** What the sharing of symbols that meet becomes. */
  static Sharing of(List<? extends Symbol> inputs) {
    Sharing all = new Sharing();
    for (Symbol input : inputs) {
      all = all.with(input.call().sharing());
    }
    return all;
  }

  private Sharing with(Sharing other) {
    Sharing mine = root();
    Sharing theirs = other.root();
    if (mine == theirs) {
      return mine;
    }
    // The smaller is added to the larger.
    Sharing from = mine.built.size() < theirs.built.size() ? mine : theirs;
    Sharing to = from == mine ? theirs : mine;
    from.built.forEach(
        (layer, made) -> {
          Layer known = to.built.putIfAbsent(layer, made);
          if (known != null && known != made) {
            throw new IllegalArgumentException(
                "Expected a layer that is applied to symbols of two inputs to be in one model"
                    + " first, which the other inputs' symbols take part in. Received: "
                    + made.name()
                    + ", which has become a layer of two models with weights of their own");
          }
        });
    from.whole = to;
    from.built.clear();
    return to;
  }

  private Sharing root() {
    Sharing at = this;
    while (at.whole != null) {
      if (at.whole.whole != null) {
        // Shortens the way for the next time: a file may hold a very long chain.
        at.whole = at.whole.whole;
      }
      at = at.whole;
    }
    return at;
  }

  /** The layer of a model that a description has become; null for none. */
  public Layer get(Layer description) {
    return root().built.get(description);
  }

  /** Notes what a description has become. */
  public void put(Layer description, Layer layer) {
    root().built.put(description, layer);
  }
}
