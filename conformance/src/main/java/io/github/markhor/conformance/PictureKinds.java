package io.github.markhor.conformance;

import io.github.markhor.data.Flow;
import io.github.markhor.data.ImageDataGenerator;
import io.github.markhor.data.ImageDataGeneratorBuilder;
import io.github.markhor.data.Pictures;
import io.github.markhor.data.picture.ColorMode;
import io.github.markhor.data.picture.PictureTransform;
import io.github.markhor.data.picture.PreprocessingFunction;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

/** Single pictures: read, transformed, standardized. */
final class PictureKinds {
  /** A PNG of one black pixel. */
  private static final String PIXEL =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==";

  private PictureKinds() {}

  /** Reads a file. */
  static void load(Case given, Checks checks) {
    NpyArray expected = given.array("expected");
    checks.equal(
        "expected_shape",
        given.list("expected_shape").toString(),
        Arrays.toString(expected.shape().toArray()));
    PictureTolerance.of(given).check(checks, "pixels", expected, NpyArray.of(read(given)));
  }

  /** Reads a file that is broken, or hostile, or with arguments that are wrong. */
  static void bad(Case given, Checks checks) {
    String wanted = given.string("wanted");
    if (!Set.of("error", "value", "value or error").contains(wanted)) {
      throw KerasArguments.unknown("wanted to be error, value or value or error", wanted);
    }
    loadNatives();
    Limits limits = Limits.start(given);
    try {
      Tensor read = read(given);
      given.passOver("error"); // none came
      if (wanted.equals("error")) {
        checks.that(false, "expected to be refused, read pixels of shape " + read.shape());
      } else {
        PictureTolerance.of(given)
            .check(checks, "pixels", given.array("expected"), NpyArray.of(read));
      }
    } catch (RuntimeException refused) {
      if (wanted.equals("value")) {
        throw refused;
      }
      given.passOver("keep_aspect_ratio", "target_size", "expected");
      Refusals.checkMentions(given, checks, refused);
    }
    limits.check(checks);
  }

  /** So that no case is timed with what a process does once. */
  private static void loadNatives() {
    try {
      Path pixel = Files.createTempFile("pixel", ".png");
      Files.write(pixel, Base64.getDecoder().decode(PIXEL));
      Pictures.load(pixel, ColorMode.RGB);
      Files.delete(pixel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Tensor read(Case given) {
    Path file = given.folder().resolve(given.string("file"));
    String mode = given.string("color_mode");
    String interpolation = given.string("interpolation");
    if (!given.has("target_size")) {
      given.passOver("keep_aspect_ratio"); // there is nothing to crop to
      return Pictures.load(file, mode);
    }
    int[] size = KerasArguments.size("target_size", given.get("target_size"));
    return Pictures.load(
        file,
        Flow.defaults()
            .targetSize(size[0], size[1])
            .colorMode(mode)
            .interpolation(interpolation)
            .keepAspectRatio(given.flag("keep_aspect_ratio")));
  }

  /** Applies a transform; where it shows Keras's swapped centre, as a replay of Keras. */
  static void transform(Case given, Checks checks) {
    ImageDataGeneratorBuilder builder =
        ImageDataGenerator.builder()
            .fillMode(given.string("fill_mode"))
            .cval(JsonNumbers.number(given.get("cval")))
            .interpolationOrder(given.number("interpolation_order"))
            .channelsFirst(KerasArguments.channelsFirst(given.get("data_format")));
    if (given.flag("swapped_centre")) {
      builder.kerasReplay(0);
    }
    Tensor transformed =
        builder.build().applyTransform(given.tensor("x"), transform(given.map("parameters")));
    PictureTolerance.of(given)
        .check(checks, "pixels", given.array("expected"), NpyArray.of(transformed));
  }

  private static PictureTransform transform(Map<String, Object> parameters) {
    PictureTransform t = PictureTransform.identity();
    for (Map.Entry<String, Object> parameter : parameters.entrySet()) {
      Object value = parameter.getValue();
      if (value == null) {
        continue;
      }
      double number = value instanceof Number n ? n.doubleValue() : 0;
      boolean flag = Boolean.TRUE.equals(value) || number != 0;
      t =
          switch (parameter.getKey()) {
            case "theta" -> t.theta(number);
            case "tx" -> t.tx(number);
            case "ty" -> t.ty(number);
            case "shear" -> t.shear(number);
            case "zx" -> t.zx(number);
            case "zy" -> t.zy(number);
            case "flip_horizontal" -> t.flipHorizontal(flag);
            case "flip_vertical" -> t.flipVertical(flag);
            case "channel_shift_intensity" -> t.channelShift(number);
            case "brightness" -> t.brightness(number);
            default -> throw KerasArguments.unknown("a known parameter", parameter.getKey());
          };
    }
    return t;
  }

  /** Learns statistics, where the case says so, and standardizes. */
  static void standardize(Case given, Checks checks) {
    ImageDataGeneratorBuilder builder = KerasArguments.generator(given.map("generator"));
    PreprocessingFunction function =
        KerasArguments.preprocessing(given.get("preprocessing_function"));
    if (function != null) {
      builder.preprocessingFunction(function);
    }
    ImageDataGenerator generator = builder.build();
    if (given.has("error")) {
      given.passOver("fitted", "statistics", "x", "expected");
      Tensor wrong = given.hasArray("fit") ? given.tensor("fit") : Tensor.zeros(5, 4, 3);
      Refusals.check(given, checks, () -> generator.fit(wrong));
      return;
    }
    if (given.flag("fitted")) {
      generator.fit(given.tensor("fit"));
    }
    PictureTolerance within = PictureTolerance.of(given);
    Tensor standardized = generator.standardize(given.tensor("x"));
    within.check(checks, "pixels", given.array("expected"), NpyArray.of(standardized));
    for (Object name : given.list("statistics")) {
      NpyArray expected = given.array((String) name);
      float[] found = name.equals("mean") ? generator.mean() : generator.std();
      // Keras keeps them in a shape that fits its pictures.
      NpyArray flat = new NpyArray(Shape.of(expected.values().length), expected.values());
      within.check(checks, (String) name, flat, NpyArray.of(Shape.of(found.length), found));
    }
  }
}
