package io.github.markhor.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Markhor computes what Keras computes, in the cases that lie in the project. */
class KerasCasesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "layers",
        "losses",
        "metrics",
        "optimizers",
        "schedules",
        "initializers",
        "training",
        "functional"
      })
  void everyCaseOfTheGroupPasses(String group) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int status;
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      status = Conformance.run(out, "cases", group, "--pending", "pending.txt");
    }
    assertEquals(0, status, () -> bytes.toString(StandardCharsets.UTF_8));
  }
}
