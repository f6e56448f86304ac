package io.github.markhor.engine;

import io.github.markhor.network.Network;
import io.github.markhor.source.Batch;
import io.github.markhor.source.BatchSource;
import io.github.markhor.tensor.Bytes;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.text.Notices;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;

/**
 * The cached features of one call of {@code fit}: its sources give features, and its steps begin
 * behind the cut. The rest of the training knows nothing of it. Nothing is kept when it is closed.
 */
final class FeatureCaching implements AutoCloseable {
  private static final Logger LOG = Notices.logger(FeatureCaching.class);

  /** What rounding may change, of the largest feature. */
  private static final double ROUNDING = 1e-3;

  private final Runner runner;
  private final Compilation compilation;
  private final FeatureCut cut;
  private final FitRun run;
  private final FeatureStore trainStore;
  private final FeatureStore validationStore;
  private final FeatureSource train;
  private final FeatureSource validation;
  private final Consumer<String> checkGoingOn;
  private final long memory;
  private boolean checked;

  /**
   * Finds the cut and reserves memory or a file; computes nothing yet.
   *
   * @param run on sources in the model's order, with a request for features
   * @param checkGoingOn throws if the work must end; takes what is about to be done
   * @throws IllegalArgumentException if the request cannot be met
   */
  FeatureCaching(
      Network network,
      StepGraphs graphs,
      Runner runner,
      Compilation compilation,
      FitRun run,
      Consumer<String> checkGoingOn) {
    this.runner = runner;
    this.compilation = compilation;
    this.run = run;
    this.checkGoingOn = checkGoingOn;
    FeatureRequest request = run.features();
    checkSource(request, run.train());
    FeatureSearch search =
        new FeatureSearch(network, graphs, key(runner, run.train()), compilation);
    cut = request.layer() == null ? search.behindLastLayers() : search.behind(request.layer());
    // With a set number of steps, training may go through more of the source's epochs than its own.
    int last = run.stepsPerEpoch() > 0 ? Integer.MAX_VALUE : run.epochs();
    int variants = run.train().sameEveryEpoch() ? 1 : Math.min(request.variants(), last);
    int validated = run.validation() == null ? 0 : validated(run);
    long trainBytes = bytes(run.train(), run.train().samples(), variants);
    long validationBytes = validated == 0 ? 0 : bytes(run.validation(), validated, 0);
    LOG.info(
        "Features of {}, of shape {}, are computed once: {} {}, for {} samples{}{}",
        cut,
        cut.shapes().size() == 1 ? cut.shapes().get(0) : cut.shapes(),
        Bytes.text(trainBytes + validationBytes),
        request.directory() == null ? "in memory" : "in " + request.directory(),
        run.train().samples(),
        variants == 1 ? "" : " in " + variants + " variants",
        validated == 0 ? "" : " and " + validated + " to validate with");
    memory = request.directory() == null ? trainBytes + validationBytes : 0;
    trainStore = store(request, trainBytes);
    train =
        new FeatureSource(
            run.train(),
            cut,
            trainStore,
            run.train().samples(),
            variants,
            batch -> features(batch, run.train(), true));
    validationStore = validated == 0 ? null : validationStore(request, validationBytes);
    validation =
        validated == 0
            ? null
            : new FeatureSource(
                run.validation(),
                cut,
                validationStore,
                validated,
                0,
                batch -> features(batch, run.validation(), false));
  }

  private static void checkSource(FeatureRequest request, BatchSource source) {
    if (!source.inputShapes().stream().allMatch(Shape::isKnown)) {
      throw new IllegalArgumentException(
          "Expected inputs of one size for cacheFeatures. Received: " + source.inputShapes());
    }
    if (!source.sameEveryEpoch() && request.variants() == 0) {
      throw new IllegalArgumentException(
          "Expected cacheFeatures with a source that gives the same samples in every epoch, or with"
              + " a number of variants: so many epochs, augmented differently, are cached and"
              + " taken in turn. Received: no variants, and a source that augments, or does not"
              + " say, with sameEveryEpoch, that it does not");
    }
  }

