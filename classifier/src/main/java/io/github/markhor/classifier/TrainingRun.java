package io.github.markhor.classifier;

import io.github.markhor.CompileOptions;
import io.github.markhor.FitOptions;
import io.github.markhor.Model;
import io.github.markhor.callbacks.BackupAndRestore;
import io.github.markhor.callbacks.CSVLogger;
import io.github.markhor.callbacks.Callback;
import io.github.markhor.callbacks.EarlyStopping;
import io.github.markhor.callbacks.ReduceLROnPlateau;
import io.github.markhor.data.BadPictures;
import io.github.markhor.data.DirectoryImages;
import io.github.markhor.data.Flow;
import io.github.markhor.data.Folders;
import io.github.markhor.data.ImageDataGenerator;
import io.github.markhor.data.ImageDataGeneratorBuilder;
import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.Input;
import io.github.markhor.losses.CategoricalCrossentropy;
import io.github.markhor.network.BuiltLayer;
import io.github.markhor.optimizers.Adam;
import io.github.markhor.reports.Evaluation;
import io.github.markhor.reports.HtmlReport;
import io.github.markhor.reports.TrainingCurves;
import io.github.markhor.split.Fold;
import io.github.markhor.split.TrainTestSplit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One run of a {@link ClassifierTraining}: sources, network, one phase or two, results. */
final class TrainingRun {
  private static final double LEARNING_RATE = 1e-3;
  private static final double FINE_LEARNING_RATE = 1e-5;
  private static final int PATIENCE = 8;

  /** A validation loss that falls by less is as good as one that stays. */
  private static final double LEAST_GAIN = 1e-3;

  private static final int LR_PATIENCE = 4;

  private final ClassifierTraining plan;
  private final TrainingFiles files;

  /** Which pictures validate; null where a folder does. */
  private Fold split;

  TrainingRun(ClassifierTraining plan) {
    this.plan = plan;
    this.files = new TrainingFiles(plan.out);
  }

  ImageClassifier run() {
    Map<String, Integer> counts = Folders.classCounts(plan.data);
    if (counts.size() < 2) {
      throw new IllegalArgumentException(
          "Expected a folder with a folder of pictures for each of at least two classes. Received: "
              + plan.data
              + " with "
              + (counts.isEmpty() ? "none" : counts.keySet()));
    }
    int pictures = counts.values().stream().mapToInt(Integer::intValue).sum();
    PictureInput input = input();
    files.begin(plan.settings(input), plan.resume, plan.overwrite);
    plan.log.accept(
        String.format(
            Locale.ROOT, "%,d pictures of %d classes: %s", pictures, counts.size(), some(counts)));
    Model model = null;
    try (DirectoryImages test = source(false, false, input)) {
      model = train(input, test, pictures);
      model.setClassNames(test.classNames());
      ImageClassifier classifier = ImageClassifier.of(model, input);
      classifier.save(plan.out);
      report(model, test);
      files.end();
      plan.log.accept("The classifier is in " + plan.out);
      return classifier;
    } catch (RuntimeException | Error problem) {
      if (model != null) {
        model.close();
      }
      throw problem;
    }
  }

  /** A report that cannot be drawn is no reason to lose the training. */
  private void report(Model model, DirectoryImages test) {
    Evaluation evaluation = Evaluation.of(model, test);
    try {
      TrainingCurves curves = TrainingCurves.of(files.history());
      HtmlReport.of(model, curves, evaluation, test).save(files.report());
      plan.log.accept("How well it does is in " + files.report());
    } catch (IllegalStateException problem) {
      plan.log.accept("There is no report: " + problem.getMessage());
    }
    plan.log.accept(
        String.format(
            Locale.ROOT,
            "%.1f %% of %,d pictures that it was not trained with are classified right",
            100 * evaluation.accuracy(),
            evaluation.size()));
  }

  private static String some(Map<String, Integer> counts) {
    List<String> each =
        counts.entrySet().stream().limit(5).map(e -> e.getValue() + " " + e.getKey()).toList();
    return String.join(", ", each) + (counts.size() > each.size() ? " and others" : "");
  }

  private PictureInput input() {
    int[] size = plan.size;
    if (size == null && plan.base != null) {
      size = plan.base.size();
    } else if (size == null) {
      Folders.CommonSize common = Folders.commonestSize(plan.data);
      size = NetworkChoice.size(common.height(), common.width());
    }
    return PictureInput.of(size[0], size[1]);
  }

