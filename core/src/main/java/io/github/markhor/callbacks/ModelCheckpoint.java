package io.github.markhor.callbacks;

import io.github.markhor.config.Require;
import io.github.markhor.file.ModelFormats;
import io.github.markhor.metrics.Direction;
import io.github.markhor.text.Names;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Saves the model, or its weights alone, after epochs, or after every so many batches. The file's
 * name may hold numbers to be filled in, {@code {epoch:02d}}, counted from 1, and those of the
 * logs, {@code {val_loss:.2f}}; an epoch that lacks one of them is not saved. A file is replaced
 * atomically, so that an interruption leaves the old one or the new one. An unknown monitor or a
 * folder that cannot be written is refused before the first epoch, and an error while saving ends
 * the training, unlike in Keras. The best value so far is kept from one {@code fit} to the next.
 * See <a href="https://keras.io/api/callbacks/model_checkpoint/">Keras: ModelCheckpoint</a>.
 *
 * <pre>{@code
 * ModelCheckpoint best =
 *     ModelCheckpoint.builder("best.keras").monitor("val_loss").saveBestOnly(true).build();
 * }</pre>
 */
public final class ModelCheckpoint implements Callback {
  private final FilePattern file;
  private final Monitor monitor;
  private final boolean verbose;
  private final boolean saveBestOnly;
  private final boolean saveWeightsOnly;
  private final int saveFreq;
  private final Saver saver;

  private ModelInTraining model;
  private Double best;
  private Path lastSaved;
  private int epoch;
  private int batchesSinceSaving;

  /** Writes a file. */
  @FunctionalInterface
  interface Saver {
    void save(ModelInTraining model, Path file);
  }

  private ModelCheckpoint(Builder builder) {
    file = new FilePattern(builder.file);
    monitor = new Monitor("ModelCheckpoint", builder, 0);
    verbose = builder.verbose > 0;
    saveBestOnly = builder.saveBestOnly;
    saveFreq = builder.saveFreq;
    best = builder.initialValueThreshold;
    saveWeightsOnly = builder.saveWeightsOnly;
    saver = builder.saver != null ? builder.saver : saver(saveWeightsOnly);
  }

  private static Saver saver(boolean saveWeightsOnly) {
    return saveWeightsOnly ? ModelInTraining::saveWeights : ModelInTraining::save;
  }

  /** For a file, whose name may hold numbers to be filled in. */
  public static Builder builder(String file) {
    Require.notNull("file", file);
    return new Builder(file);
  }

  /** For a file; a name with colons, as numbers to be filled in have, is no path on Windows. */
  public static Builder builder(Path file) {
    Require.notNull("file", file);
    return builder(file.toString());
  }

  /** Keras's arguments and defaults. */
  public static final class Builder extends MonitorBuilder<Builder> {
    private final String file;
    private boolean saveBestOnly;
    private boolean saveWeightsOnly;
    private int saveFreq;
    private Double initialValueThreshold;
    private Saver saver;

    private Builder(String file) {
      this.file = Require.notNull("file", file);
    }

    /** Whether to save only when the monitored number is better than ever; default false. */
    public Builder saveBestOnly(boolean saveBestOnly) {
      this.saveBestOnly = saveBestOnly;
      return this;
    }

    /**
     * Whether to save the weights alone, as {@link ModelInTraining#saveWeights} does, for {@code
     * Model.loadWeights}; default false, the whole model. The file's name ends in {@code .h5} all
     * the same, where Keras 3 wants {@code .weights.h5}.
     */
    public Builder saveWeightsOnly(boolean saveWeightsOnly) {
      this.saveWeightsOnly = saveWeightsOnly;
      return this;
    }

    /** Saves after every so many batches, counted through all epochs, instead of after epochs. */
    public Builder saveFreq(int batches) {
      if (batches < 1) {
        throw new IllegalArgumentException(
            "Expected a saveFreq of at least 1 batch. Received: saveFreq=" + batches);
      }
      this.saveFreq = batches;
      return this;
    }

    /** The number that the first saved one must beat; default none. */
    public Builder initialValueThreshold(double initialValueThreshold) {
      this.initialValueThreshold = initialValueThreshold;
      return this;
    }

    Builder saver(Saver saver) {
      this.saver = saver;
      return this;
    }

    /**
     * Makes the callback.
     *
     * @throws IllegalArgumentException if the numbers in the file's name are not well-formed
     */
    public ModelCheckpoint build() {
      return new ModelCheckpoint(this);
    }
  }

