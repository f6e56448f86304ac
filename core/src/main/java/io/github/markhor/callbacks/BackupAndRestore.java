package io.github.markhor.callbacks;

import io.github.markhor.config.Require;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Resumes a training that was interrupted. The program is started again, builds and compiles the
 * same model, and {@code fit} with the same arguments begins where the last backup was made: with
 * its weights, optimizer state and learning rate, at the next batch. The sums of an epoch's loss
 * and metrics come back too, and what other callbacks remember ({@link Callback#saveState}), such
 * as the best value of EarlyStopping and the lines of CSVLogger: logs, files and decisions are
 * those of a training that was not interrupted. The history holds the epochs that are run or
 * completed by this {@code fit}. Where this callback stands among the others makes no difference.
 *
 * <p>A backup is one file, replaced at once, so that one is always whole; Keras's {@code
 * double_checkpoint} is not needed. The backup is deleted when {@code fit} ends without a failure,
 * and its folder if nothing else lies in it. One of another model, optimizer, loss or other metrics
 * is refused, and stays, as does a file of a backup's name that holds no backup. See <a
 * href="https://keras.io/api/callbacks/backup_and_restore/">Keras: BackupAndRestore</a>.
 */
public final class BackupAndRestore implements Callback {
  private static final Pattern NAME = Pattern.compile("backup-(\\d{1,9})-(\\d{1,9})\\.h5");

  /** A backup that is being written, under a name that no one else uses. */
  private static final String UNFINISHED = ".markhor-backup.h5";

  private final Path backupDir;
  private final int saveFreq;
  private final boolean deleteCheckpoint;

  private ModelInTraining model;
  private Progress resumed;
  private int steps;
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

    /** The callback. */
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
    resumed = null;
    List<Path> backups = backups();
    for (Path backup : backups) {
      if (!isBackup(backup)) {
        throw refused(
            "with how far the training had come", backup, "a model alone, or another file");
      }
    }
    if (!backups.isEmpty()) {
      Path latest = backups.get(backups.size() - 1);
      Progress progress = read(latest);
      model.restore(latest);
      resumed = progress;
    }
  }

  /** How far the training of a backup had come. */
  private Progress read(Path backup) {
    Progress progress;
    try {
      progress = ProgressAppendix.read(backup);
    } catch (IOException problem) {
      throw new UncheckedIOException("The backup " + backup + " cannot be read.", problem);
    }
    if (!progress.metrics().equals(model.metricsNames())) {
      throw refused("with the metrics " + model.metricsNames(), backup, "" + progress.metrics());
    }
    if (progress.next().batch() > 0 && progress.steps() != steps) {
      throw refused("in epochs of " + steps + " batches", backup, progress.steps() + " batches");
    }
    return progress;
  }

  private static IllegalArgumentException refused(String rule, Path backup, String received) {
    return new IllegalArgumentException(
        "Expected a backup of this training, "
            + rule
            + "; delete it to begin anew, or give this training a folder of its own. Received: "
            + received
            + " in "
            + backup);
  }

  @Override
  public Progress resume() {
    return resumed;
  }

  @Override
  public void onProgress(Position next, Supplier<Progress> progress) {
    boolean afterEpoch = next.batch() == 0;
    boolean wanted = afterEpoch;
    if (!afterEpoch) {
      batchesSinceSaving++;
      wanted = saveFreq > 0 && batchesSinceSaving >= saveFreq && next.batch() < steps;
    }
    if (wanted) {
      batchesSinceSaving = 0;
      save(next, progress.get());
    }
  }

  /** Both parts are written beside the backup that is there, and replace it at once. */
  private void save(Position next, Progress progress) {
    String name = String.format("backup-%d-%d.h5", next.epoch(), next.batch());
    Path file = backupDir.resolve(name);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !isBackup(file)) {
      throw refused("or none, under the name of its next one", file, "another file");
    }
    try {
      Path unfinished = backupDir.resolve(UNFINISHED);
      model.save(unfinished);
      ProgressAppendix.append(unfinished, progress);
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException problem) {
      throw new UncheckedIOException("The backup " + file + " cannot be written.", problem);
    }
    deleteAllBut(file);
  }

  /** Deletes backups; what has the name of one and is none is someone else's. */
  private void deleteAllBut(Path latest) {
    for (Path older : backups()) {
      if (!older.equals(latest) && isBackup(older)) {
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
    deleteAllBut(null);
    delete(backupDir.resolve(UNFINISHED));
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

  private static boolean isBackup(Path file) {
    try {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && ProgressAppendix.isIn(file);
    } catch (IOException problem) {
      throw new UncheckedIOException("The backup " + file + " cannot be read.", problem);
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
