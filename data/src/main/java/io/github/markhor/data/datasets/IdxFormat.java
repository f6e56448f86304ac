package io.github.markhor.data.datasets;

import io.github.markhor.tensor.Tensor;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The files of MNIST: a magic number, whose last byte is the number of axes, the axes' sizes as
 * big-endian integers, and bytes.
 *
 * @see <a href="http://yann.lecun.com/exdb/mnist/">The MNIST database</a>
 */
record IdxFormat(List<String> classNames) implements Dataset.Format {
  static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
  static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
  static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
  static final String TEST_LABELS = "t10k-labels-idx1-ubyte";
  private static final int UNSIGNED_BYTES = 0x0800;

  @Override
  public DatasetArrays read(Path folder) {
    Tensor xTrain = tensor(folder, TRAIN_IMAGES, 3);
    Tensor yTrain = tensor(folder, TRAIN_LABELS, 1);
    Tensor xTest = tensor(folder, TEST_IMAGES, 3);
    Tensor yTest = tensor(folder, TEST_LABELS, 1);
    checkLength(folder, TRAIN_LABELS, xTrain, yTrain);
    checkLength(folder, TEST_LABELS, xTest, yTest);
    return new DatasetArrays(xTrain, yTrain, xTest, yTest, classNames);
  }

  private static void checkLength(Path folder, String labels, Tensor x, Tensor y) {
    if (x.shape().size(0) != y.shape().size(0)) {
      throw new IllegalStateException(
          "Expected as many labels in "
              + folder.resolve(labels)
              + " as there are pictures, "
              + x.shape().size(0)
              + ". Received: "
              + y.shape().size(0));
    }
  }

  private static Tensor tensor(Path folder, String name, int rank) {
    Path packed = folder.resolve(name + ".gz");
    Path plain = folder.resolve(name);
    Path file = Files.exists(plain) ? plain : packed;
    if (!Files.exists(file)) {
      throw Datasets.missing(folder, "a file " + name + " or " + name + ".gz");
    }
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        DataInputStream in =
            new DataInputStream(file.equals(packed) ? new GZIPInputStream(bytes) : bytes)) {
      int magic = in.readInt();
      if (magic != UNSIGNED_BYTES + rank) {
        throw new IllegalStateException(
            "Expected "
                + file
                + " to begin with the number "
                + (UNSIGNED_BYTES + rank)
                + ". Received: "
                + magic);
      }
      int[] sizes = new int[rank];
      long count = 1;
      for (int axis = 0; axis < rank; axis++) {
        sizes[axis] = in.readInt();
        count *= sizes[axis];
      }
      return floats(in, sizes, count);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + ": " + e, e);
    }
  }

  private static Tensor floats(DataInputStream in, int[] sizes, long count) throws IOException {
    byte[] bytes = in.readNBytes(Math.toIntExact(count));
    if (bytes.length < count) {
      throw new IOException("it ends after " + bytes.length + " of " + count + " values");
    }
    float[] values = new float[bytes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = bytes[i] & 255;
    }
    return sizes.length == 1
        ? Tensor.of(values, sizes)
        : Tensor.of(values, sizes[0], sizes[1], sizes[2], 1);
  }
}
