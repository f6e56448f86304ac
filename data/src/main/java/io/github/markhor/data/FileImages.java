package io.github.markhor.data;

import io.github.markhor.data.natives.OpenCv;
import io.github.markhor.data.picture.PictureException;
import io.github.markhor.data.read.CachedPictureReader;
import io.github.markhor.data.read.DiskCache;
import io.github.markhor.data.read.MemoryCache;
import io.github.markhor.data.read.PictureCache;
import io.github.markhor.data.read.PictureReader;
import io.github.markhor.data.read.SkippedPictures;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Pictures that are read from files as a {@link Flow} says: the base of {@link DirectoryImages} and
 * {@link DataFrameImages}.
 */
public abstract sealed class FileImages extends ImageSource
    permits DirectoryImages, DataFrameImages {
  /** The bound of the numbers that Keras draws for the names of saved pictures. */
  private static final int FILE_NUMBERS = 10_000_000;

  private final Flow flow;
  private final SkippedPictures skipped;
  private final PictureCache cache;
  private final List<Path> files;
  private final List<String> names;
  private final List<String> classNames;

  FileImages(
      GeneratorSettings settings,
      Flow flow,
      List<Path> files,
      List<String> names,
      List<String> classNames) {
    super(
        settings,
        flow,
        files.size(),
        Shape.of(flow.height(), flow.width(), flow.colorMode().channels()),
        FILE_NUMBERS);
    this.flow = flow;
    this.files = files;
    this.names = names;
    this.classNames = classNames;
    this.skipped = new SkippedPictures(flow.badPictures().folder().orElse(null), names);
    skipped.refuseOwnPlaces(files);
    this.cache = openCache();
    // Missing natives are an error here, and not when training has begun.
    OpenCv.load();
  }

  final ClassMode classMode() {
    return flow.classMode();
  }

  private int values() {
    return flow.height() * flow.width() * flow.colorMode().channels();
  }

  /** The cache that the flow asks for; null for none. */
  private PictureCache openCache() {
    if (flow.cachesInMemory()) {
      return new MemoryCache(files.size(), values());
    }
    if (flow.cacheFile() == null) {
      return null;
    }
    String settings =
        flow.height()
            + " "
            + flow.width()
            + " "
            + flow.colorMode()
            + " "
            + flow.interpolation()
            + " "
            + flow.keepAspectRatio()
            + " "
            + flow.fastDecode();
    return new DiskCache(flow.cacheFile(), DiskCache.key(settings, files), values());
  }

  @Override
  final PictureReader reader() {
    PictureReader checking = skipped.checking(flow.reader(files));
    return cache == null ? checking : new CachedPictureReader(checking, cache, values());
  }

  @Override
  final SkippedPictures skipped() {
    return flow.badPictures().leavesOut() ? skipped : null;
  }

  /** The pictures left out by {@link Flow#badPictures}, in the order of {@link #filenames}. */
  public final List<PictureException> badPictures() {
    return skipped.problems();
  }

  /**
   * The files that have not been left out by {@link Flow#badPictures}, as {@link #filenames} gives
   * them: {@code predict} gives its predictions in this order, also where epochs are shuffled.
   */
  public final List<String> readFilenames() {
    List<String> read = new ArrayList<>();
    for (int sample = 0; sample < samples(); sample++) {
      if (!skipped.has(sample)) {
        read.add(names.get(sample));
      }
    }
    return read;
  }

  @Override
  public final void close() {
    super.close();
    if (cache != null) {
      cache.close();
    }
  }

  @Override
  final String name(int sample) {
    return names.get(sample);
  }

  /** False for {@link ClassMode#INPUT}, whose labels are the pictures. */
  @Override
  public final boolean labelsAreClasses() {
    return flow.classMode() != ClassMode.INPUT && super.labelsAreClasses();
  }

  /** The class number of a sample, or its numbers, if it may be of several classes. */
  abstract int[] classesOf(int sample);

  @Override
  Tensor labels(int[] numbers, Tensor x) {
    switch (flow.classMode()) {
      case CATEGORICAL:
        int classes = classNames.size();
        float[] rows = new float[numbers.length * classes];
        for (int i = 0; i < numbers.length; i++) {
          for (int number : classesOf(numbers[i])) {
            rows[i * classes + number] = 1;
          }
        }
        return Tensor.of(rows, numbers.length, classes);
      case BINARY:
      case SPARSE:
        int[] labels = new int[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
          labels[i] = classesOf(numbers[i])[0];
        }
        return Tensor.ofLabels(labels);
      case INPUT:
        return x;
      default:
        return null;
    }
  }

  @Override
  public Shape labelShape() {
    switch (flow.classMode()) {
      case CATEGORICAL:
        return Shape.of(classNames.size());
      case BINARY:
      case SPARSE:
        return Shape.of();
      case INPUT:
        return inputShape();
      default:
        return null;
    }
  }

  /** The names of the classes in the order of their numbers. */
  @Override
  public final List<String> classNames() {
    return classNames;
  }

  /** The number of each class, in the order of the numbers. */
  public final Map<String, Integer> classIndices() {
    Map<String, Integer> indices = new LinkedHashMap<>();
    for (int i = 0; i < classNames.size(); i++) {
      indices.put(classNames.get(i), i);
    }
    return Collections.unmodifiableMap(indices);
  }

  /** The files as the directory or the table names them, with {@code /} on every system. */
  public final List<String> filenames() {
    return names;
  }

  /** The files themselves, in the order of {@link #filenames}. */
  public final List<Path> filepaths() {
    return files;
  }
}
