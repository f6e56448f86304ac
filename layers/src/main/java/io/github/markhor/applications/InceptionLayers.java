package io.github.markhor.applications;

import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.Activation;
import io.github.markhor.layers.Activations;
import io.github.markhor.layers.AveragePooling2D;
import io.github.markhor.layers.BatchNormalization;
import io.github.markhor.layers.Concatenate;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.MaxPooling2D;
import io.github.markhor.layers.Padding;

/**
 * What Inception's networks are made of: branches of convolutions, each normalized without a scale
 * and activated, side by side. Most of their layers have no name of their own.
 */
final class InceptionLayers {
  /** A convolution in a branch. */
  record Conv(int filters, int rows, int columns, int strides, Padding padding) {}

  private final AutoNames names;

  InceptionLayers(AutoNames names) {
    this.names = names;
  }

  static Conv conv(int filters, int size) {
    return conv(filters, size, size);
  }

  static Conv conv(int filters, int rows, int columns) {
    return new Conv(filters, rows, columns, 1, Padding.SAME);
  }

  /** A convolution of 3×3 that stays within the picture. */
  static Conv valid(int filters, int strides) {
    return new Conv(filters, 3, 3, strides, Padding.VALID);
  }

  /** Convolutions one after the other. */
  Symbol branch(Symbol input, Conv... convolutions) {
    Symbol x = input;
    for (Conv conv : convolutions) {
      x = names.named(layer(conv)).apply(x);
      x = names.named(BatchNormalization.of().scale(false)).apply(x);
      x = names.named(Activation.of(Activations.RELU)).apply(x);
    }
    return x;
  }

  private static Conv2D layer(Conv conv) {
    return Conv2D.of(conv.filters, conv.rows, conv.columns)
        .strides(conv.strides)
        .padding(conv.padding)
        .useBias(false);
  }

  /** The mean of each pixel's surroundings, and convolutions of it. */
  Symbol averaged(Symbol input, Conv... convolutions) {
    AveragePooling2D pooling = AveragePooling2D.of(3).strides(1).padding(Padding.SAME);
    return branch(names.named(pooling).apply(input), convolutions);
  }

  /** Half the height and width. */
  Symbol halved(Symbol input) {
    return names.named(MaxPooling2D.of(3).strides(2)).apply(input);
  }

  /** The layers before the first branches, which both networks have. */
  Symbol stem(Symbol input) {
    Symbol x = halved(branch(input, valid(32, 2), valid(32, 1), conv(64, 3)));
    return halved(branch(x, new Conv(80, 1, 1, 1, Padding.VALID), valid(192, 1)));
  }

  static Symbol concatenated(String name, Symbol... branches) {
    return Concatenate.of().name(name).apply(branches);
  }
}
