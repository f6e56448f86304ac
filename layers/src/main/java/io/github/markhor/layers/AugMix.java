package io.github.markhor.layers;

import io.github.markhor.config.Config;
import io.github.markhor.config.KerasNames;
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
public final class AugMix extends RangedPictures<AugMix> {
  private int numChains = 3;
  private int chainDepth = 3;
  private Factor factor = new Factor(0, 0.3);
  private double alpha = 1;
  private boolean allOps = true;
  private Interpolation interpolation = Interpolation.BILINEAR;

  private AugMix() {}

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

  /** How strong the changes are: from 0 to factor, at most 1. Default: 0.3. */
  public AugMix factor(double factor) {
    return factor(0, factor);
  }

  /** How strong the changes are: from low to high, each from 0 to 1. */
  public AugMix factor(double low, double high) {
    Factor bounds = Factor.of("factor", low, high, 0, 1);
    return with(layer -> layer.factor = bounds);
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

  /** NEAREST or BILINEAR. Default: {@link Interpolation#BILINEAR}. */
  public AugMix interpolation(Interpolation interpolation) {
    WarpedPictures.checkInterpolation(interpolation);
    return with(layer -> layer.interpolation = interpolation);
  }

  /** {@code nearest} or {@code bilinear}. */
  public AugMix interpolation(String interpolation) {
    return interpolation(KerasNames.choice(Interpolation.class, "interpolation", interpolation));
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
    Augmentations augmentations = new Augmentations(this, factor, valueRange(), interpolation);
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
        .with("factor", factor.json())
        .with("alpha", alpha)
        .with("all_ops", allOps)
        .with("interpolation", interpolation);
    addRanged(config);
  }

  static AugMix fromConfig(Config config) {
    AugMix layer = of().rangedConfigured(config);
    if (config.get("factor") != null) {
      layer.factor = Factor.fromZero(config, "factor", 0, 1);
    }
    return layer
        .numChains(config.getInt("num_chains", layer.numChains))
        .chainDepth(config.getInt("chain_depth", layer.chainDepth))
        .alpha(config.getDouble("alpha", layer.alpha))
        .allOps(config.getBoolean("all_ops", layer.allOps))
        .interpolation(config.getEnum("interpolation", layer.interpolation));
  }
}
