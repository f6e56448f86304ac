package io.github.markhor.callbacks;

import io.github.markhor.config.Require;
import io.github.markhor.text.Csv;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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
 * when its epoch ends; a folder that is missing is made. See <a
 * href="https://keras.io/api/callbacks/csv_logger/">Keras: CSVLogger</a>.
 */
public final class CSVLogger implements Callback {
  /** What spreadsheets put before UTF-8. */
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private static final String EPOCH = "epoch";
  private static final String LENGTH = "length";
  private static final String COLUMNS = "columns";

  private final Path file;
  private final String separator;
  private final boolean append;
  private final Set<String> planned = new TreeSet<>();

  /** The names of the columns behind the epoch; null before they are known. */
  private List<String> columns;

  private FileChannel channel;

  /** The bytes of the file that stay, until the first line is written; -1 for all. */
  private long kept;

  private boolean failed;

  private CSVLogger(Builder builder) {
    file = builder.file;
    separator = builder.separator;
    append = builder.append;
  }

  /** Logs into a file, which is replaced when a training begins. */
  public static Builder builder(Path file) {
    Require.notNull("file", file);
    return new Builder(file);
  }

  /** Logs into a file, which is replaced when a training begins. */
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

    /**
     * Whether to append to a file that exists; default false, which replaces it. The columns are
     * those of the file then; it is refused, before the first step, if it lacks one of the numbers
     * to be logged.
     */
    public Builder append(boolean append) {
      this.append = append;
      return this;
    }

    /** The callback. */
    public CSVLogger build() {
      return new CSVLogger(this);
    }
  }

  @Override
  public void setParams(Plan plan) {
    planned.clear();
    planned.addAll(plan.logs().keySet());
    columns = append ? columnsOfFile() : null;
    if (columns != null) {
      checkColumns(planned);
    }
  }

  /** The columns of the file that is there, without the epoch; null if there is none. */
  private List<String> columnsOfFile() {
    if (!Files.exists(file)) {
      return null;
    }
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      String line = reader.readLine();
      if (line == null) {
        return null;
      }
      if (line.startsWith(BYTE_ORDER_MARK)) {
        line = line.substring(BYTE_ORDER_MARK.length());
      }
      List<String> names = Csv.fields(line, separator);
      if (!names.get(0).equals(EPOCH)) {
        throw new IllegalArgumentException(
            "Expected a log of CSVLogger to append to, whose header begins with epoch, in fields"
                + " between \""
                + separator
                + "\". Received: "
                + file
                + " with the header "
                + line);
      }
      return names.subList(1, names.size());
    } catch (CharacterCodingException other) {
      throw new IllegalArgumentException(
          "Expected a log of CSVLogger in UTF-8 to append to; take another file. Received: "
              + file
              + ", in another encoding",
          other);
    } catch (IOException problem) {
      throw new UncheckedIOException("The log " + file + " cannot be read.", problem);
    }
  }

  private void checkColumns(Set<String> names) {
    if (!columns.containsAll(names)) {
      throw new IllegalArgumentException(
          "Expected a log to append to that has a column for each number; take another file, or"
              + " append(false) to replace it. Received: "
              + file
              + " with the columns "
              + columns
              + " for the numbers "
              + names);
    }
  }

  @Override
  public void onTrainBegin() {
    kept = append ? -1 : 0;
    failed = false;
    try {
      // Opened before the first step, so that a file that cannot be written is refused at once.
      Files.createDirectories(file.toAbsolutePath().getParent());
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (IOException problem) {
      throw new UncheckedIOException("The log " + file + " cannot be written.", problem);
    }
  }

  /** The bytes of the file and its columns: lines of epochs that are run again are taken back. */
  @Override
  public void saveState(CallbackState state) {
    if (channel != null && columns != null) {
      try {
        state.number(LENGTH, kept >= 0 ? kept : channel.size());
      } catch (IOException problem) {
        throw new UncheckedIOException("The log " + file + " cannot be read.", problem);
      }
      state.text(COLUMNS, String.join("\n", columns));
    }
  }

  @Override
  public void restoreState(CallbackState state) {
    kept = state.number(LENGTH).longValue();
    String names = state.text(COLUMNS);
    columns = names.isEmpty() ? List.of() : List.of(names.split("\n", -1));
  }

  @Override
  public void onEpochEnd(int epoch, Map<String, Double> logs) {
    try {
      begin();
      if (columns == null) {
        planned.addAll(logs.keySet());
        columns = List.copyOf(planned);
      }
      checkColumns(logs.keySet());
      endLine();
      if (channel.size() == 0) {
        List<String> names = new ArrayList<>(List.of(EPOCH));
        names.addAll(columns);
        write(names);
      }
      List<String> fields = new ArrayList<>(List.of(Integer.toString(epoch)));
      for (String column : columns) {
        Double number = logs.get(column);
        fields.add(number == null ? "NA" : number.toString());
      }
      write(fields);
    } catch (IOException problem) {
      throw new UncheckedIOException("The log " + file + " cannot be written.", problem);
    }
  }

  /** Takes back the lines that do not stay, and goes to the end. */
  private void begin() throws IOException {
    if (kept >= 0) {
      channel.truncate(kept);
      kept = -1;
    }
    channel.position(channel.size());
  }

  /** Ends a last line that another program, or a crash, left without its end. */
  private void endLine() throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    if (channel.size() > 0
        && channel.read(last, channel.size() - 1) == 1
        && last.get(0) != '\n'
        && last.get(0) != '\r') {
      channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
    }
  }

  private void write(List<String> fields) throws IOException {
    String line =
        String.join(separator, fields.stream().map(field -> Csv.field(field, separator)).toList());
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public void onTrainFailure(Throwable failure) {
    failed = true;
  }

  @Override
  public void onTrainEnd(Map<String, Double> logs) {
    if (channel == null) {
      return;
    }
    try (FileChannel closed = channel) {
      if (!failed) {
        begin();
      }
    } catch (IOException problem) {
      throw new UncheckedIOException("The log " + file + " cannot be closed.", problem);
    } finally {
      channel = null;
    }
  }
}
