package io.github.markhor.data.datasets;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * Well-known data sets, in their original binary files. Nothing is fetched before {@link
 * Dataset#download} is called. Pictures are (N, H, W, C) of levels 0 to 255; Keras's MNIST lacks
 * the last axis.
 *
 * <pre>{@code
 * DatasetArrays digits = Datasets.mnist().download(Path.of("mnist")).load(Path.of("mnist"));
 * model.fit(digits.xTrain(), digits.yTrain(), FitOptions.defaults());
 * }</pre>
 *
 * @see <a href="https://keras.io/api/datasets/">Keras: datasets</a>
 */
public final class Datasets {
  private static final List<String> DIGITS =
      List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
  private static final List<String> CLOTHES =
      List.of(
          "T-shirt/top",
          "Trouser",
          "Pullover",
          "Dress",
          "Coat",
          "Sandal",
          "Shirt",
          "Sneaker",
          "Bag",
          "Ankle boot");
  private static final List<String> CIFAR10 =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");
  private static final String CIFAR = "https://www.cs.toronto.edu/~kriz/";

  private Datasets() {}

  /**
   * Handwritten digits, 28 by 28, grey: 60,000 to train and 10,000 to test; 11 MB. The address is
   * the mirror of the authors' page, which no longer gives them out.
   */
  public static Dataset mnist() {
    return idx(
        "MNIST",
        "https://ossci-datasets.s3.amazonaws.com/mnist/",
        DIGITS,
        "f68b3c2dcbeaaa9fbdd348bbdeb94873",
        "d53e105ee54ea40749a09fcbcd1e9432",
        "9fb629c4189551a2d022fa330f9573f3",
        "ec29112dd5afa0611ce80d1b7f02629c");
  }

  /** Clothes, 28 by 28, grey: 60,000 to train and 10,000 to test; 30 MB. */
  public static Dataset fashionMnist() {
    return idx(
        "Fashion-MNIST",
        "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
        CLOTHES,
        "8d4fb7e6c68d591d4c3dfef9ec88bf0d",
        "25c81989df183df01b3e8a0aad5dffbe",
        "bef4ecab320f06d8554ea6380940ec79",
        "bb300cfdad3c16e7a12a480ee83cd310");
  }

  private static Dataset idx(
      String name,
      String address,
      List<String> classNames,
      String trainImages,
      String trainLabels,
      String testImages,
      String testLabels) {
    return new Dataset(
        name,
        address,
        List.of(
            new Dataset.RemoteFile(IdxFormat.TRAIN_IMAGES + ".gz", trainImages),
            new Dataset.RemoteFile(IdxFormat.TRAIN_LABELS + ".gz", trainLabels),
            new Dataset.RemoteFile(IdxFormat.TEST_IMAGES + ".gz", testImages),
            new Dataset.RemoteFile(IdxFormat.TEST_LABELS + ".gz", testLabels)),
        new IdxFormat(classNames));
  }

  /** Things and animals, 32 by 32, in colour: 50,000 to train and 10,000 to test; 162 MB. */
  public static Dataset cifar10() {
    String archive = "cifar-10-binary.tar.gz";
    CifarFormat format =
        new CifarFormat(
            archive,
            "cifar-10-batches-bin",
            List.of(
                "data_batch_1.bin",
                "data_batch_2.bin",
                "data_batch_3.bin",
                "data_batch_4.bin",
                "data_batch_5.bin"),
            "test_batch.bin",
            1,
            CIFAR10);
    return cifar("CIFAR-10", archive, "c32a1d4ab5d03f1284b67883e8d87530", format);
  }

  /** The same with 100 classes, under their fine labels; 161 MB. */
  public static Dataset cifar100() {
    String archive = "cifar-100-binary.tar.gz";
    CifarFormat format =
        new CifarFormat(
            archive, "cifar-100-binary", List.of("train.bin"), "test.bin", 2, List.of());
    return cifar("CIFAR-100", archive, "03b5dce01913d631647c71ecec9e9cb8", format);
  }

  private static Dataset cifar(String name, String archive, String md5, CifarFormat format) {
    return new Dataset(name, CIFAR, List.of(new Dataset.RemoteFile(archive, md5)), format);
  }

  /**
   * Dishes of 101 kinds, 750 pictures of each to train and 250 to test, at most 512 pixels long; 5
   * GB. Folders {@code images/CLASS}, and {@code meta} with lists for {@code FolderSplit.lists}.
   *
   * @see <a href="https://data.vision.ee.ethz.ch/cvl/datasets_extra/food-101/">Food-101</a>
   */
  public static PictureDataset food101() {
    return new PictureDataset(
        "Food-101",
        URI.create("http://data.vision.ee.ethz.ch/cvl/"),
        new Dataset.RemoteFile("food-101.tar.gz", "85eeb15f3717b99a5da872d97d918f87"),
        new TarUnpacking("food-101", 200_000, 10_000_000_000L));
  }

  /** The error of a folder that lacks a file. */
  static IllegalStateException missing(Path folder, String what) {
    return new IllegalStateException(
        "Expected " + what + "; download(folder) fetches it. Received: the folder " + folder);
  }
}