  /**
   * A source of the pictures to train with, or of those to validate with, which are neither turned
   * nor shuffled.
   */
  private DirectoryImages source(boolean training, boolean augment, PictureInput input) {
    ImageDataGeneratorBuilder builder = input.generator();
    if (augment) {
      builder
          .rotationRange(15)
          .widthShiftRange(0.1)
          .heightShiftRange(0.1)
          .zoomRange(0.15)
          .horizontalFlip(true);
    }
    Flow flow =
        input
            .flow()
            .batchSize(plan.batchSize)
            .seed(plan.seed)
            .shuffle(training)
            .badPictures(BadPictures.skip());
    if (plan.validation != null) {
      return builder.build().flowFromDirectory(training ? plan.data : plan.validation, flow);
    }
    if (split == null) {
      split = split();
    }
    int[] samples = training ? split.train() : split.validation();
    return builder.build().flowFromDirectory(plan.data, flow.samples(samples));
  }

  /** The split by the seed; of each class the same share. */
  private Fold split() {
    try (DirectoryImages all =
        ImageDataGenerator.builder().build().flowFromDirectory(plan.data, Flow.defaults())) {
      return TrainTestSplit.of(plan.validationSplit).seed(plan.seed).stratify(all.classes());
    }
  }

  private Model train(PictureInput input, DirectoryImages test, int pictures) {
    int classes = test.classNames().size();
    if (plan.base == null) {
      Model model =
          NetworkChoice.network(
              input.height(), input.width(), 3, classes, pictures, plan.policy, plan.seed);
      return closedOnFailure(
          model,
          () -> {
            plan.log.accept(
                String.format(
                    Locale.ROOT,
                    "A network of %,d parameters on pictures of %s",
                    model.countParams(),
                    input));
            compile(model, LEARNING_RATE);
            fit(model, input, test, "train", 0, plan.epochs(), plan.augment, false);
          });
    }
    Input symbol = Input.of(input.height(), input.width(), 3).name("pictures");
    try (Model base = plan.base.features(input.height(), input.width(), plan.policy)) {
      Symbol features = base.applyInference(plan.base.prepare(symbol));
      Model model = NetworkChoice.withHead(symbol, features, classes, plan.seed);
      return closedOnFailure(model, () -> fineTune(model, base, input, test));
    }
  }

  private static Model closedOnFailure(Model model, Runnable work) {
    try {
      work.run();
      return model;
    } catch (RuntimeException | Error problem) {
      model.close();
      throw problem;
    }
  }

  private void fineTune(Model model, Model base, PictureInput input, DirectoryImages test) {
    plan.log.accept(
        String.format(
            Locale.ROOT,
            "A new head on %s, %,d parameters, on pictures of %s",
            plan.base,
            base.countParams(),
            input));
    base.setTrainable(false);
    compile(model, LEARNING_RATE);
    if (files.hasHead()) {
      model.loadWeights(files.head());
      plan.log.accept("The head was trained before");
    } else {
      // Features of pictures that are the same in every epoch are computed once.
      files.saveHead(model, fit(model, input, test, "head", 0, plan.epochs(), false, true));
    }
    if (plan.fineEpochs() == 0) {
      return;
    }
    List<BuiltLayer> layers = base.layers();
    layers
        .subList(Math.max(0, layers.size() - plan.fineLayers), layers.size())
        .forEach(layer -> layer.setTrainable(true));
    compile(model, FINE_LEARNING_RATE);
    plan.log.accept("The head and the last " + plan.fineLayers + " layers of " + plan.base);
    int from = files.headEpochs();
    fit(model, input, test, "fine", from, from + plan.fineEpochs(), plan.augment, false);
  }

  private static void compile(Model model, double learningRate) {
    model.compile(
        Adam.of(learningRate),
        CategoricalCrossentropy.of(),
        CompileOptions.defaults().metrics("accuracy"));
  }

  /** Trains from one epoch to before another, and gives the last one that it came to, plus one. */
  private int fit(
      Model model,
      PictureInput input,
      DirectoryImages test,
      String phase,
      int from,
      int to,
      boolean augment,
      boolean cached) {
    List<Callback> callbacks =
        new ArrayList<>(
            Arrays.asList(
                ReduceLROnPlateau.builder().patience(LR_PATIENCE).factor(0.3).build(),
                EarlyStopping.builder()
                    .patience(PATIENCE)
                    .minDelta(LEAST_GAIN)
                    .restoreBestWeights(true)
                    .build(),
                CSVLogger.builder(files.history()).append(from > 0).build(),
                BackupAndRestore.builder(files.backup(phase)).build()));
    callbacks.addAll(plan.callbacks);
    FitOptions options =
        FitOptions.defaults()
            .initialEpoch(from)
            .epochs(to)
            .validation(test)
            .verbose(plan.verbose)
            .callbacks(callbacks);
    try (DirectoryImages train = source(true, augment, input)) {
      List<Integer> epochs = model.fit(train, cached ? options.cacheFeatures() : options).epochs();
      return epochs.isEmpty() ? to : epochs.get(epochs.size() - 1) + 1;
    }
  }
}
