package io.github.markhor.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TimesTest {
  private static Times of(int... millis) {
    Times times = new Times();
    for (int each : millis) {
      times.add(each * 1_000_000L);
    }
    return times;
  }

  @Test
  void percentilesAreThoseOfTheNearestRank() {
    // The example of the definition: of five values, 5 % are reached by the first, 30 and 40 % by
    // the second, 50 % by the third.
    Times times = of(40, 15, 50, 20, 35);
    assertEquals(15, times.percentileMillis(5));
    assertEquals(20, times.percentileMillis(30));
    assertEquals(20, times.percentileMillis(40));
    assertEquals(35, times.percentileMillis(50));
    assertEquals(50, times.percentileMillis(100));
    assertEquals(15, times.leastMillis());
    assertEquals(35, times.medianMillis());
  }

  @Test
  void ninetyNineOfAHundredLeaveOutTheSlowest() {
    Times times = new Times();
    for (int i = 3000; i >= 1; i--) {
      times.add(i * 1_000_000L);
    }
    assertEquals(2970, times.percentileMillis(99));
    assertEquals(3000, times.count());
  }

  @Test
  void partsAreOrderedTogether() {
    Times all = Times.together(List.of(of(7, 1), of(3), new Times()));
    assertEquals(3, all.count());
    assertEquals(3, all.medianMillis());
    assertEquals(7, all.percentileMillis(99));
  }

  @Test
  void nothingMeasuredHasNoPercentiles() {
    assertThrows(IllegalStateException.class, () -> new Times().percentileMillis(50));
  }
}
