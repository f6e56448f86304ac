package io.github.markhor.data.numpy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The numbers are those of NumPy 2.4's {@code RandomState}. */
class RandomStateTest {
  @Test
  void drawsTheWordsOfTheMersenneTwister() {
    RandomState random = RandomState.seeded(42);
    assertEquals(1608637542, random.nextWord());
    assertEquals("3421126067", Integer.toUnsignedString(random.nextWord()));
    assertEquals("4083286876", Integer.toUnsignedString(random.nextWord()));
    assertEquals(787846414, random.nextWord());
  }

  @Test
  void drawsWhatNumPyDrawsCallAfterCall() {
    RandomState random = RandomState.seeded(7);
    assertEquals(0.07630828937395717, random.random());
    assertEquals(3.239350337920917, random.uniform(-3, 5));
    assertEquals(3, random.randint(10));
    assertEquals(0, random.randint(1));
    assertEquals(2.5, random.choice(2.5, -1, 8));
    assertArrayEquals(new int[] {6, 3, 4, 8, 5, 2, 1, 0, 7}, random.permutation(9));
    assertEquals(0.8688014582078086, random.random());
  }

  @Test
  void shufflesAListInPlace() {
    List<String> letters = new ArrayList<>(List.of("a", "b", "c", "d", "e", "f", "g"));
    RandomState.seeded(3).shuffle(letters);
    assertEquals(List.of("e", "g", "f", "d", "b", "a", "c"), letters);
  }

  @Test
  void refusesSeedsThatNumPyRefuses() {
    assertThrows(IllegalArgumentException.class, () -> RandomState.seeded(-1));
    assertThrows(IllegalArgumentException.class, () -> RandomState.seeded(1L << 32));
  }
}
