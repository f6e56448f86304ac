package io.github.markhor.data.datasets;

import io.github.markhor.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * The binary version of CIFAR: records of one or two label bytes and three planes of 32 by 32
 * bytes, in a packed archive or in the folder that it unpacks to.
 *
 * @param labels the bytes of labels; the last one counts
 * @param classNames empty where a file of the archive names them
 * @see <a href="https://www.cs.toronto.edu/~kriz/cifar.html">The CIFAR-10 and CIFAR-100
 *     datasets</a>
 */
record CifarFormat(
    String archive,
    String unpacked,
    List<String> trainFiles,
    String testFile,
    int labels,
    List<String> classNames)
    implements Dataset.Format {
  private static final int SIDE = 32;
  private static final int PLANE = SIDE * SIDE;
  private static final String NAMES = "fine_label_names.txt";

  @Override
  public DatasetArrays read(Path folder) {
    Set<String> wanted = new HashSet<>(trainFiles);
    wanted.add(testFile);
    if (classNames.isEmpty()) {
      wanted.add(NAMES);
    }
    Map<String, byte[]> files = files(folder, wanted);
    for (String name : wanted) {
      if (!files.containsKey(name)) {
        throw Datasets.missing(folder, "the archive " + archive + ", or its unpacked file " + name);
      }
    }
    List<byte[]> train = new ArrayList<>();
    trainFiles.forEach(name -> train.add(files.get(name)));
    List<byte[]> test = List.of(files.get(testFile));
    List<String> names = classNames;
    if (names.isEmpty()) {
      names = new String(files.get(NAMES), StandardCharsets.UTF_8).strip().lines().toList();
    }
    return new DatasetArrays(pictures(train), classes(train), pictures(test), classes(test), names);
  }

  private Map<String, byte[]> files(Path folder, Set<String> wanted) {
    try {
      Map<String, byte[]> files = new HashMap<>();
      for (Path place : List.of(folder.resolve(unpacked), folder)) {
        for (String name : wanted) {
          if (!files.containsKey(name) && Files.isRegularFile(place.resolve(name))) {
            files.put(name, Files.readAllBytes(place.resolve(name)));
          }
        }
      }
      Path packed = folder.resolve(archive);
      if (files.size() < wanted.size() && Files.exists(packed)) {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(packed), 1 << 16)) {
          files.putAll(TarArchive.read(in, wanted));
        }
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + archive + " in " + folder + ": " + e, e);
    }
  }

  private int record() {
    return labels + 3 * PLANE;
  }

  private int count(List<byte[]> files) {
    int count = 0;
    for (byte[] file : files) {
      if (file.length % record() != 0) {
        throw new IllegalStateException(
            "Expected files of records of "
                + record()
                + " bytes. Received: one of "
                + file.length
                + " bytes");
      }
      count += file.length / record();
    }
    return count;
  }

  /** Planes become pixels: (N, 32, 32, 3). */
  private Tensor pictures(List<byte[]> files) {
    int count = count(files);
    float[] values = new float[Math.multiplyExact(count, 3 * PLANE)];
    int to = 0;
    for (byte[] file : files) {
      for (int from = labels; from < file.length; from += record()) {
        for (int i = 0; i < PLANE; i++) {
          for (int c = 0; c < 3; c++) {
            values[to++] = file[from + c * PLANE + i] & 255;
          }
        }
      }
    }
    return Tensor.of(values, count, SIDE, SIDE, 3);
  }

  private Tensor classes(List<byte[]> files) {
    int[] numbers = new int[count(files)];
    int at = 0;
    for (byte[] file : files) {
      for (int from = labels - 1; from < file.length; from += record()) {
        numbers[at++] = file[from] & 255;
      }
    }
    return Tensor.ofLabels(numbers);
  }
}