  private static StepGraphs.Key key(Runner runner, BatchSource source) {
    int batch = Math.min(source.batchSize(), source.samples());
    return runner.key(StepGraphs.Mode.TRAIN, batch, source.inputShapes(), source.labelShapes());
  }

  /** The samples that an evaluation sees. */
  private static int validated(FitRun run) {
    long most = (long) run.validationSteps() * run.validation().batchSize();
    int samples = run.validation().samples();
    return most > 0 ? (int) Math.min(most, samples) : samples;
  }

  private long bytes(BatchSource source, int samples, int variants) {
    return Math.multiplyExact(
        FeatureSource.floats(source, cut, samples, variants), (long) Float.BYTES);
  }

  /** A store, unless it would take more memory than {@code fit} may take at all. */
  private FeatureStore store(FeatureRequest request, long bytes) {
    if (memory > run.maxMemory()) {
      throw new IllegalArgumentException(
          "Expected features that fit into maxMemory, "
              + Bytes.text(run.maxMemory())
              + "; in a directory(...) they take none. Received: "
              + Bytes.text(memory));
    }
    return request.directory() == null
        ? FeatureStore.inMemory(bytes)
        : FeatureStore.inFile(request.directory(), bytes);
  }

  private FeatureStore validationStore(FeatureRequest request, long bytes) {
    try {
      return store(request, bytes);
    } catch (RuntimeException | Error wrong) {
      trainStore.close();
      throw wrong;
    }
  }

  /** The same run on features. */
  FitRun run() {
    return run.with(train, validation);
  }

  /** Runs the steps behind the cut. */
  Runner runner() {
    return runner.behind(cut);
  }

  /** The bytes of memory that features take. */
  long memory() {
    return memory;
  }

  /** The steps that compute features. */
  List<StepGraphs.Key> keys() {
    List<StepGraphs.Key> keys = new ArrayList<>();
    keys.add(StepGraphs.Key.features(cut, size(run.train()), true));
    if (validation != null) {
      keys.add(StepGraphs.Key.features(cut, size(run.validation()), false));
    }
    return keys;
  }

  private static int size(BatchSource source) {
    return Math.min(source.batchSize(), source.samples());
  }

  /** Computes what the first epoch needs; of a source that runs on, that is seen when it opens. */
  void prepare(int epoch) {
    if (run.stepsPerEpoch() == 0) {
      train.fill(epoch);
    }
    if (validation != null) {
      validation.fill(0);
    }
  }

  private List<FloatBuffer> features(Batch batch, BatchSource source, boolean training) {
    checkGoingOn.accept("while features were computed");
    int size = Math.max(size(source), batch.size());
    List<FloatBuffer> features = runner.features(compilation, cut, batch.inputs(), size, training);
    if (!checked && batch.size() > 1) {
      checkSamplesApart(batch, size, training, features);
      checked = true;
    }
    return features;
  }

  /**
   * Refuses features of a sample that depend on the other samples of its batch, which are others in
   * each epoch: computes half of a batch again, with zeros in the place of the other half.
   */
  private void checkSamplesApart(
      Batch batch, int size, boolean training, List<FloatBuffer> features) {
    int half = batch.size() / 2;
    List<Tensor> halves = batch.inputs().stream().map(input -> input.slice(0, half)).toList();
    List<FloatBuffer> alone = runner.features(compilation, cut, halves, size, training);
    for (int i = 0; i < features.size(); i++) {
      int numbers = Math.toIntExact(cut.shapes().get(i).elements() * half);
      double largest = 0;
      double difference = 0;
      for (int k = 0; k < numbers; k++) {
        largest = Math.max(largest, Math.abs(features.get(i).get(k)));
        difference = Math.max(difference, Math.abs(features.get(i).get(k) - alone.get(i).get(k)));
      }
      if (difference > ROUNDING * largest) {
        throw new IllegalArgumentException(
            "Expected features that depend on their own sample alone, for cacheFeatures. Received: "
                + cut.title(i)
                + ", which are others in another batch");
      }
    }
  }

  @Override
  public void close() {
    try {
      trainStore.close();
    } finally {
      if (validationStore != null) {
        validationStore.close();
      }
    }
  }
}
