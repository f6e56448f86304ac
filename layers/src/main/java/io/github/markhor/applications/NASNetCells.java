package io.github.markhor.applications;

import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.Activation;
import io.github.markhor.layers.Activations;
import io.github.markhor.layers.Add;
import io.github.markhor.layers.AveragePooling2D;
import io.github.markhor.layers.BatchNormalization;
import io.github.markhor.layers.Concatenate;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Cropping2D;
import io.github.markhor.layers.MaxPooling2D;
import io.github.markhor.layers.Padding;
import io.github.markhor.layers.SeparableConv2D;
import io.github.markhor.layers.ZeroPadding2D;

/** The two kinds of cells of NASNet-A. */
final class NASNetCells {
  private final AutoNames names;

  NASNetCells(AutoNames names) {
    this.names = names;
  }

  /**
   * A cell that keeps height and width.
   *
   * @param input the result of the cell before
   * @param earlier the result of the cell before that one
   */
  Symbol normal(Symbol input, Symbol earlier, int filters, String id) {
    Symbol p = adjusted(earlier, input, filters, id);
    Symbol h = squeezed(input, filters, "normal_conv_1_" + id, "normal_bn_1_" + id);
    Symbol x1 =
        added(
            "normal_add_1_" + id,
            separable(h, filters, 5, 1, "normal_left1_" + id),
            separable(p, filters, 3, 1, "normal_right1_" + id));
    Symbol x2 =
        added(
            "normal_add_2_" + id,
            separable(p, filters, 5, 1, "normal_left2_" + id),
            separable(p, filters, 3, 1, "normal_right2_" + id));
    Symbol x3 = added("normal_add_3_" + id, averaged(h, "normal_left3_" + id), p);
    Symbol x4 =
        added(
            "normal_add_4_" + id,
            averaged(p, "normal_left4_" + id),
            averaged(p, "normal_right4_" + id));
    Symbol x5 = added("normal_add_5_" + id, separable(h, filters, 3, 1, "normal_left5_" + id), h);
    return Concatenate.of().name("normal_concat_" + id).apply(p, x1, x2, x3, x4, x5);
  }

  /** A cell that halves height and width. */
  Symbol reduction(Symbol input, Symbol earlier, int filters, String id) {
    Symbol p = adjusted(earlier, input, filters, id);
    Symbol h = squeezed(input, filters, "reduction_conv_1_" + id, "reduction_bn_1_" + id);
    Symbol padded = Application.padding(h, 3).name("reduction_pad_1_" + id).apply(h);
    Symbol x1 =
        added(
            "reduction_add_1_" + id,
            separable(h, filters, 5, 2, "reduction_left1_" + id),
            separable(p, filters, 7, 2, "reduction_right1_" + id));
    Symbol x2 =
        added(
            "reduction_add_2_" + id,
            MaxPooling2D.of(3).strides(2).name("reduction_left2_" + id).apply(padded),
            separable(p, filters, 7, 2, "reduction_right2_" + id));
    Symbol x3 =
        added(
            "reduction_add3_" + id,
            AveragePooling2D.of(3).strides(2).name("reduction_left3_" + id).apply(padded),
            separable(p, filters, 5, 2, "reduction_right3_" + id));
    Symbol x4 = averaged(x1, "reduction_left4_" + id);
    x4 = names.named(Add.of()).apply(x2, x4);
    Symbol x5 =
        added(
            "reduction_add4_" + id,
            separable(x1, filters, 3, 1, "reduction_left4_" + id),
            MaxPooling2D.of(3).strides(2).name("reduction_right5_" + id).apply(padded));
    return Concatenate.of().name("reduction_concat_" + id).apply(x2, x3, x4, x5);
  }

  /** The earlier result with the height, the width and the number of filters of the input. */
  private Symbol adjusted(Symbol earlier, Symbol input, int filters, String id) {
    if (earlier == null) {
      return input;
    }
    if (earlier.shape().size(1) != input.shape().size(1)) {
      return halved(earlier, filters, id);
    }
    return earlier.shape().size(2) == filters
        ? earlier
        : squeezed(earlier, filters, "adjust_conv_projection_" + id, "adjust_bn_" + id);
  }

  /** Every second pixel, and the pixels between, each with half of the filters. */
  private Symbol halved(Symbol input, int filters, String id) {
    Symbol x = Activation.of(Activations.RELU).name("adjust_relu_1_" + id).apply(input);
    Symbol even = secondPixels(x, filters / 2, "1_" + id);
    Symbol shifted = names.named(ZeroPadding2D.of(0, 1, 0, 1)).apply(x);
    shifted = names.named(Cropping2D.of(1, 0, 1, 0)).apply(shifted);
    Symbol odd = secondPixels(shifted, filters / 2, "2_" + id);
    return normalized(names.named(Concatenate.of()).apply(even, odd), "adjust_bn_" + id);
  }

  private static Symbol secondPixels(Symbol input, int filters, String id) {
    Symbol x = AveragePooling2D.of(1).strides(2).name("adjust_avg_pool_" + id).apply(input);
    return pointwise(x, filters, "adjust_conv_" + id);
  }

  private Symbol squeezed(Symbol input, int filters, String convName, String normName) {
    Symbol x = names.named(Activation.of(Activations.RELU)).apply(input);
    return normalized(pointwise(x, filters, convName), normName);
  }

  /** Two separable convolutions, each behind an activation; the first moves by the strides. */
  private Symbol separable(Symbol input, int filters, int kernelSize, int strides, String id) {
    Symbol x = names.named(Activation.of(Activations.RELU)).apply(input);
    if (strides == 2) {
      x = Application.padding(x, kernelSize).name("separable_conv_1_pad_" + id).apply(x);
    }
    x =
        SeparableConv2D.of(filters, kernelSize)
            .strides(strides)
            .padding(strides == 1 ? Padding.SAME : Padding.VALID)
            .useBias(false)
            .name("separable_conv_1_" + id)
            .apply(x);
    x = normalized(x, "separable_conv_1_bn_" + id);
    x = names.named(Activation.of(Activations.RELU)).apply(x);
    x =
        SeparableConv2D.of(filters, kernelSize)
            .padding(Padding.SAME)
            .useBias(false)
            .name("separable_conv_2_" + id)
            .apply(x);
    return normalized(x, "separable_conv_2_bn_" + id);
  }

  private static Symbol pointwise(Symbol x, int filters, String name) {
    return Conv2D.of(filters, 1)
        .padding(Padding.SAME)
        .useBias(false)
        .kernelInitializer("he_normal")
        .name(name)
        .apply(x);
  }

  static Symbol normalized(Symbol x, String name) {
    return BatchNormalization.of().momentum(0.9997).epsilon(1e-3).name(name).apply(x);
  }

  private static Symbol averaged(Symbol x, String name) {
    return AveragePooling2D.of(3).strides(1).padding(Padding.SAME).name(name).apply(x);
  }

  private static Symbol added(String name, Symbol left, Symbol right) {
    return Add.of().name(name).apply(left, right);
  }
}
