package io.github.markhor.file;

import io.github.markhor.config.Dialect;
import java.util.List;

/**
 * How a model was compiled and how far its training came. Descriptions are a name, or a map with
 * class_name and config, as Keras writes them.
 *
 * @param dialect how the descriptions are to be understood
 * @param optimizer the optimizer's description, class_name and config
 * @param loss the loss's description
 * @param metrics descriptions
 * @param weightedMetrics descriptions
 * @param iterations the number of steps taken
 * @param learningRate the rate that is set, or null for that in the optimizer's config
 * @param slots what the optimizer remembers of the weights that train, in the order of {@link
 *     io.github.markhor.TrainingState#slots()}; empty if nothing
 */
public record StoredTraining(
    Dialect dialect,
    Object optimizer,
    Object loss,
    List<Object> metrics,
    List<Object> weightedMetrics,
    long iterations,
    Double learningRate,
    List<StoredArray> slots) {}
