package io.github.markhor.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.markhor.backend.OperationProfile;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProfileTableTest {
  private static final OperationProfile QUICK =
      new OperationProfile("Sum", "", 0, 3_000_000, "java");
  private static final OperationProfile SLOW =
      new OperationProfile("Convolution", "f32:2x3:ab", 24_000_000, 6_000_000, "jit:avx2");

  @Test
  void theBestOfEachIsGivenSlowestFirst() {
    ProfileTable table = new ProfileTable();
    var first = table.run();
    first.accept(QUICK, 1_000_000);
    first.accept(SLOW, 5_000_000);
    first.accept(QUICK, 2_000_000);
    var second = table.run();
    second.accept(QUICK, 1_500_000);
    second.accept(SLOW, 3_000_000);
    second.accept(QUICK, 2_000_000);
    List<String> lines = table.lines();
    assertEquals(
        List.of(
            "    3.000  50.0      8.0     2.0  jit:avx2                      Convolution  f32:2x3:ab",
            "    2.000  33.3              1.5  java                          Sum",
            "    1.000  16.7              3.0  java                          Sum",
            "    6.000 100.0      4.0     2.0                                all of these"),
        lines.subList(1, lines.size()));
  }
}
