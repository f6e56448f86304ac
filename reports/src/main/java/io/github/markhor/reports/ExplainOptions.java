package io.github.markhor.reports;

import io.github.markhor.config.Immutable;
import io.github.markhor.config.Require;
import io.github.markhor.tensor.Tensor;
import java.util.List;

/** What {@link GradCam} and {@link Saliency} explain. Each method returns a changed copy. */
public final class ExplainOptions extends Immutable<ExplainOptions> {
  private static final ExplainOptions DEFAULTS = new ExplainOptions();

  private Integer classNumber;
  private String layer;
  private String output;
  private Tensor shown;
  private List<String> classNames = List.of();

  private ExplainOptions() {}

  /** The predicted class of the only output. */
  public static ExplainOptions defaults() {
    return DEFAULTS;
  }

  /**
   * The class that is explained, by its number; by default the one that the model predicts. A model
   * of one unit, as with binary_crossentropy, has the classes 0 and 1.
   */
  public ExplainOptions classNumber(int number) {
    if (number < 0) {
      throw new IllegalArgumentException(
          "Expected a class number from 0 on. Received: classNumber=" + number);
    }
    return with(copy -> copy.classNumber = number);
  }

  /**
   * The layer whose maps Grad-CAM weighs; one within another is {@code outer/inner}. By default the
   * last whose results are maps, without pooling and dropout layers.
   */
  public ExplainOptions layer(String name) {
    Require.notNull("layer", name);
    return with(copy -> copy.layer = name);
  }

  /** The output that gives the classes, where the model has several. */
  public ExplainOptions output(String name) {
    Require.notNull("output", name);
    return with(copy -> copy.output = name);
  }

  /**
   * The picture to be shown, where the one that the model takes is preprocessed past recognition;
   * it may be of another size.
   *
   * @param picture (H, W, C) or (1, H, W, C) of 1 or 3 channels
   */
  public ExplainOptions shown(Tensor picture) {
    Tensor one = OnePicture.of(picture);
    return with(copy -> copy.shown = one);
  }

  /** The names of the classes; by default those that the model knows. */
  public ExplainOptions classNames(List<String> names) {
    List<String> own = Require.noneNull("classNames", names);
    return with(copy -> copy.classNames = own);
  }

  Integer classNumber() {
    return classNumber;
  }

  String layer() {
    return layer;
  }

  String output() {
    return output;
  }

  Tensor shown() {
    return shown;
  }

  List<String> classNames() {
    return classNames;
  }
}
