package io.github.markhor.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.markhor.classifier.Classification.Score;
import io.github.markhor.text.Csv;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** How the classes of pictures are written, a line for each picture. */
enum PredictionFormat {
  /** For people: the picture, then classes and their probabilities. */
  TEXT {
    @Override
    void begin(PrintStream out, int top) {}

    @Override
    void write(PrintStream out, Path picture, int width, List<Score> scores) {
      StringBuilder line = new StringBuilder(String.format("%-" + width + "s", picture));
      for (Score score : scores) {
        line.append(
            String.format(Locale.ROOT, "  %s %.1f %%", score.name(), 100 * score.probability()));
      }
      out.println(line);
    }
  },
  /** {@code file,class,probability}, with the next classes behind. */
  CSV {
    @Override
    void begin(PrintStream out, int top) {
      StringBuilder header = new StringBuilder("file,class,probability");
      for (int k = 2; k <= top; k++) {
        header.append(",class_").append(k).append(",probability_").append(k);
      }
      out.println(header);
    }

    @Override
    void write(PrintStream out, Path picture, int width, List<Score> scores) {
      StringBuilder line = new StringBuilder(Csv.field(picture.toString()));
      for (Score score : scores) {
        line.append(',')
            .append(Csv.field(score.name()))
            .append(',')
            .append((float) score.probability());
      }
      out.println(line);
    }
  },
  /** {@code {"file": …, "classes": [{"name": …, "probability": …}]}}. */
  JSON {
    @Override
    void begin(PrintStream out, int top) {}

    @Override
    void write(PrintStream out, Path picture, int width, List<Score> scores) {
      ObjectNode line = MAPPER.createObjectNode().put("file", picture.toString());
      var classes = line.putArray("classes");
      for (Score score : scores) {
        classes
            .addObject()
            .put("name", score.name())
            .put("probability", (float) score.probability());
      }
      out.println(line);
    }
  };

  private static final ObjectMapper MAPPER = new ObjectMapper();

  abstract void begin(PrintStream out, int top);

  /** Writes a line; in one for people the picture's name takes at least so many columns. */
  abstract void write(PrintStream out, Path picture, int width, List<Score> scores);
}
