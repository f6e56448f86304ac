package io.github.markhor.applications;

import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.Activation;
import io.github.markhor.layers.Activations;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.GlobalAveragePooling2D;
import io.github.markhor.tensor.Shape;

/**
 * Cells that a search has found, stacked: Zoph, Vasudevan, Shlens and Le, <a
 * href="https://arxiv.org/abs/1707.07012">"Learning Transferable Architectures for Scalable Image
 * Recognition"</a> (2018). Each cell combines the results of the two before it. See <a
 * href="https://keras.io/api/applications/nasnet/">Keras: NASNet</a>.
 */
public final class NASNet extends Application<NASNet> {
  private final int penultimateFilters;
  private final int cells;
  private final int stemFilters;

  /** Whether the cell behind a reduction takes the result before the reduction's input. */
  private final boolean skipReduction;

  private NASNet(
      String name,
      int size,
      PublishedWeights weights,
      int penultimateFilters,
      int cells,
      int stemFilters,
      boolean skipReduction) {
    super(name, size, 32, Preprocessing.TF, weights.endings(".h5", "-no-top.h5"));
    this.penultimateFilters = penultimateFilters;
    this.cells = cells;
    this.stemFilters = stemFilters;
    this.skipReduction = skipReduction;
  }

  static NASNet mobile() {
    PublishedWeights weights =
        PublishedWeights.of(
            "nasnet/NASNet-mobile",
            "020fb642bf7360b370c678b08e0adf61",
            "1ed92395b5b598bdda52abe5c0dbfd63");
    return new NASNet("nasnet_mobile", 224, weights, 1056, 4, 32, false);
  }

  static NASNet large() {
    PublishedWeights weights =
        PublishedWeights.of(
            "nasnet/NASNet-large",
            "11577c9a518f0070763c2b964a382f17",
            "d81d89dc07e6e56530c4e77faddd61b5");
    return new NASNet("nasnet_large", 331, weights, 4032, 6, 96, true);
  }

  /** A cell behind a reduction brings the earlier result to its size. */
  @Override
  boolean needsSize(boolean includeTop) {
    return true;
  }

  @Override
  Shape defaultShape(boolean includeTop) {
    return super.defaultShape(true);
  }

  @Override
  Symbol features(Symbol input, AutoNames names) {
    NASNetCells made = new NASNetCells(names);
    Symbol x =
        Conv2D.of(stemFilters, 3)
            .strides(2)
            .useBias(false)
            .kernelInitializer("he_normal")
            .name("stem_conv1")
            .apply(input);
    x = NASNetCells.normalized(x, "stem_bn1");
    int filters = penultimateFilters / 24;
    Symbol before = x;
    x = made.reduction(before, null, filters / 4, "stem_1");
    Symbol stem = x;
    x = made.reduction(stem, before, filters / 2, "stem_2");
    before = stem;
    for (int stage = 0; stage < 3; stage++) {
      if (stage > 0) {
        Symbol reduced = made.reduction(x, before, filters << stage, "reduce_" + stage * cells);
        before = skipReduction ? before : x;
        x = reduced;
      }
      for (int cell = 0; cell < cells; cell++) {
        int id = stage * cells + cell + (stage == 0 ? 0 : 1);
        Symbol next = made.normal(x, before, filters << stage, String.valueOf(id));
        before = x;
        x = next;
      }
    }
    return names.named(Activation.of(Activations.RELU)).apply(x);
  }

  @Override
  Symbol top(Symbol x, AutoNames names) {
    return classifier().apply(names.named(GlobalAveragePooling2D.of()).apply(x));
  }

  @Override
  boolean namesPooling() {
    return false;
  }
}
