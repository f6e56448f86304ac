package io.github.markhor.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.callbacks.Plan;
import io.github.markhor.text.ProgressBar;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressPrinterTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private final List<String> notices = new ArrayList<>();

  private List<String> takeNotices() {
    List<String> taken = List.copyOf(notices);
    notices.clear();
    return taken;
  }

  /** One epoch of two batches; the times of the text are replaced. */
  private String printed(ProgressBar bar, int verbose) {
    ProgressPrinter printer = new ProgressPrinter(out, bar, () -> 0.25, this::takeNotices);
    printer.setParams(new Plan(0, 3, 2, Map.of(), verbose));
    Map<String, Double> logs = new LinkedHashMap<>();
    logs.put("loss", 0.5);
    logs.put("val_loss", 1e-5);
    printer.onTrainBegin();
    printer.onEpochBegin(0);
    printer.onTrainBatchEnd(0, logs);
    printer.onTrainBatchEnd(1, logs);
    printer.onEpochEnd(0, logs);
    printer.onTrainEnd(logs);
    String text = bytes.toString(StandardCharsets.UTF_8).replaceAll("\\d+(us|ms|s)\\b", "T");
    return text.replace(System.lineSeparator(), "\n");
  }

  @Test
  void anEpochIsOneLineWhereThereIsNoTerminal() {
    String line =
        "Epoch 1/3 - 2/2 - T - T/step - loss: 0.5000 - val_loss: 1.0000e-05"
            + " - waited for data: 25 %\n";
    assertEquals(line, printed(null, 2));
    bytes.reset();
    assertEquals(line, printed(null, 1));
  }

  @Test
  void aTerminalHasABar() {
    String text = printed(new ProgressBar(out, () -> 100), 1);
    assertTrue(text.startsWith("Epoch 1/3\n\r2/2 "), text);
    assertTrue(text.contains(" T T/step - loss: 0.5000 - val_loss: 1.0000e-05"), text);
    assertFalse(text.contains("ETA"), text);
  }

  @Test
  void noticesAreSaidOnceByWhatPrintsNext() {
    notices.add("Found 7 pictures");
    String text = printed(null, 2);
    assertEquals(List.of("Found 7 pictures"), text.lines().limit(1).toList());
    assertEquals(2, text.lines().count());
    bytes.reset();
    assertEquals(1, printed(null, 2).lines().count());
  }
}
