package io.github.markhor.losses;

import io.github.markhor.config.Catalogue;
import io.github.markhor.config.Config;
import io.github.markhor.config.KerasNames;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Keras's losses by their class names and short names. */
public final class LossesCatalogue implements Catalogue {
  /**
   * A loss of the catalogue.
   *
   * @param aliases Keras's other names of the loss: those of its function
   */
  public record Entry(
      String className, Function<Config, ? extends Loss> maker, List<String> aliases) {}

  private static final List<Entry> ENTRIES =
      List.of(
          entry("BinaryCrossentropy", BinaryCrossentropy::fromConfig, "bce", "BCE"),
          entry("CategoricalCrossentropy", CategoricalCrossentropy::fromConfig, "cce", "CCE"),
          entry(
              "SparseCategoricalCrossentropy",
              SparseCategoricalCrossentropy::fromConfig,
              "scce",
              "SCCE"),
          entry("BinaryFocalCrossentropy", BinaryFocalCrossentropy::fromConfig),
          entry("CategoricalFocalCrossentropy", CategoricalFocalCrossentropy::fromConfig),
          entry(
              "CategoricalGeneralizedCrossEntropy", CategoricalGeneralizedCrossEntropy::fromConfig),
          entry(
              "KLDivergence",
              KLDivergence::fromConfig,
              "kld",
              "KLD",
              "kullback_leibler_divergence"),
          entry("Poisson", Poisson::fromConfig),
          entry("MeanSquaredError", MeanSquaredError::fromConfig, "mse", "MSE"),
          entry("MeanAbsoluteError", MeanAbsoluteError::fromConfig, "mae", "MAE"),
          entry(
              "MeanAbsolutePercentageError",
              MeanAbsolutePercentageError::fromConfig,
              "mape",
              "MAPE"),
          entry(
              "MeanSquaredLogarithmicError",
              MeanSquaredLogarithmicError::fromConfig,
              "msle",
              "MSLE"),
          entry("Huber", Huber::fromConfig),
          entry("Hinge", Hinge::fromConfig),
          entry("SquaredHinge", SquaredHinge::fromConfig),
          entry("CategoricalHinge", CategoricalHinge::fromConfig),
          entry("Dice", Dice::fromConfig),
          entry("Tversky", Tversky::fromConfig),
          entry("Circle", Circle::fromConfig),
          entry("LogCosh", LogCosh::fromConfig, "logcosh"),
          entry("CosineSimilarity", CosineSimilarity::fromConfig, "cosine_proximity"));

  /** An entry under its class name, the same in snake case, and shorter names. */
  private static Entry entry(
      String className, Function<Config, ? extends Loss> maker, String... shortNames) {
    List<String> aliases = new ArrayList<>(List.of(shortNames));
    aliases.add(KerasNames.snakeCase(className));
    return new Entry(className, maker, List.copyOf(aliases));
  }

  /** The losses, for the catalogue of metrics: the mean of each is a metric. */
  public static List<Entry> entries() {
    return ENTRIES;
  }

  @Override
  public void addTo(Registrar to) {
    if (to.wants(Loss.class)) {
      for (Entry entry : ENTRIES) {
        to.add(Loss.class, entry.className, entry.maker, entry.aliases.toArray(String[]::new));
      }
    }
  }
}
