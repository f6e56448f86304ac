package io.github.markhor.applications;

import io.github.markhor.text.Download;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * The files of weights for ImageNet that Keras publishes for a network.
 *
 * @param path the beginning of both addresses
 * @param endWithTop the end of the address of the file for the whole network
 * @param endWithoutTop the end of the address of the file for the network without classifier
 * @param digestWithTop the file's MD5 or SHA-256, as Keras states it; null where Keras states none
 * @param digestWithoutTop that of the other file
 */
record PublishedWeights(
    String path,
    String endWithTop,
    String endWithoutTop,
    String digestWithTop,
    String digestWithoutTop) {
  private static final String FOLDER =
      "https://storage.googleapis.com/tensorflow/keras-applications/";

  /** The usual pair of files: the one without classifier ends in {@code _notop.h5}. */
  static PublishedWeights of(String path, String digestWithTop, String digestWithoutTop) {
    return new PublishedWeights(FOLDER + path, ".h5", "_notop.h5", digestWithTop, digestWithoutTop);
  }

  /** A pair of files whose names tell the layout of the kernels. */
  static PublishedWeights kernels(String path, String digestWithTop, String digestWithoutTop) {
    return of(path + "_weights_tf_dim_ordering_tf_kernels", digestWithTop, digestWithoutTop);
  }

  PublishedWeights endings(String endWithTop, String endWithoutTop) {
    return new PublishedWeights(path, endWithTop, endWithoutTop, digestWithTop, digestWithoutTop);
  }

  URI address(boolean includeTop) {
    return URI.create(path + (includeTop ? endWithTop : endWithoutTop));
  }

  String digest(boolean includeTop) {
    return includeTop ? digestWithTop : digestWithoutTop;
  }

  /**
   * The digest of a file, of the kind of another digest, which its length tells; null for a file
   * that cannot be read, which loading will report.
   */
  static String digest(Path file, String like) {
    try {
      return Download.digest(file, like);
    } catch (IOException unreadable) {
      return null;
    }
  }
}
