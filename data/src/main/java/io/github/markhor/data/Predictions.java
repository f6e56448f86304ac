package io.github.markhor.data;

import io.github.markhor.data.write.SafeFiles;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.text.Csv;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A model's predictions for files, as a table for other programs. */
public final class Predictions {
  private static final double THRESHOLD = 0.5;

  private Predictions() {}

  /**
   * Writes a CSV file: for each picture its name, the likeliest class, that class's probability,
   * and the probability of each class. It is in its place only when it is whole.
   *
   * @param filenames the pictures, as {@link FileImages#readFilenames} gives them
   * @param predictions (N, classes), or (N, 1): the probability of the second of two classes
   * @param classNames the classes in the order of their numbers
   * @throws IllegalArgumentException if the numbers of files, rows, columns and classes do not fit
   */
  public static void save(
      Path file, List<String> filenames, Tensor predictions, List<String> classNames) {
    int units = predictions.shape().size(-1);
    boolean fits =
        predictions.shape().rank() == 2
            && predictions.shape().size(0) == filenames.size()
            && (units == classNames.size() || (units == 1 && classNames.size() == 2));
    if (!fits) {
      throw new IllegalArgumentException(
          "Expected predictions of shape (files, classes) for "
              + filenames.size()
              + " files and the classes "
              + classNames
              + ". Received: "
              + predictions.shape());
    }
    StringBuilder text = new StringBuilder("file,class,probability");
    classNames.forEach(name -> text.append(',').append(Csv.field(name)));
    text.append('\n');
    for (int i = 0; i < filenames.size(); i++) {
      row(text, filenames.get(i), predictions.slice(i, i + 1).toArray(), classNames);
    }
    write(file, text);
  }

  private static void row(
      StringBuilder text, String name, float[] outputs, List<String> classNames) {
    float[] each = outputs;
    if (outputs.length < classNames.size()) {
      each = new float[] {1 - outputs[0], outputs[0]};
    }
    int likeliest = 0;
    for (int c = 1; c < each.length; c++) {
      likeliest = each[c] > each[likeliest] ? c : likeliest;
    }
    if (outputs.length < classNames.size()) {
      likeliest = outputs[0] > THRESHOLD ? 1 : 0;
    }
    text.append(Csv.field(name)).append(',').append(Csv.field(classNames.get(likeliest)));
    text.append(',').append(each[likeliest]);
    for (float probability : each) {
      text.append(',').append(probability);
    }
    text.append('\n');
  }

  private static void write(Path file, CharSequence text) {
    try {
      SafeFiles.replace(
          file, temporary -> Files.writeString(temporary, text, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file + ": " + e, e);
    }
  }
}
