package io.github.markhor.data;

import io.github.markhor.data.batch.ChannelOrder;
import io.github.markhor.data.read.PictureReader;
import io.github.markhor.source.Labels;
import io.github.markhor.source.Targets;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Pictures from an array, as Keras's {@code flow}. Made by {@link ImageDataGenerator#flow}. With a
 * subset, the first {@code validationSplit} of the rows validate and the others train.
 */
public final class ArrayImages extends ImageSource {
  /** The bound of the numbers that Keras draws for the names of saved pictures. */
  private static final int FILE_NUMBERS = 10_000;

  private final ChannelOrder channelOrder;
  private final boolean replays;
  private final Tensor x;
  private final List<Tensor> moreInputs;
  private final Tensor y;
  private final Tensor sampleWeight;
  private final int[] rows;

  ArrayImages(
      GeneratorSettings settings,
      List<Tensor> inputs,
      Tensor y,
      Tensor sampleWeight,
      ArrayFlow flow) {
    this(settings, inputs, y, sampleWeight, flow, rows(settings, inputs, y, sampleWeight, flow));
  }

  private ArrayImages(
      GeneratorSettings settings,
      List<Tensor> inputs,
      Tensor y,
      Tensor sampleWeight,
      ArrayFlow flow,
      int[] rows) {
    super(
        settings,
        flow,
        rows.length,
        settings.channelOrder().toLast(inputs.get(0).shape().dropFirst()),
        FILE_NUMBERS);
    this.channelOrder = settings.channelOrder();
    this.replays = settings.replay() != null;
    this.x = inputs.get(0);
    this.moreInputs = inputs.subList(1, inputs.size());
    this.y = y;
    this.sampleWeight = sampleWeight;
    this.rows = rows;
  }

  /** The numbers of the rows that are this source's. */
  private static int[] rows(
      GeneratorSettings settings,
      List<Tensor> inputs,
      Tensor y,
      Tensor sampleWeight,
      ArrayFlow flow) {
    Tensor x = inputs.get(0);
    if (x.shape().rank() != 4) {
      throw new IllegalArgumentException(
          "Expected x of rank 4, (N, H, W, C). Received: " + x.shape());
    }
    int count = x.shape().size(0);
    for (Tensor more : inputs) {
      checkLength("rows of every further input", more, count);
    }
    checkLength("labels y", y, count);
    checkLength("weights sampleWeight", sampleWeight, count);
    if (sampleWeight != null && sampleWeight.shape().rank() != 1) {
      throw new IllegalArgumentException(
          "Expected sampleWeight of shape (N,). Received: " + sampleWeight.shape());
    }
    Split split = settings.split(flow.subset());
    int from = split.from(count);
    int to = split.to(count);
    if (from == to) {
      throw new IllegalArgumentException(
          "Expected at least one picture" + split.phrase() + ". Received: x of shape " + x.shape());
    }
    int held = split.held(count);
    if (flow.subset() != null && y != null && !flow.ignoresClassSplit() && held > 0) {
      checkClasses(y.slice(0, held), y.slice(held, count));
    }
    int[] samples = flow.samplesOf(to - from);
    return samples == null ? IntStream.range(from, to).toArray() : samples;
  }

  private static void checkLength(String what, Tensor values, int count) {
    if (values != null && (values.shape().rank() == 0 || values.shape().size(0) != count)) {
      throw new IllegalArgumentException(
          "Expected as many "
              + what
              + " as pictures x, "
              + count
              + ". Received: "
              + values.shape());
    }
  }

  /**
   * Labels that are sorted by class would leave whole classes out of the training. Keras compares
   * the numbers of labels of any kind, and so refuses what is no class.
   */
  private static void checkClasses(Tensor validation, Tensor training) {
    Set<Integer> held = columns(validation);
    Set<Integer> trained = columns(training);
    String remedy = "shuffle the rows first, or say ignoreClassSplit";
    if (held != null && trained != null) {
      // Keras compares the numbers in one-hot rows, 0 and 1, and finds no difference.
      Split.checkClasses(held, trained, remedy);
    } else if (isColumn(validation) && areClasses(validation, training)) {
      Set<Float> validated = distinct(validation);
      if (!validated.equals(distinct(training))) {
        throw new IllegalArgumentException(
            "Expected the same classes in both parts of the split; "
                + remedy
                + ". Received: labels "
                + validated
                + " to validate and "
                + distinct(training)
                + " to train");
      }
    }
  }

