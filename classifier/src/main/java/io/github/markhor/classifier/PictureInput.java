package io.github.markhor.classifier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.markhor.config.Immutable;
import io.github.markhor.config.KerasNames;
import io.github.markhor.config.Require;
import io.github.markhor.data.Flow;
import io.github.markhor.data.ImageDataGenerator;
import io.github.markhor.data.ImageDataGeneratorBuilder;
import io.github.markhor.data.picture.ColorMode;
import io.github.markhor.data.picture.Interpolation;
import io.github.markhor.tensor.Shape;
import java.util.Locale;

/**
 * What becomes of a picture before a classifier's model sees it: size, channels, scale of the
 * pixels. Immutable: each method that sets an option returns a changed copy.
 */
public final class PictureInput extends Immutable<PictureInput> {
  private final int height;
  private final int width;
  private ColorMode colorMode = ColorMode.RGB;
  private Interpolation interpolation = Interpolation.BILINEAR;
  private boolean keepAspectRatio;
  private PixelScale scale = PixelScale.LEVELS;

  private PictureInput(int height, int width) {
    this.height = height;
    this.width = width;
  }

  /** Pictures of this size, in colour, brought to it bilinearly, of levels from 0 to 255. */
  public static PictureInput of(int height, int width) {
    Require.positive("height", height);
    Require.positive("width", width);
    return new PictureInput(height, width);
  }

  /**
   * Pictures as a model's input takes them, by its shape: as {@link #of(int, int)}, in grey where
   * it has one channel.
   *
   * @param shape (H, W, C)
   * @throws IllegalArgumentException if it is none of a picture, or of no certain size
   */
  public static PictureInput of(Shape shape) {
    int channels = shape.rank() == 3 ? shape.size(2) : 0;
    if (!shape.isKnown() || (channels != 1 && channels != 3 && channels != 4)) {
      throw new IllegalArgumentException(
          "Expected a model for pictures (H, W, C) of one size and of 1, 3 or 4 channels. Received: "
              + shape
              + ". Say with PictureInput.of(height, width) what a model for any size gets");
    }
    ColorMode mode =
        channels == 1 ? ColorMode.GRAYSCALE : channels == 3 ? ColorMode.RGB : ColorMode.RGBA;
    return of(shape.size(0), shape.size(1)).colorMode(mode);
  }

  /** The channels. Default: red, green and blue. */
  public PictureInput colorMode(ColorMode mode) {
    Require.notNull("colorMode", mode);
    return with(copy -> copy.colorMode = mode);
  }

  /** The channels by Keras's name: {@code grayscale}, {@code rgb} or {@code rgba}. */
  public PictureInput colorMode(String name) {
    return colorMode(KerasNames.choice(ColorMode.class, "colorMode", name));
  }

  /** How pictures are brought to the size. Default: bilinear. */
  public PictureInput interpolation(Interpolation kind) {
    Require.notNull("interpolation", kind);
    return with(copy -> copy.interpolation = kind);
  }

  /** How pictures are brought to the size, by Keras's name: {@code nearest}, {@code lanczos}. */
  public PictureInput interpolation(String name) {
    return interpolation(KerasNames.choice(Interpolation.class, "interpolation", name));
  }

  /**
   * Whether a picture is cut to the size's proportions, or stretched to them. Default: stretched.
   */
  public PictureInput keepAspectRatio(boolean keep) {
    return with(copy -> copy.keepAspectRatio = keep);
  }

  /** What pixels become. Default: levels from 0 to 255, which the model scales itself. */
  public PictureInput scale(PixelScale wanted) {
    Require.notNull("scale", wanted);
    return with(copy -> copy.scale = wanted);
  }

  /** What pixels become, by the name of {@link PixelScale#of}: {@code -1..1}. */
  public PictureInput scale(String name) {
    return scale(PixelScale.of(name));
  }

  /** The height in pixels. */
  public int height() {
    return height;
  }

  /** The width in pixels. */
  public int width() {
    return width;
  }

  /** What pixels become. */
  public PixelScale scale() {
    return scale;
  }

  /** How a source reads such pictures; batches, classes and order are the source's to add. */
  public Flow flow() {
    return Flow.defaults()
        .targetSize(height, width)
        .colorMode(colorMode)
        .interpolation(interpolation)
        .keepAspectRatio(keepAspectRatio);
  }

  /** Scales pictures that {@link #flow()} reads; augmentation can be added. */
  public ImageDataGeneratorBuilder generator() {
    ImageDataGeneratorBuilder builder = ImageDataGenerator.builder();
    scale.function().ifPresent(builder::preprocessingFunction);
    return builder;
  }

  ObjectNode toJson(ObjectMapper mapper) {
    return mapper
        .createObjectNode()
        .put("height", height)
        .put("width", width)
        .put("color_mode", name(colorMode))
        .put("interpolation", name(interpolation))
        .put("keep_aspect_ratio", keepAspectRatio)
        .put("scale", scale.toString());
  }

  static PictureInput fromJson(JsonNode json) {
    return of(json.path("height").asInt(), json.path("width").asInt())
        .colorMode(json.path("color_mode").asText())
        .interpolation(json.path("interpolation").asText())
        .keepAspectRatio(json.path("keep_aspect_ratio").asBoolean())
        .scale(json.path("scale").asText());
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return height
        + "x"
        + width
        + " "
        + name(colorMode)
        + ", "
        + name(interpolation)
        + (keepAspectRatio ? ", cut to these proportions" : "")
        + ", pixels "
        + scale;
  }
}