  /** The best value of the monitored number so far, or NaN before there is one. */
  public double best() {
    return best == null ? Double.NaN : best;
  }

  /** The file that was written last, or null. */
  public Path lastSaved() {
    return lastSaved;
  }

  @Override
  public void setModel(ModelInTraining model) {
    this.model = model;
  }

  @Override
  public void setParams(Plan plan) {
    Map<String, Direction> logs = new LinkedHashMap<>(plan.logs());
    if (saveFreq > 0) {
      // Numbers that an epoch's end brings are missing while its batches run.
      logs.keySet().removeIf(name -> name.startsWith("val_") || name.equals(LearningRates.LOG));
    }
    if (saveBestOnly) {
      monitor.setParams(logs);
    }
    Set<String> known = new LinkedHashSet<>(logs.keySet());
    known.add("epoch");
    if (saveFreq > 0) {
      known.add("batch");
    }
    for (String name : file.names()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "Expected numbers in the file name of ModelCheckpoint from "
                + known
                + ". "
                + Names.received(known, name)
                + ", in "
                + file);
      }
    }
    Map<String, Number> ones = new HashMap<>();
    file.names().forEach(name -> ones.put(name, 1));
    checkWritable(Path.of(file.fill(ones)));
  }

  /** Makes the folder, as Keras does, and a file in it. */
  private void checkWritable(Path example) {
    if (saveWeightsOnly) {
      ModelFormats.forWritingWeights(example);
    } else {
      ModelFormats.forWriting(example);
    }
    Path start = Path.of(file.fixedStart() + "_").toAbsolutePath().getParent();
    try {
      Files.createDirectories(start);
      Files.delete(Files.createTempFile(start, ".markhor", ".tmp"));
    } catch (IOException problem) {
      throw new UncheckedIOException(
          "Expected a folder to write checkpoints to. Received: " + start, problem);
    }
    if (Files.isDirectory(example)) {
      throw new IllegalArgumentException(
          "Expected a file to write checkpoints to. Received a folder: " + example);
    }
  }

  @Override
  public void onTrainBegin() {
    batchesSinceSaving = 0;
  }

  @Override
  public void saveState(CallbackState state) {
    state
        .number("best", best)
        .number("batches_since_saving", batchesSinceSaving)
        .text("last_saved", lastSaved == null ? null : lastSaved.toString());
  }

  @Override
  public void restoreState(CallbackState state) {
    best = state.number("best");
    batchesSinceSaving = state.whole("batches_since_saving");
    String saved = state.text("last_saved");
    lastSaved = saved == null ? null : Path.of(saved);
  }

  @Override
  public void onEpochBegin(int epoch) {
    this.epoch = epoch;
  }

  @Override
  public void onTrainBatchEnd(int batch, Map<String, Double> logs) {
    if (saveFreq > 0 && ++batchesSinceSaving >= saveFreq) {
      batchesSinceSaving = 0;
      Map<String, Number> numbers = new HashMap<>(logs);
      numbers.put("batch", batch + 1);
      consider(numbers, logs);
    }
  }

  @Override
  public void onEpochEnd(int epoch, Map<String, Double> logs) {
    if (saveFreq == 0) {
      consider(new HashMap<>(logs), logs);
    }
  }

  private void consider(Map<String, Number> numbers, Map<String, Double> logs) {
    numbers.put("epoch", epoch + 1);
    Double current = monitor.value(logs);
    boolean wanted = !saveBestOnly || (current != null && monitor.isBetter(current, best));
    if (!wanted) {
      say(monitor + " did not improve from " + text(best));
      return;
    }
    if (!numbers.keySet().containsAll(file.names())) {
      return;
    }
    Path path = Path.of(file.fill(numbers));
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
    } catch (IOException problem) {
      throw new UncheckedIOException("The folder of " + path + " cannot be made.", problem);
    }
    saver.save(model, path);
    lastSaved = path;
    String saving = "saving model to " + path;
    if (saveBestOnly) {
      saving = monitor + " improved from " + text(best) + " to " + text(current) + ", " + saving;
      best = current;
    }
    say(saving);
  }

  private static String text(Double value) {
    return value == null ? "None" : String.format(Locale.ROOT, "%.5f", value);
  }

  private void say(String what) {
    if (verbose) {
      System.out.println("Epoch " + (epoch + 1) + ": " + what);
    }
  }
}
