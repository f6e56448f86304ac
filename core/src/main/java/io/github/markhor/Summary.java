package io.github.markhor;

import io.github.markhor.backend.TrainingMemory;
import io.github.markhor.network.BuiltLayer;
import io.github.markhor.tensor.Bytes;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of a model's layers, as Keras 3 prints it. */
final class Summary {
  private static final String[] HEADINGS = {"Layer (type)", "Output Shape", "Param #"};

  /** Keras's widths at its default line length, widened where a text is longer. */
  private static final int[] WIDTHS = {31, 22, 13};

  private Summary() {}

  /** The layers, shapes and numbers of parameters. */
  static String of(Model model) {
    List<String[]> rows = new ArrayList<>();
    rows.add(HEADINGS);
    long trainable = 0;
    long total = 0;
    for (BuiltLayer layer : model.layers()) {
      rows.add(
          new String[] {
            layer.name() + " (" + layer.layer().className() + ")",
            withBatch(layer.outputShape()),
            String.format(Locale.ROOT, "%,d", layer.parameters())
          });
      total += layer.parameters();
      trainable +=
          layer
              .withInner()
              .filter(BuiltLayer::trainable)
              .flatMap(each -> each.ownWeights().stream())
              .filter(weight -> weight.spec().trainable())
              .mapToLong(weight -> weight.variable().shape().elements())
              .sum();
    }
    int[] widths = WIDTHS.clone();
    for (String[] row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row[column].length());
      }
    }
    StringBuilder text = new StringBuilder("Model: \"" + model.name() + "\"\n");
    text.append(line("┏━", "━", "━┳━", "━┓", widths));
    text.append(row("┃", rows.get(0), widths));
    for (int i = 1; i < rows.size(); i++) {
      text.append(
          i == 1 ? line("┡━", "━", "━╇━", "━┩", widths) : line("├─", "─", "─┼─", "─┤", widths));
      text.append(row("│", rows.get(i), widths));
    }
    text.append(line("└─", "─", "─┴─", "─┘", widths));
    TrainingState state = model.stateIfAny();
    long slots =
        state == null
            ? 0
            : state.slots().values().stream().mapToLong(slot -> slot.shape().elements()).sum();
    text.append(count("Total params", total + slots));
    text.append(count("Trainable params", trainable));
    text.append(count("Non-trainable params", total - trainable));
    if (slots > 0) {
      text.append(count("Optimizer params", slots));
    }
    return text.toString();
  }

  /**
   * The memory of training on batches of a size; nothing before {@code compile}, or where only a
   * batch tells the size of its inputs.
   */
  static String memory(Model model, int batchSize) {
    TrainingState state = model.stateIfAny();
    if (state == null || !model.inputShape().isKnown()) {
      return "";
    }
    TrainingMemory memory = state.memory(batchSize);
    return " Training memory at batch "
        + batchSize
        + ": "
        + Bytes.text(memory.total())
        + "\n  "
        + memory.parts()
        + "\n  arena at its fullest: "
        + memory.held()
        + "\n";
  }

  private static String withBatch(Shape shape) {
    StringBuilder text = new StringBuilder("(None");
    for (int size : shape.toArray()) {
      text.append(", ").append(size == Shape.UNKNOWN ? "None" : size);
    }
    return text.append(')').toString();
  }

  private static String line(String left, String fill, String middle, String right, int[] widths) {
    StringBuilder text = new StringBuilder(left);
    for (int column = 0; column < widths.length; column++) {
      text.append(column == 0 ? "" : middle).append(fill.repeat(widths[column]));
    }
    return text.append(right).append('\n').toString();
  }

  private static String row(String bar, String[] cells, int[] widths) {
    StringBuilder text = new StringBuilder(bar);
    for (int column = 0; column < cells.length; column++) {
      String pad = " ".repeat(widths[column] - cells[column].length());
      // Numbers stand right, as in Keras, all else left.
      boolean right = column == 2 && !cells[column].equals(HEADINGS[2]);
      text.append(' ')
          .append(right ? pad + cells[column] : cells[column] + pad)
          .append(' ')
          .append(bar);
    }
    return text.append('\n').toString();
  }

  private static String count(String what, long parameters) {
    return String.format(
        Locale.ROOT, " %s: %,d (%s)%n", what, parameters, Bytes.text(parameters * Float.BYTES));
  }
}
