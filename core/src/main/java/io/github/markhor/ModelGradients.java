package io.github.markhor;

import io.github.markhor.config.Immutable;
import io.github.markhor.config.Require;
import io.github.markhor.engine.GradientRequest;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.tensor.Tensors;
import java.util.Arrays;
import java.util.List;

/**
 * Gradients of what a model computes, with respect to its input or to the result of a layer, in
 * inference mode: what TensorFlow's users take a {@code GradientTape} for, as in Grad-CAM and
 * saliency maps. {@link Model#gradients} begins one; each method returns a changed copy.
 *
 * <pre>{@code
 * ModelGradients.Result found =
 *     model.gradients().unit(7).withRespectTo("out_relu").compute(picture);
 * Tensor gradients = found.gradients();   // (N, H, W, C), as the layer's result
 * }</pre>
 *
 * <p>Each sample has a gradient of its own. The value is a number for each sample: the sum of the
 * output's elements, or of those of a unit.
 */
public final class ModelGradients extends Immutable<ModelGradients> {
  private static final int BATCH_SIZE = 32;

  private final Model model;
  private String layer;
  private String place;
  private boolean beforeActivation;
  private int batchSize = BATCH_SIZE;
  private int[] units = {};
  private Tensor weights;

  ModelGradients(Model model) {
    this.model = model;
  }

  /**
   * What has been computed for N samples.
   *
   * @param values the value that was differentiated, (N,)
   * @param at the input or the layer's result that it was differentiated with respect to, (N, ...)
   * @param gradients of the values, of the shape of {@code at}
   */
  public record Result(Tensor values, Tensor at, Tensor gradients) {}

  /**
   * The output or layer whose result is differentiated; by default the model's output, if there is
   * only one. A layer within another is {@code outer/inner}; of one that is called several times
   * the first result counts.
   *
   * @throws IllegalArgumentException if the model has no such output or layer
   */
  public ModelGradients output(String name) {
    Require.notNull("name", name);
    if (!model.outputNames().contains(name)) {
      model.layer(name);
    }
    return with(copy -> copy.layer = name);
  }

  /**
   * Differentiates one unit of each sample's output, as the score of a class: along the last axis,
   * summed over all others.
   */
  public ModelGradients unit(int unit) {
    return units(unit);
  }

  /**
   * Differentiates another unit for each sample, as the score of its predicted class.
   *
   * @param units as many as there are samples, or one for all of them
   * @throws IllegalArgumentException if one is below 0, or there is none
   */
  public ModelGradients units(int... units) {
    Require.notNull("units", units);
    if (units.length == 0 || Arrays.stream(units).anyMatch(unit -> unit < 0)) {
      throw new IllegalArgumentException(
          "Expected at least one unit, and none below 0. Received: " + Arrays.toString(units));
    }
    int[] kept = units.clone();
    return with(
        copy -> {
          copy.units = kept;
          copy.weights = null;
        });
  }

  /**
   * Differentiates the sum of the output's elements, each times a weight.
   *
   * @param weights of the shape of the output, (N, ...)
   */
  public ModelGradients weights(Tensor weights) {
    Require.notNull("weights", weights);
    return with(
        copy -> {
          copy.weights = weights;
          copy.units = new int[0];
        });
  }

  /**
   * The input or layer whose result the value is differentiated with respect to; by default the
   * model's input, if there is only one. A layer within another is {@code outer/inner}; of one that
   * is called several times the first result counts.
   *
   * @throws IllegalArgumentException if the model has no such input or layer
   */
  public ModelGradients withRespectTo(String name) {
    Require.notNull("name", name);
    if (!model.inputNames().contains(name)) {
      model.layer(name);
    }
    return with(copy -> copy.place = name);
  }

  /**
   * Whether a softmax or sigmoid that the output ends with is left out, so that a score is
   * differentiated and not a probability, whose gradient vanishes where the model is sure. An
   * output that ends with neither stays as it is. Default: false.
   */
  public ModelGradients beforeActivation(boolean before) {
    return with(copy -> copy.beforeActivation = before);
  }

  /** The samples of a batch; default 32. */
  public ModelGradients batchSize(int batchSize) {
    Model.checkBatchSize(batchSize);
    return with(copy -> copy.batchSize = batchSize);
  }

  /**
   * Computes values and gradients.
   *
   * @param x inputs (N, ...), as {@code predict} takes them
   * @throws IllegalArgumentException if the output does not depend on the place, or has not the
   *     units or the shape that was asked for
   */
  public Result compute(Tensors x) {
    Require.notNull("x", x);
    List<String> outputs = model.outputNames();
    List<String> inputs = model.inputNames();
    int output = layer == null ? only("output", "output", outputs) : outputs.indexOf(layer);
    int input = place == null ? only("input", "withRespectTo", inputs) : inputs.indexOf(place);
    GradientRequest request =
        new GradientRequest(
            output, output < 0 ? layer : null, beforeActivation, input, input < 0 ? place : null);
    List<Tensor> found = model.gradient(x, batchSize, request, this::elementWeights);
    return new Result(found.get(0), found.get(1), found.get(2));
  }

  private static int only(String what, String method, List<String> names) {
    if (names.size() > 1) {
      throw new IllegalArgumentException(
          "Expected one of the model's "
              + what
              + "s, "
              + names
              + ", to be named by "
              + method
              + ". Received: none");
    }
    return 0;
  }

  private float[] elementWeights(Shape output) {
    if (weights != null) {
      if (!weights.shape().equals(output)) {
        throw new IllegalArgumentException(
            "Expected weights of the shape of the output, "
                + output
                + ". Received: "
                + weights.shape());
      }
      return weights.toArray();
    }
    float[] all = new float[Math.toIntExact(output.elements())];
    if (units.length == 0) {
      Arrays.fill(all, 1);
      return all;
    }
    int samples = output.size(0);
    int width = output.size(-1);
    if (units.length != 1 && units.length != samples) {
      throw new IllegalArgumentException(
          "Expected one unit, or one for each of "
              + samples
              + " samples. Received: "
              + units.length);
    }
    int each = all.length / samples;
    for (int sample = 0; sample < samples; sample++) {
      int unit = units[units.length == 1 ? 0 : sample];
      if (unit >= width) {
        throw new IllegalArgumentException(
            "Expected a unit of the output "
                + output
                + ", from 0 to "
                + (width - 1)
                + ". Received: "
                + unit);
      }
      for (int i = unit; i < each; i += width) {
        all[sample * each + i] = 1;
      }
    }
    return all;
  }
}
