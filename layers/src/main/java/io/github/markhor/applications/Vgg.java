package io.github.markhor.applications;

import io.github.markhor.layer.Layer;
import io.github.markhor.layers.Activations;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.Input;
import io.github.markhor.layers.MaxPooling2D;
import io.github.markhor.layers.Padding;
import io.github.markhor.tensor.Shape;
import io.github.markhor.text.Notices;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;

/** The two networks of the Visual Geometry Group: how deep they are, and Keras's weights. */
enum Vgg {
  VGG16(2, 3, "64373286793e3c8b2b4e3219cbf3544b", "6d6bbae143d832006294945121d1f1fc"),
  VGG19(2, 4, "cbe5617147190e668d6c5d5026f83318", "253f8cb515780f3b799900260a226db6");

  private static final Logger LOG = Notices.logger(Applications.class);
  private static final int[] FILTERS = {64, 128, 256, 512, 512};
  private static final int SMALLEST = 32;
  private static final int SIZE_WITH_TOP = 224;

  private final int inFirstBlocks;
  private final int inLastBlocks;
  private final String md5WithTop;
  private final String md5WithoutTop;

  Vgg(int inFirstBlocks, int inLastBlocks, String md5WithTop, String md5WithoutTop) {
    this.inFirstBlocks = inFirstBlocks;
    this.inLastBlocks = inLastBlocks;
    this.md5WithTop = md5WithTop;
    this.md5WithoutTop = md5WithoutTop;
  }

  String kerasName() {
    return name().toLowerCase(Locale.ROOT);
  }

  List<Layer> layers(boolean includeTop, Shape input) {
    check(includeTop, input);
    List<Layer> layers = new ArrayList<>();
    layers.add(Input.of(input.toArray()));
    for (int block = 1; block <= FILTERS.length; block++) {
      String name = "block" + block;
      for (int i = 1; i <= (block <= 2 ? inFirstBlocks : inLastBlocks); i++) {
        layers.add(
            Conv2D.of(FILTERS[block - 1], 3)
                .padding(Padding.SAME)
                .activation(Activations.RELU)
                .name(name + "_conv" + i));
      }
      layers.add(MaxPooling2D.of(2).strides(2).name(name + "_pool"));
    }
    if (includeTop) {
      layers.add(Flatten.of().name("flatten"));
      layers.add(Dense.of(4096).activation(Activations.RELU).name("fc1"));
      layers.add(Dense.of(4096).activation(Activations.RELU).name("fc2"));
      layers.add(Dense.of(1000).activation(Activations.SOFTMAX).name("predictions"));
    }
    return layers;
  }

  private void check(boolean includeTop, Shape input) {
    boolean fits =
        input.rank() == 3
            && (includeTop
                ? input.size(0) == SIZE_WITH_TOP && input.size(1) == SIZE_WITH_TOP
                : input.size(0) >= SMALLEST && input.size(1) >= SMALLEST);
    if (!fits) {
      throw new IllegalArgumentException(
          "Expected an inputShape "
              + (includeTop ? "(224, 224, C) with includeTop" : "(H, W, C) of 32×32 or more")
              + ". Received: inputShape="
              + input);
    }
  }

  /** Logs a warning if a file is not the one that Keras publishes. */
  void warnUnlessPublished(boolean includeTop, Path weights) {
    String expected = includeTop ? md5WithTop : md5WithoutTop;
    String found = md5(weights);
    if (found != null && !found.equals(expected)) {
      LOG.warn(
          "{} is not the file of weights for ImageNet that Keras publishes for {}: its MD5 is {}"
              + " instead of {}.",
          weights,
          kerasName(),
          found,
          expected);
    }
  }

  /** The digest; null for a file that cannot be read, which loading will report. */
  private static String md5(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      DigestInputStream digesting = new DigestInputStream(in, MessageDigest.getInstance("MD5"));
      byte[] piece = new byte[1 << 16];
      while (digesting.read(piece) >= 0) {
        continue;
      }
      return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
    } catch (IOException unreadable) {
      return null;
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has MD5.", impossible);
    }
  }
}
