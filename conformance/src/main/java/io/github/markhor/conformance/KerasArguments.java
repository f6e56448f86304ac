package io.github.markhor.conformance;

import io.github.markhor.data.ArrayFlow;
import io.github.markhor.data.Flow;
import io.github.markhor.data.ImageDataGenerator;
import io.github.markhor.data.ImageDataGeneratorBuilder;
import io.github.markhor.data.picture.PreprocessingFunction;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Keras's named arguments, as the JSON has them, as Markhor's settings. */
final class KerasArguments {
  private KerasArguments() {}

  static ImageDataGeneratorBuilder generator(Map<String, Object> arguments) {
    ImageDataGeneratorBuilder builder = ImageDataGenerator.builder();
    arguments.forEach((name, value) -> set(builder, name, value));
    return builder;
  }

  private static void set(ImageDataGeneratorBuilder builder, String name, Object value) {
    switch (name) {
      case "rotation_range" -> builder.rotationRange(number(value));
      case "width_shift_range" -> {
        if (value instanceof List<?>) {
          builder.widthShiftRange(numbers(value));
        } else if (value instanceof Integer pixels) {
          builder.widthShiftRange(pixels.intValue());
        } else {
          builder.widthShiftRange(number(value));
        }
      }
      case "height_shift_range" -> {
        if (value instanceof List<?>) {
          builder.heightShiftRange(numbers(value));
        } else if (value instanceof Integer pixels) {
          builder.heightShiftRange(pixels.intValue());
        } else {
          builder.heightShiftRange(number(value));
        }
      }
      case "brightness_range" -> {
        double[] pair = pair(name, value);
        builder.brightnessRange(pair[0], pair[1]);
      }
      case "zoom_range" -> {
        if (value instanceof List<?>) {
          double[] pair = pair(name, value);
          builder.zoomRange(pair[0], pair[1]);
        } else {
          builder.zoomRange(number(value));
        }
      }
      case "shear_range" -> builder.shearRange(number(value));
      case "channel_shift_range" -> builder.channelShiftRange(number(value));
      case "horizontal_flip" -> builder.horizontalFlip((Boolean) value);
      case "vertical_flip" -> builder.verticalFlip((Boolean) value);
      case "fill_mode" -> builder.fillMode((String) value);
      case "cval" -> builder.cval(number(value));
      case "interpolation_order" -> builder.interpolationOrder(((Number) value).intValue());
      case "rescale" -> builder.rescale(value == null ? 0 : number(value));
      case "samplewise_center" -> builder.samplewiseCenter((Boolean) value);
      case "samplewise_std_normalization" -> builder.samplewiseStdNormalization((Boolean) value);
      case "featurewise_center" -> builder.featurewiseCenter((Boolean) value);
      case "featurewise_std_normalization" -> builder.featurewiseStdNormalization((Boolean) value);
      case "zca_whitening" -> builder.zcaWhitening((Boolean) value);
      case "zca_epsilon" -> builder.zcaEpsilon(number(value));
      case "validation_split" -> builder.validationSplit(number(value));
      case "data_format" -> builder.channelsFirst(channelsFirst(value));
      default -> throw unknown("a known argument of ImageDataGenerator", name);
    }
  }

  static boolean channelsFirst(Object format) {
    if (!List.of("channels_first", "channels_last").contains(format)) {
      throw unknown("data_format to be channels_first or channels_last", format);
    }
    return format.equals("channels_first");
  }

  static Flow flow(Map<String, Object> arguments, Path saved) {
    Flow flow = Flow.defaults();
    for (Map.Entry<String, Object> argument : arguments.entrySet()) {
      Object value = argument.getValue();
      String name = argument.getKey();
      flow =
          switch (name) {
            case "target_size" -> flow.targetSize(size(name, value)[0], size(name, value)[1]);
            case "color_mode" -> flow.colorMode((String) value);
            case "class_mode" -> flow.classMode(value == null ? "none" : (String) value);
            case "classes" -> flow.classes(texts(value));
            case "interpolation" -> flow.interpolation((String) value);
            case "keep_aspect_ratio" -> flow.keepAspectRatio((Boolean) value);
            case "follow_links" -> flow.followLinks((Boolean) value);
            case "batch_size" -> flow.batchSize((Integer) value);
            case "shuffle" -> flow.shuffle((Boolean) value);
            case "seed" -> flow.seed(((Number) value).longValue());
            case "subset" -> flow.subset((String) value);
            case "save_to_dir" ->
                flow.saveToDir(saved, (String) arguments.get("save_prefix"), saveFormat(arguments));
            case "save_prefix", "save_format", "x_col", "y_col", "weight_col" -> flow;
            default -> throw unknown("a known argument of flow", name);
          };
    }
    return flow;
  }

  static ArrayFlow arrayFlow(Map<String, Object> arguments, Path saved) {
    ArrayFlow flow = ArrayFlow.defaults();
    for (Map.Entry<String, Object> argument : arguments.entrySet()) {
      Object value = argument.getValue();
      String name = argument.getKey();
      flow =
          switch (name) {
            case "batch_size" -> flow.batchSize((Integer) value);
            case "shuffle" -> flow.shuffle((Boolean) value);
            case "seed" -> flow.seed(((Number) value).longValue());
            case "subset" -> flow.subset((String) value);
            case "ignore_class_split" -> flow.ignoreClassSplit((Boolean) value);
            case "save_to_dir" ->
                flow.saveToDir(saved, (String) arguments.get("save_prefix"), saveFormat(arguments));
            case "save_prefix", "save_format" -> flow;
            default -> throw unknown("a known argument of flow", name);
          };
    }
    return flow;
  }

  private static String saveFormat(Map<String, Object> arguments) {
    return (String) arguments.getOrDefault("save_format", "png");
  }

  /** The functions of keras.applications, by their names there; null for none. */
  static PreprocessingFunction preprocessing(Object name) {
    return name == null
        ? null
        : switch ((String) name) {
          case "caffe" -> PreprocessingFunction.CAFFE;
          case "tf" -> PreprocessingFunction.TF;
          case "torch" -> PreprocessingFunction.TORCH;
          default -> throw unknown("a function caffe, tf or torch", name);
        };
  }

  static IllegalArgumentException unknown(String expected, Object received) {
    return new IllegalArgumentException("Expected " + expected + ". Received: " + received);
  }

  private static double number(Object value) {
    return JsonNumbers.number(value);
  }

  private static double[] numbers(Object values) {
    return ((List<?>) values).stream().mapToDouble(KerasArguments::number).toArray();
  }

  private static double[] pair(String name, Object value) {
    if (!(value instanceof List<?> list) || list.size() != 2) {
      throw unknown(name + " to be two numbers", value);
    }
    return numbers(value);
  }

  static int[] size(String name, Object value) {
    if (!(value instanceof List<?> list) || list.size() != 2) {
      throw unknown(name + " to be a height and a width", value);
    }
    return list.stream().mapToInt(length -> ((Number) length).intValue()).toArray();
  }

  static List<String> texts(Object values) {
    return ((List<?>) values).stream().map(String.class::cast).toList();
  }
}
