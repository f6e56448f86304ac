package io.github.markhor.source;

import io.github.markhor.tensor.Shape;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;

/**
 * Where {@code fit}, {@code evaluate} and {@code predict} take their batches from: arrays, a
 * directory of pictures, a program of the user's own. What an epoch holds depends on its number
 * alone, so that a run can be repeated and resumed.
 */
public interface BatchSource extends AutoCloseable {
  /**
   * The inputs of two sources, those of the second as labels: pictures and their masks, for
   * segmentation, as Keras's {@code zip(images, masks)}. Both sources are made with the same {@code
   * seed}, without labels, of generators of the same ranges; then a picture and its mask come
   * together and are turned, moved and flipped alike. Ranges of brightness and channel shift may be
   * the pictures' alone. A mask of class numbers is read with {@code interpolation("nearest")} and
   * generated with {@code interpolationOrder(0)}.
   *
   * @return a source that closes both
   * @throws IllegalArgumentException if number of samples, batch size or seed differ, or a source
   *     has labels
   */
  static BatchSource zip(BatchSource x, BatchSource y) {
    return new ZippedSource(x, y);
  }

  /**
   * A source for training whose samples are each mixed with another of their batch: w · x + (1 - w)
   * · other, and labels likewise, with a weight of the beta distribution of alpha and alpha for
   * each sample. Zhang, Cisse, Dauphin and Lopez-Paz, "mixup: Beyond Empirical Risk Minimization"
   * (2017); the weights are the samples' own as in <a
   * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/mix_up/">Keras:
   * MixUp</a>. Unlike the layer {@code MixUp}, this mixes labels too. Prediction gets the samples
   * as they are.
   *
   * @param source of one input and one label: a row for each sample, (n, classes), or of two
   *     classes 0 and 1, (n,)
   * @param alpha above 0; Keras's default is 0.2
   * @param seed what is mixed follows from it, the epoch and the place in the epoch
   * @return a source that closes the other
   * @throws IllegalArgumentException if labels are class numbers that cannot be mixed
   */
  static BatchSource mixUp(BatchSource source, double alpha, long seed) {
    return new MixedSource(source, alpha, seed, false);
  }

  /**
   * A source for training in whose pictures (N, H, W, C) a box comes from another picture of their
   * batch, at the same place; the label is mixed by the share of the pixels. The box has about the
   * share 1 - w of the area, for a number w of the beta distribution of alpha and alpha. Yun, Han,
   * Oh, Chun, Choe and Yoo, "CutMix: Regularization Strategy to Train Strong Classifiers with
   * Localizable Features" (2019); as in <a
   * href="https://keras.io/api/layers/preprocessing_layers/image_augmentation/cut_mix/">Keras:
   * CutMix</a>, boxes lie within the picture. Prediction gets the pictures as they are.
   *
   * @param source as for {@link #mixUp}
   * @param alpha above 0; 1, as in the paper, makes all shares as likely
   * @param seed as for {@link #mixUp}
   * @return a source that closes the other
   * @throws IllegalArgumentException if labels are class numbers that cannot be mixed, or inputs no
   *     pictures
   */
  static BatchSource cutMix(BatchSource source, double alpha, long seed) {
    return new MixedSource(source, alpha, seed, true);
  }

  /** The number of samples of an epoch. */
  int samples();

  /** The number of samples of a batch; the last of an epoch may be smaller. */
  int batchSize();

  /**
   * The shape of one sample's input, without the batch: (H, W, C) for pictures. Of several inputs,
   * the first's.
   */
  Shape inputShape();

  /**
   * The shape of one sample's label, without the batch: () for a class number; null where there are
   * none. Of several labels, the first's.
   */
  Shape labelShape();

  /**
   * The shapes of one sample's inputs, in the order of {@link Batch#inputs}; by default that of a
   * single one.
   */
  default List<Shape> inputShapes() {
    return List.of(inputShape());
  }

