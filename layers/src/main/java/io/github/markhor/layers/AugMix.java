package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Unary;
import io.github.markhor.graph.Value;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * In training, mixes pictures (N, H, W, 3) with what chains of changes make of them: w · x + (1 -
 * w) · Σ wᵢ · chainᵢ(x), limited to the value range. The weights of the chains are of the Dirichlet
 * distribution of alpha, w is of the beta distribution of alpha and alpha. Each link of a chain is
 * one of {@link RandAugment}'s changes or none. Weights and changes are drawn for each batch, how
 * far for each picture; Keras chooses the changes when the model is compiled, and keeps to them.
 * Hendrycks, Mu, Cubuk, Zoph, Gilmer and Lakshminarayanan, "AugMix: A Simple Data Processing Method
 * to Improve Robustness and Uncertainty" (2019). See <a
 * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/aug_mix/">Keras:
 * AugMix</a>.
 *
 * <p>All changes take part in the computation of each link, the chosen ones in the result: with
 * three chains of three, a step computes a hundred changes.
 */
public final class AugMix extends ChosenChanges<AugMix> {
  private int numChains = 3;
  private int chainDepth = 3;
  private double alpha = 1;
  private boolean allOps = true;

  private AugMix() {
    super(0.3);
  }

  /** With Keras's defaults: three chains of up to three changes. */
  public static AugMix of() {
    return new AugMix();
  }

  /** Default: 3. */
  public AugMix numChains(int numChains) {
    int[] positive = Pairs.positive("numChains", numChains);
    return with(layer -> layer.numChains = positive[0]);
  }

  /** How many changes follow each other in a chain. Default: 3. */
  public AugMix chainDepth(int chainDepth) {
    int[] positive = Pairs.positive("chainDepth", chainDepth);
    return with(layer -> layer.chainDepth = positive[0]);
  }

  /** Of the distribution of the weights: the larger, the more alike they are. Default: 1. */
  public AugMix alpha(double alpha) {
    if (!(alpha > 0) || !Double.isFinite(alpha)) {
      throw new IllegalArgumentException(
          "Expected a finite alpha above 0. Received: alpha=" + alpha);
    }
    return with(layer -> layer.alpha = alpha);
  }

  /** Whether brightness, colour, contrast and sharpness are among the changes. Default: true. */
  public AugMix allOps(boolean allOps) {
    return with(layer -> layer.allOps = allOps);
  }

  @Override
  boolean needsColors() {
    return allOps;
  }

  @Override
  Value changed(Value pictures) {
    Graph graph = pictures.graph();
    Value alphaValue = graph.constant(alpha);
    Value chains = Gammas.dirichlet(this, graph, 0, alphaValue, numChains);
    Value weight = Gammas.betas(this, graph, Gammas.DRAWS, alphaValue, 1).reshape(1, 1, 1, 1);
    int draw = 3 * Gammas.DRAWS;
    Augmentations augmentations = augmentations();
    Value mixed = null;
    for (int chain = 0; chain < numChains; chain++) {
      Value changed = pictures;
      for (int link = 0; link < chainDepth; link++) {
        int number = chain * chainDepth + link;
        List<UnaryOperator<Value>> changes = augmentations.ofAugMix(allOps, 100 * number);
        Value choice = uniform(graph, draw + number, 0, changes.size() + 1).unary(Unary.Kind.FLOOR);
        changed = Augmentations.chosen(changes, choice, changed);
      }
      Value share =
          chains.pad(new int[] {-chain}, new int[] {chain + 1 - numChains}).reshape(1, 1, 1, 1);
      Value part = changed.mul(share);
      mixed = mixed == null ? part : mixed.add(part);
    }
    return valueRange().limit(pictures.mul(weight).add(mixed.mul(weight.neg().add(1))));
  }

  @Override
  protected void addTo(Config config) {
    config
        .with("num_chains", numChains)
        .with("chain_depth", chainDepth)
        .with("factor", factorJson())
        .with("alpha", alpha)
        .with("all_ops", allOps);
    addChosen(config);
  }

  static AugMix fromConfig(Config config) {
    AugMix layer = of().chosenConfigured(config);
    return layer
        .numChains(config.getInt("num_chains", layer.numChains))
        .chainDepth(config.getInt("chain_depth", layer.chainDepth))
        .alpha(config.getDouble("alpha", layer.alpha))
        .allOps(config.getBoolean("all_ops", layer.allOps));
  }
}
