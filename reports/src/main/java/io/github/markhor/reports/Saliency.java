package io.github.markhor.reports;

import io.github.markhor.Model;
import io.github.markhor.config.Require;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.awt.Graphics2D;
import java.util.Arrays;
import java.util.List;

/**
 * Which pixels a class's score depends on: the greatest magnitude, over the channels, of the
 * score's gradient with respect to the picture, divided by the greatest of all. As a figure: the
 * picture and the map, in which the brightest colour stands for the greatest hundredth.
 *
 * @see <a href="https://arxiv.org/abs/1312.6034">Simonyan et al.: Deep inside convolutional
 *     networks</a>
 */
public final class Saliency implements Figure {
  private static final int SIDE = 260;

  /** The share of the pixels that are not of the brightest colour. */
  private static final double BRIGHT = 0.99;

  private final ExplainedClass explained;
  private final Tensor map;
  private final Tensor shown;

  private Saliency(ExplainedClass explained, Tensor map, Tensor shown) {
    this.explained = explained;
    this.map = map;
    this.shown = shown;
  }

  /**
   * Explains the predicted class of a picture.
   *
   * @param picture as the model takes it, (H, W, C) or (1, H, W, C)
   */
  public static Saliency of(Model model, Tensor picture) {
    return of(model, picture, ExplainOptions.defaults());
  }

  /**
   * Explains a class of a picture.
   *
   * @param picture as the model takes it, (H, W, C) or (1, H, W, C)
   * @throws IllegalArgumentException if the model has not what the options ask for
   */
  public static Saliency of(Model model, Tensor picture, ExplainOptions options) {
    Require.notNull("model", model);
    Require.notNull("options", options);
    Tensor one = OnePicture.of(picture);
    ExplainedClass explained = ExplainedClass.of(model, one, options);
    Tensor gradients = explained.gradients().compute(one).gradients();
    Tensor shown = options.shown() == null ? one : options.shown();
    return new Saliency(explained, map(gradients), shown);
  }

  private static Tensor map(Tensor gradients) {
    Shape shape = gradients.shape();
    int channels = shape.size(3);
    float[] values = gradients.toArray();
    float[] map = new float[values.length / channels];
    float greatest = 0;
    for (int i = 0; i < values.length; i++) {
      map[i / channels] = Math.max(map[i / channels], Math.abs(values[i]));
      greatest = Math.max(greatest, Math.abs(values[i]));
    }
    for (int i = 0; i < map.length && greatest > 0; i++) {
      map[i] /= greatest;
    }
    return Tensor.of(map, shape.size(1), shape.size(2));
  }

  /** The number of the class that is explained. */
  public int classNumber() {
    return explained.number();
  }

  /** The name of the class that is explained. */
  public String className() {
    return explained.name();
  }

  /** What the model predicts for the class. */
  public double prediction() {
    return explained.prediction();
  }

  /** The map, (H, W) of the model's input, 0 to 1. */
  public Tensor map() {
    return map;
  }

  private Images images() {
    // A few pixels stand out so far that the others would not be seen.
    float[] sorted = map.toArray();
    Arrays.sort(sorted);
    double bright = Math.max(sorted[(int) (BRIGHT * (sorted.length - 1))], 1e-6);
    return Images.of(TensorImage.of(shown), ColorMap.VIRIDIS.image(map, 0, bright))
        .titles(List.of("picture", explained.title()))
        .side(SIDE);
  }

  @Override
  public int width() {
    return images().width();
  }

  @Override
  public int height() {
    return images().height();
  }

  @Override
  public void draw(Graphics2D graphics) {
    images().draw(graphics);
  }
}