  /**
   * The shapes of one sample's labels, in the order of {@link Batch#labels}, null for an output
   * without; by default that of a single one, or empty where there is none.
   */
  default List<Shape> labelShapes() {
    return labelShape() == null ? List.of() : List.of(labelShape());
  }

  /**
   * The names of the model's inputs that the {@link Batch#inputs} are for; empty, the default, if
   * they are in the model's order.
   */
  default List<String> inputNames() {
    return List.of();
  }

  /**
   * The names of the model's outputs that the {@link Batch#labels} are for; empty, the default, if
   * they are in the model's order.
   */
  default List<String> labelNames() {
    return List.of();
  }

  /**
   * The names of the model's outputs that the {@link Batch#sampleWeights} are for; by default those
   * of the labels. Empty if they are in the model's order, or one is for all outputs.
   */
  default List<String> sampleWeightNames() {
    return labelNames();
  }

  /**
   * The names of the classes in the order of their numbers; empty where labels are not classes. Of
   * several labels, the first's.
   */
  default List<String> classNames() {
    return List.of();
  }

  /**
   * Whether the labels are the classes that {@link #classNames} names; false for pictures of known
   * classes whose labels are something else, the pictures themselves for example.
   */
  default boolean labelsAreClasses() {
    return !classNames().isEmpty();
  }

  /** The number of batches of an epoch. */
  default int batches() {
    return (int) ((samples() + (long) batchSize() - 1) / batchSize());
  }

  /**
   * The batches of an epoch, counted from 0. The caller closes every batch when it has used it, and
   * the iterator when it stops, early or not; an error while a batch is made is thrown by {@code
   * next}. Making the next batches may go on in the background meanwhile.
   */
  Batches epoch(int epoch);

  /**
   * The batches of an epoch from one of them on, counted from 0: what {@code epoch} gives after as
   * many calls of {@code next}. By default those before are made and thrown away.
   */
  default Batches epoch(int epoch, int firstBatch) {
    Batches batches = epoch(epoch);
    try {
      for (int i = 0; i < firstBatch && batches.hasNext(); i++) {
        batches.next().close();
      }
      return batches;
    } catch (RuntimeException | Error wrong) {
      batches.close();
      throw wrong;
    }
  }

  /**
   * The batches of the samples in the order of their numbers, which is that of {@link #classes}:
   * what {@code predict} takes, so that predictions never lie beside the class or the file of
   * another sample. A source that shuffles overrides this; by default, epoch 0.
   */
  default Batches batchesInOrder() {
    return epoch(0);
  }

  /**
   * The class of each sample, in the order of the samples; empty where it is not known without
   * reading the samples.
   *
   * @throws IllegalArgumentException if the labels are no classes
   */
  default int[] classes() {
    return new int[0];
  }

  /**
   * The labels and weights of all samples, in the order of the samples, as far as they are known
   * without reading the samples; by default nothing. Those that are not known are looked at when
   * their batch comes.
   */
  default Targets targets() {
    return Targets.UNKNOWN;
  }

  /**
   * What the order of the samples and their transforms follow from, beside the epoch's number;
   * empty, the default, where nothing is drawn at random.
   */
  default OptionalLong randomSeed() {
    return OptionalLong.empty();
  }

  /**
   * Whether each sample is the same in every epoch, only the order of the samples is another: what
   * {@code cacheFeatures} takes as it is. False, the default, for a source that augments, or does
   * not know.
   */
  default boolean sameEveryEpoch() {
    return false;
  }

  /**
   * The numbers of the samples in the order in which an epoch gives them; empty, the default, if
   * that is not known.
   */
  default int[] indices(int epoch) {
    return new int[0];
  }

  /** Stops what runs in the background and frees what is held; twice is no error. */
  @Override
  default void close() {}

  /** The batches of one epoch. */
  interface Batches extends Iterator<Batch>, AutoCloseable {
    @Override
    default void close() {}
  }
}
