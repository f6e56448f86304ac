package io.github.markhor.callbacks;

import io.github.markhor.config.Require;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Resumes a training that was interrupted. The program is started again, builds and compiles the
 * same model, and {@code fit} with the same arguments begins where the last backup was made: with
 * its weights, optimizer state and learning rate, at the next batch. The state of other callbacks,
 * such as the best value of EarlyStopping, begins anew, and an epoch that is resumed in its middle
 * has logs of its later batches only.
 *
 * <p>A backup is one file, replaced at once, so that one is always whole; Keras's {@code
 * double_checkpoint} is not needed. The backup is deleted when {@code fit} ends without a failure.
 * See <a href="https://keras.io/api/callbacks/backup_and_restore/">Keras: BackupAndRestore</a>.
 */
public final class BackupAndRestore implements Callback {
  private static final Pattern NAME = Pattern.compile("backup-(\\d+)-(\\d+)\\.h5");

  private final Path backupDir;
  private final int saveFreq;
  private final boolean deleteCheckpoint;

  private ModelInTraining model;
  private Position start;
  private int steps;
  private int epoch;
  private int batchesSinceSaving;
  private boolean failed;

  private BackupAndRestore(Builder builder) {
    backupDir = builder.backupDir;
    saveFreq = builder.saveFreq;
    deleteCheckpoint = builder.deleteCheckpoint;
  }

  /** For a folder of this training's backups alone; it is made if it does not exist. */
  public static Builder builder(Path backupDir) {
    Require.notNull("backupDir", backupDir);
    return new Builder(backupDir);
  }

  /** For a folder of this training's backups alone; it is made if it does not exist. */
  public static Builder builder(String backupDir) {
    Require.notNull("backupDir", backupDir);
    return builder(Path.of(backupDir));
  }

  /** Keras's arguments and defaults. */
  public static final class Builder {
    private final Path backupDir;
    private int saveFreq;
    private boolean deleteCheckpoint = true;

    private Builder(Path backupDir) {
      this.backupDir = backupDir;
    }

    /** Also makes a backup after every so many batches, counted through all epochs. */
    public Builder saveFreq(int batches) {
      if (batches < 1) {
        throw new IllegalArgumentException(
            "Expected a saveFreq of at least 1 batch. Received: saveFreq=" + batches);
      }
      saveFreq = batches;
      return this;
    }

    /** Whether the backup is deleted when {@code fit} ends without a failure; default true. */
    public Builder deleteCheckpoint(boolean deleteCheckpoint) {
      this.deleteCheckpoint = deleteCheckpoint;
      return this;
    }

    public BackupAndRestore build() {
      return new BackupAndRestore(this);
    }
  }

  @Override
  public void setModel(ModelInTraining model) {
    this.model = model;
  }

  @Override
  public void setParams(Plan plan) {
    steps = plan.steps();
    try {
      Files.createDirectories(backupDir);
      Files.delete(Files.createTempFile(backupDir, ".markhor", ".tmp"));
    } catch (IOException problem) {
      throw new UncheckedIOException(
          "Expected a folder to write backups to. Received: " + backupDir, problem);
    }
  }

  @Override
  public void onTrainBegin() {
    failed = false;
    batchesSinceSaving = 0;
    start = null;
    List<Path> backups = backups();
    if (!backups.isEmpty()) {
      Path latest = backups.get(backups.size() - 1);
      model.restore(latest);
      start = position(latest);
    }
  }

  @Override
  public Position start(Position planned) {
    return start == null ? planned : start;
  }

  @Override
  public void onEpochBegin(int epoch) {
    this.epoch = epoch;
  }

  @Override
  public void onTrainBatchEnd(int batch, Map<String, Double> logs) {
    if (saveFreq > 0 && ++batchesSinceSaving >= saveFreq && batch + 1 < steps) {
      save(new Position(epoch, batch + 1));
    }
  }

  @Override
  public void onEpochEnd(int epoch, Map<String, Double> logs) {
    save(new Position(epoch + 1, 0));
  }

  private void save(Position next) {
    batchesSinceSaving = 0;
    Path file = backupDir.resolve(String.format("backup-%d-%d.h5", next.epoch(), next.batch()));
    model.save(file);
    for (Path older : backups()) {
      if (!older.equals(file)) {
        delete(older);
      }
    }
  }

  @Override
  public void onTrainFailure(Throwable failure) {
    failed = true;
  }

  @Override
  public void onTrainEnd(Map<String, Double> logs) {
    if (failed || !deleteCheckpoint) {
      return;
    }
    backups().forEach(BackupAndRestore::delete);
    try (Stream<Path> rest = Files.list(backupDir)) {
      if (rest.findAny().isEmpty()) {
        Files.delete(backupDir);
      }
    } catch (IOException problem) {
      throw new UncheckedIOException("The backups in " + backupDir + " stay.", problem);
    }
  }

  /** The files of backups, the latest last. */
  private List<Path> backups() {
    try (Stream<Path> files = Files.list(backupDir)) {
      return files
          .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .sorted(
              Comparator.comparing(
                  BackupAndRestore::position,
                  Comparator.comparingInt(Position::epoch).thenComparingInt(Position::batch)))
          .toList();
    } catch (IOException problem) {
      throw new UncheckedIOException("The folder " + backupDir + " cannot be read.", problem);
    }
  }

  private static Position position(Path backup) {
    Matcher numbers = NAME.matcher(backup.getFileName().toString());
    if (!numbers.matches()) {
      throw new IllegalArgumentException("Expected the name of a backup. Received: " + backup);
    }
    return new Position(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2)));
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException problem) {
      throw new UncheckedIOException("The backup " + file + " cannot be deleted.", problem);
    }
  }
}
