package io.github.markhor.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Holds memory plans to their promises, on requests drawn at random. */
class MemoryPlanTest {
  private static long end(MemoryPlan plan, List<MemoryPlan.Request> requests, int i) {
    return plan.offset(i) + requests.get(i).bytes();
  }

  private static List<MemoryPlan.Request> draw(Random source) {
    List<MemoryPlan.Request> requests = new ArrayList<>();
    int count = source.nextInt(60);
    for (int i = 0; i < count; i++) {
      long bytes = source.nextInt(8) == 0 ? 0 : 1 + source.nextInt(source.nextInt(5000) + 1);
      int first = source.nextInt(40);
      requests.add(new MemoryPlan.Request(bytes, first, first + source.nextInt(12)));
    }
    return requests;
  }

  @Test
  void whatLivesAtOneTimeDoesNotOverlap() {
    Random source = new Random(4);
    for (int round = 0; round < 300; round++) {
      List<MemoryPlan.Request> requests = draw(source);
      MemoryPlan plan = MemoryPlan.of(requests);
      for (int i = 0; i < requests.size(); i++) {
        MemoryPlan.Request a = requests.get(i);
        assertEquals(0, plan.offset(i) % MemoryPlan.ALIGNMENT);
        assertTrue(plan.offset(i) >= 0 && end(plan, requests, i) <= plan.bytes());
        for (int j = 0; j < i; j++) {
          MemoryPlan.Request b = requests.get(j);
          boolean together = a.first() <= b.last() && b.first() <= a.last();
          boolean apart =
              end(plan, requests, i) <= plan.offset(j) || end(plan, requests, j) <= plan.offset(i);
          assertTrue(!together || apart || a.bytes() == 0 || b.bytes() == 0, a + " and " + b);
        }
      }
    }
  }

  @Test
  void theArenaLiesBetweenWhatMustAndWhatCanBeNeeded() {
    Random source = new Random(5);
    for (int round = 0; round < 300; round++) {
      List<MemoryPlan.Request> requests = draw(source);
      long largest = 0;
      for (int time = 0; time < 60; time++) {
        int at = time;
        largest =
            Math.max(
                largest,
                requests.stream()
                    .filter(request -> request.first() <= at && at <= request.last())
                    .mapToLong(MemoryPlan.Request::bytes)
                    .sum());
      }
      long all = requests.stream().mapToLong(r -> (r.bytes() + 63) / 64 * 64).sum();
      long bytes = MemoryPlan.of(requests).bytes();
      assertTrue(largest <= bytes && bytes <= all, largest + " <= " + bytes + " <= " + all);
    }
  }

  @Test
  void equalRequestsGiveEqualPlans() {
    List<MemoryPlan.Request> requests = draw(new Random(11));
    MemoryPlan first = MemoryPlan.of(requests);
    MemoryPlan second = MemoryPlan.of(List.copyOf(requests));
    for (int i = 0; i < requests.size(); i++) {
      assertEquals(first.offset(i), second.offset(i));
    }
  }

  @Test
  void memoryIsUsedAgain() {
    List<MemoryPlan.Request> chain = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      chain.add(new MemoryPlan.Request(1000, i, i + 1));
    }
    assertEquals(2 * 1024, MemoryPlan.of(chain).bytes());
    assertEquals(0, MemoryPlan.of(List.of()).bytes());
  }

  @Test
  void mistakesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new MemoryPlan.Request(-1, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new MemoryPlan.Request(1, 2, 1));
  }
}
