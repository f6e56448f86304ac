package io.github.markhor.callbacks;

import io.github.markhor.config.Require;
import io.github.markhor.text.Csv;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes the logs of each epoch as a line of a CSV file, after a header: the epoch, from 0, then
 * the numbers in alphabetical order of their names, {@code NA} for a missing one. A line is written
 * when its epoch ends. See <a href="https://keras.io/api/callbacks/csv_logger/">Keras:
 * CSVLogger</a>.
 */
public final class CSVLogger implements Callback {
  private final Path file;
  private final String separator;
  private final boolean append;
  private final Set<String> planned = new TreeSet<>();
  private List<String> columns;
  private boolean header;
  private BufferedWriter writer;

  private CSVLogger(Builder builder) {
    file = builder.file;
    separator = builder.separator;
    append = builder.append;
  }

  public static Builder builder(Path file) {
    Require.notNull("file", file);
    return new Builder(file);
  }

  public static Builder builder(String file) {
    Require.notNull("file", file);
    return builder(Path.of(file));
  }

  /** Keras's arguments and defaults. */
  public static final class Builder {
    private final Path file;
    private String separator = ",";
    private boolean append;

    private Builder(Path file) {
      this.file = file;
    }

    /** The text between two fields; default a comma. */
    public Builder separator(String separator) {
      this.separator = separator;
      return this;
    }

    /** Whether to append to a file that exists; default false, which replaces it. */
    public Builder append(boolean append) {
      this.append = append;
      return this;
    }

    public CSVLogger build() {
      return new CSVLogger(this);
    }
  }

  @Override
  public void setParams(Plan plan) {
    planned.clear();
    planned.addAll(plan.logs().keySet());
  }

  @Override
  public void onTrainBegin() {
    columns = null;
    try {
      header = !append || !Files.exists(file) || Files.size(file) == 0;
      // Opened before the first step, so that a file that cannot be written is refused at once.
      writer =
          Files.newBufferedWriter(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING);
    } catch (IOException problem) {
      throw new UncheckedIOException("The log " + file + " cannot be written.", problem);
    }
  }

  @Override
  public void onEpochEnd(int epoch, Map<String, Double> logs) {
    if (columns == null) {
      planned.addAll(logs.keySet());
      columns = new ArrayList<>(planned);
      if (header) {
        List<String> names = new ArrayList<>(List.of("epoch"));
        names.addAll(columns);
        write(names);
      }
    }
    List<String> fields = new ArrayList<>(List.of(Integer.toString(epoch)));
    for (String column : columns) {
      Double number = logs.get(column);
      fields.add(number == null ? "NA" : number.toString());
    }
    write(fields);
  }

  private void write(List<String> fields) {
    try {
      writer.write(
          String.join(
              separator, fields.stream().map(field -> Csv.field(field, separator)).toList()));
      writer.write('\n');
      writer.flush();
    } catch (IOException problem) {
      throw new UncheckedIOException("The log " + file + " cannot be written.", problem);
    }
  }

  @Override
  public void onTrainEnd(Map<String, Double> logs) {
    if (writer == null) {
      return;
    }
    try {
      writer.close();
    } catch (IOException problem) {
      throw new UncheckedIOException("The log " + file + " cannot be closed.", problem);
    } finally {
      writer = null;
    }
  }
}