  /** Whether each label is one number; several that are not one-hot are of several labels. */
  private static boolean isColumn(Tensor labels) {
    return labels.shape().elements() == labels.shape().size(0);
  }

  /** Whether labels are class numbers: whole, and either few or all those from 0 on. */
  private static boolean areClasses(Tensor validation, Tensor training) {
    Set<Float> all = distinct(validation);
    all.addAll(distinct(training));
    int count = validation.shape().size(0) + training.shape().size(0);
    boolean areWhole = all.stream().allMatch(label -> label == Math.rint(label));
    boolean areFew = 2 * all.size() <= count;
    boolean areInOrder = all.stream().allMatch(label -> label >= 0 && label < all.size());
    return areWhole && (areFew || areInOrder);
  }

  private static Set<Float> distinct(Tensor labels) {
    Set<Float> values = new TreeSet<>();
    FloatBuffer buffer = labels.buffer();
    while (buffer.hasRemaining()) {
      values.add(buffer.get());
    }
    return values;
  }

  /** The columns of ones; null if the labels are not one-hot rows. */
  private static Set<Integer> columns(Tensor labels) {
    int width = labels.shape().rank() == 2 ? labels.shape().size(1) : 1;
    if (width == 1) {
      return null;
    }
    Set<Integer> columns = new TreeSet<>();
    FloatBuffer buffer = labels.buffer();
    for (int from = 0; from < buffer.limit(); from += width) {
      int one = Labels.argMax(buffer, from, width);
      for (int i = 0; i < width; i++) {
        if (buffer.get(from + i) != (i == one ? 1 : 0)) {
          return null;
        }
      }
      columns.add(one);
    }
    return columns;
  }

  @Override
  PictureReader reader() {
    FloatBuffer pictures = x.buffer();
    Shape shape = channelOrder.toLast(inputShape());
    return (sample, into) ->
        channelOrder.toLast(pictures.position(rows[sample] * into.length), into, shape);
  }

  private int[] rowsOf(int[] samples) {
    return Arrays.stream(samples).map(sample -> rows[sample]).toArray();
  }

  @Override
  String name(int sample) {
    return "row " + rows[sample];
  }

  /** {@inheritDoc} The further inputs behind the pictures. */
  @Override
  public List<Shape> inputShapes() {
    List<Shape> shapes = new ArrayList<>(List.of(inputShape()));
    moreInputs.forEach(input -> shapes.add(input.shape().dropFirst()));
    return shapes;
  }

  @Override
  List<Tensor> moreInputs(int[] numbers) {
    return moreInputs.stream().map(input -> gather(input, rowsOf(numbers), 0)).toList();
  }

  @Override
  Tensor labels(int[] numbers, Tensor batch) {
    return y == null ? null : gather(y, rowsOf(numbers), 0);
  }

  @Override
  Tensor weights(int[] numbers) {
    // Keras does not split the weights: the training part has those of the first rows.
    return sampleWeight == null
        ? null
        : gather(sampleWeight, replays ? numbers : rowsOf(numbers), 0);
  }

  @Override
  public Targets targets() {
    if (replays) {
      return Targets.UNKNOWN; // a replay weighs samples with the weights of others
    }
    return new Targets(part(y), part(sampleWeight), this::name);
  }

  private Tensor part(Tensor values) {
    return values == null ? null : values.rows(rows);
  }

  @Override
  public Shape labelShape() {
    return y == null ? null : y.shape().dropFirst();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Rows with a one at the class's place are classes too.
   */
  @Override
  public int[] classes() {
    return y == null ? new int[0] : Labels.classes(part(y));
  }
}
