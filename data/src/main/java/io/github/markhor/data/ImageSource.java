package io.github.markhor.data;

import io.github.markhor.config.Require;
import io.github.markhor.data.augment.Augmenter;
import io.github.markhor.data.batch.BatchBuffers;
import io.github.markhor.data.batch.PictureSaver;
import io.github.markhor.data.batch.Prefetch;
import io.github.markhor.data.batch.SampleMaker;
import io.github.markhor.data.picture.PictureException;
import io.github.markhor.data.random.KerasChoices;
import io.github.markhor.data.random.RandomChoices;
import io.github.markhor.data.random.RandomStreams;
import io.github.markhor.data.random.Samples;
import io.github.markhor.data.random.SeededChoices;
import io.github.markhor.data.random.TransformRanges;
import io.github.markhor.data.read.PictureReader;
import io.github.markhor.data.read.SkippedPictures;
import io.github.markhor.source.Batch;
import io.github.markhor.source.BatchSource;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A source of augmented pictures: the base of {@link FileImages}, {@link ArrayImages} and {@link
 * ImageDataset}. The content of an epoch follows from the seed and the epoch's number alone.
 * Workers make batches ahead of their use, in a few buffers off the heap: at most two batches that
 * wait, and those that the caller has not closed.
 */
public abstract sealed class ImageSource implements BatchSource
    permits ArrayImages, FileImages, ImageDataset {
  private static final Cleaner CLEANER = Cleaner.create();

  private final GeneratorSettings settings;
  private final BatchOptions<?> options;
  private final int samples;
  private final Shape pictureShape;
  private final Shape inputShape;
  private final RandomChoices choices;
  private final PictureSaver saver;
  private final long seed;
  private final BatchBuffers buffers;
  private final Set<Prefetch> running = ConcurrentHashMap.newKeySet();
  private boolean closed;

  /**
   * A source.
   *
   * @param pictureShape (H, W, C)
   * @param fileNumbers the bound of the numbers that Keras draws for the names of saved pictures
   */
  ImageSource(
      GeneratorSettings settings,
      BatchOptions<?> options,
      int samples,
      Shape pictureShape,
      int fileNumbers) {
    this.settings = settings;
    this.options = options;
    this.saver = options.saver() == null ? null : options.saver().unused();
    this.samples = samples;
    this.pictureShape = pictureShape;
    this.inputShape = settings.channelOrder().fromLast(pictureShape);
    KerasReplay replay = settings.replay();
    this.seed = replay == null || options.hasSeed() ? options.pickSeed() : replay.seed();
    this.choices = replay == null ? seeded() : replayed(replay, fileNumbers);
    settings.pipeline().warnUnlessFitted();
    long floats = inputShape.elements() * Math.min(options.batchSize(), samples);
    this.buffers = new BatchBuffers(floats, Prefetch.AHEAD + 1);
  }

  private Samples samples(boolean shuffle) {
    return new Samples(
        samples, pictureShape.size(0), pictureShape.size(1), options.batchSize(), shuffle);
  }

  private RandomChoices seeded() {
    TransformRanges ranges = augments() ? settings.pipeline().ranges() : null;
    return new SeededChoices(ranges, samples(options.shuffle()), seed);
  }

  private boolean augments() {
    return options.subset() != Subset.VALIDATION || settings.replay() != null;
  }

  private RandomChoices replayed(KerasReplay replay, int fileNumbers) {
    return new KerasChoices(
        settings.pipeline().ranges(),
        samples(options.shuffle()),
        seed,
        replay.order() == ReplayOrder.INDEX,
        options.saver() == null ? 0 : fileNumbers);
  }

  /** A reader of this source's pictures. */
  abstract PictureReader reader();

  /** Takes the pictures that cannot be read; null where such a picture is an error. */
  SkippedPictures skipped() {
    return null;
  }

  /** The labels of these samples; null for none. */
  abstract Tensor labels(int[] numbers, Tensor x);

  /** The weights of these samples; null for ones. */
  abstract Tensor weights(int[] numbers);

  /** The further inputs of the model, for these samples. */
  List<Tensor> moreInputs(int[] numbers) {
    return List.of();
  }

  /** The labels of these samples for all outputs but the first. */
  List<Tensor> moreLabels(int[] numbers) {
    return List.of();
  }

  private Batch batch(Tensor x, int[] numbers, Runnable release) {
    List<Tensor> inputs = new ArrayList<>(List.of(x));
    inputs.addAll(moreInputs(numbers));
    List<Tensor> labels = new ArrayList<>();
    Tensor first = labels(numbers, x);
    if (first != null) {
      labels.add(first);
      labels.addAll(moreLabels(numbers));
    }
    Tensor weights = weights(numbers);
    return new Batch(
        inputs,
        labels,
        weights == null ? List.of() : List.of(weights),
        place -> name(numbers[place]),
        release);
  }

  /** What a sample is called in messages: its file, or its number. */
  abstract String name(int sample);

  @Override
  public int samples() {
    return samples;
  }

  @Override
  public int batchSize() {
    return options.batchSize();
  }

  @Override
  public Shape inputShape() {
    return inputShape;
  }

  /** The seed of order and augmentation: the one given, or the one picked. */
  public long seed() {
    return seed;
  }

  /** The {@link #seed}, where pictures are shuffled or transformed at random. */
  @Override
  public OptionalLong randomSeed() {
    return options.shuffle() || transforms() ? OptionalLong.of(seed) : OptionalLong.empty();
  }

  private boolean transforms() {
    return augments() && settings.pipeline().ranges().varies();
  }

  /**
   * Whether no picture is transformed at random. A preprocessing function is taken for one without
   * chance. A validation subset is never transformed.
   */
  @Override
  public boolean sameEveryEpoch() {
    return !transforms() && settings.replay() == null;
  }

  /** The numbers of the samples in the order in which an epoch gives them. */
  @Override
  public int[] indices(int epoch) {
    checkEpoch(epoch);
    return choices.order(epoch);
  }

  /** A batch of the first epoch; see {@link #batch(int, int)}. */
  public Batch batch(int index) {
    return batch(0, index);
  }

  /**
   * One batch of an epoch, the same as the one that {@link #epoch} gives at its place. It is made
   * here and now, and its memory is the caller's own.
   *
   * @throws IllegalArgumentException if the epoch has no such batch
   * @throws PictureException if a picture cannot be read
   */
  public Batch batch(int epoch, int index) {
    checkEpoch(epoch);
    if (index < 0 || index >= batches()) {
      throw new IllegalArgumentException(
          "Expected the number of a batch, from 0 to " + (batches() - 1) + ". Received: " + index);
    }
    int from = index * batchSize();
    int to = Math.min(samples, from + batchSize());
    try (SampleMaker maker = maker(choices, saver)) {
      return make(maker, epoch, indices(epoch), from, to);
    }
  }

  /**
   * All pictures at once, (N, H, W, C), in the order of their numbers, standardized but not
   * transformed at random. It is made here and now, on the heap, and takes four bytes for each
   * value. Bad pictures that are left out are not in it.
   *
   * @throws PictureException if a picture cannot be read
   */
  public Batch toArrays() {
    return toArrays(RandomStreams.inOrder(samples), samples);
  }

  /**
   * So many pictures, or all if there are no more, as {@link #toArrays()} gives them: of a source
   * that shuffles those that its first epoch begins with, else the first.
   *
   * @throws IllegalArgumentException if the limit is below 1
   * @throws PictureException if a picture cannot be read
   */
  public Batch toArrays(int limit) {
    Require.positive("limit", limit);
    return toArrays(indices(0), Math.min(limit, samples));
  }

  private Batch toArrays(int[] order, int count) {
    RandomChoices none = new SeededChoices(null, samples(false), seed);
    try (SampleMaker maker = maker(none, null)) {
      return make(maker, 0, order, 0, count);
    }
  }

  /** The samples at the places {@code from} to {@code to} of an order, in memory of their own. */
  private Batch make(SampleMaker maker, int epoch, int[] order, int from, int to) {
    int[] numbers = new int[to - from];
    int each = (int) inputShape.elements();
    FloatBuffer values = FloatBuffer.allocate(Math.multiplyExact(numbers.length, each));
    int made = 0;
    for (int place = from; place < to; place++) {
      try {
        maker.make(epoch, place, order[place], values, made * each);
        numbers[made++] = order[place];
      } catch (PictureException e) {
        if (skipped() == null) {
          throw e;
        }
        skipped().add(order[place], e);
        if (made == 0 && place + 1 == to) {
          throw e;
        }
      }
    }
    Tensor x = Tensor.of(values.limit(made * each), inputShape.prepend(made));
    return batch(x, Arrays.copyOf(numbers, made), () -> {});
  }

  private SampleMaker maker() {
    return maker(choices, saver);
  }

  private SampleMaker maker(RandomChoices drawn, PictureSaver savesTo) {
    Augmenter augmenter =
        new Augmenter(
            settings.pipeline(), pictureShape.size(0), pictureShape.size(1), pictureShape.size(2));
    return new SampleMaker(
        reader(), augmenter, drawn, settings.channelOrder(), pictureShape, savesTo);
  }

  private static void checkEpoch(int epoch) {
    if (epoch < 0) {
      throw new IllegalArgumentException(
          "Expected an epoch's number, from 0 on. Received: " + epoch);
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>A picture that cannot be read is thrown by {@code next} as a {@link PictureException}, at
   * the batch that it belongs to. A thread that is interrupted while it waits in {@code next} gets
   * a {@link java.util.concurrent.CancellationException} and stays interrupted.
   *
   * @throws IllegalStateException if the source has been closed
   */
  @Override
  public Batches epoch(int epoch) {
    return epoch(epoch, 0);
  }

  /**
   * {@inheritDoc}
   *
   * <p>The batches before it are not made.
   *
   * @throws IllegalArgumentException if {@code firstBatch} is below 0 or above {@link #batches}
   */
  @Override
  public Batches epoch(int epoch, int firstBatch) {
    if (firstBatch < 0 || firstBatch > batches()) {
      throw new IllegalArgumentException(
          "Expected the number of a batch, from 0 to " + batches() + ". Received: " + firstBatch);
    }
    return start(epoch, indices(epoch), firstBatch);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Pictures are transformed as in epoch 0.
   */
  @Override
  public Batches batchesInOrder() {
    return start(0, RandomStreams.inOrder(samples), 0);
  }

  private Batches start(int epoch, int[] order, int firstBatch) {
    Prefetch prefetch =
        new Prefetch(
            this::maker,
            buffers,
            epoch,
            order,
            batchSize(),
            (int) inputShape.elements(),
            firstBatch,
            skipped());
    synchronized (this) {
      if (closed) {
        throw new IllegalStateException("The source of pictures has been closed.");
      }
      running.add(prefetch);
      prefetch.start(options.workers(), "markhor-pictures");
    }
    return new Epoch(prefetch, order);
  }

  /** Stops the workers of all epochs and lets go of the buffers that no batch uses any more. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    for (Prefetch prefetch : running) {
      prefetch.stop();
    }
    running.clear();
    buffers.close();
  }

  /** The number of batch buffers. */
  int buffers() {
    return buffers.allocated();
  }

  /** The caller's end of an epoch; the workers do not refer to it, so that it can be forgotten. */
  private final class Epoch implements Batches {
    private final Prefetch prefetch;
    private final int[] order;
    private final Cleaner.Cleanable cleanable;

    Epoch(Prefetch prefetch, int[] order) {
      this.prefetch = prefetch;
      this.order = order;
      Set<Prefetch> all = running;
      this.cleanable =
          CLEANER.register(
              this,
              () -> {
                prefetch.stop();
                all.remove(prefetch);
              });
    }

    @Override
    public boolean hasNext() {
      return prefetch.hasNext();
    }

    @Override
    public Batch next() {
      Prefetch.Filling filling;
      try {
        filling = prefetch.next();
      } finally {
        // Otherwise the cleaner could stop the workers while this waits for them.
        Reference.reachabilityFence(this);
      }
      int each = (int) inputShape.elements();
      int[] numbers = filling.numbers(order, each);
      FloatBuffer values = filling.buffer().floats().duplicate().limit(numbers.length * each);
      Tensor x = Tensor.of(values, inputShape.prepend(numbers.length), filling.buffer().owner());
      AtomicBoolean returned = new AtomicBoolean();
      Runnable release =
          () -> {
            if (!returned.getAndSet(true)) {
              buffers.give(filling.buffer());
            }
          };
      return batch(x, numbers, release);
    }

    @Override
    public void close() {
      cleanable.clean();
    }
  }

  /** Rows of a tensor, (n, ...), gathered by number. */
  static Tensor gather(Tensor rows, int[] numbers, int offset) {
    int each = Math.toIntExact(rows.shape().dropFirst().elements());
    float[] values = new float[Math.multiplyExact(numbers.length, each)];
    FloatBuffer from = rows.buffer();
    for (int i = 0; i < numbers.length; i++) {
      from.get((offset + numbers[i]) * each, values, i * each, each);
    }
    return Tensor.of(values, rows.shape().with(0, numbers.length));
  }
}
