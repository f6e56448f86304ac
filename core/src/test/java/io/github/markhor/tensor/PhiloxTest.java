package io.github.markhor.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** Holds Philox to the known answers published with Random123. */
class PhiloxTest {
  @Test
  void zeros() {
    int[] words = new int[4];
    Philox.block(0, 0, 0, 0, 0, 0, words, 0);
    assertArrayEquals(new int[] {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}, words);
  }

  @Test
  void ones() {
    int[] words = new int[4];
    Philox.block(-1L, -1L, -1L, words, 0);
    assertArrayEquals(new int[] {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}, words);
  }

  @Test
  void digitsOfPiAsWordsAndAsLongs() {
    int[] expected = {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1};
    int[] words = new int[6];
    Philox.block(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, words, 1);
    assertArrayEquals(new int[] {0, expected[0], expected[1], expected[2], expected[3], 0}, words);
    int[] again = new int[4];
    Philox.block(0x299f31d0_a4093822L, 0x85a308d3_243f6a88L, 0x03707344_13198a2eL, again, 0);
    assertArrayEquals(expected, again);
  }

  @Test
  void fillsFromConsecutiveBlocksAndCutsTheLast() {
    int[] words = new int[9];
    Philox.fill(7, 0xffffffffL, 3, words, 1, 8);
    int[] blocks = new int[8];
    Philox.block(7, 0xffffffffL, 3, blocks, 0);
    Philox.block(7, 0x1_0000_0000L, 3, blocks, 4);
    for (int i = 0; i < 7; i++) {
      assertEquals(blocks[i], words[i + 1]);
    }
    assertEquals(0, words[0]);
    assertEquals(0, words[8]);
  }

  @Test
  void makesBlocksSideBySide() {
    long key = 0xa4093822_299f31d0L;
    long[][] counters = {{0xffffffffL, 5, 9}, {3, 0xcafebabeL, 0}, {1, 2, 3}, {0xffffffffL, 4, 7}};
    int[][] expected = new int[3][4];
    for (int i = 0; i < 3; i++) {
      long low = counters[1][i] << 32 | counters[0][i];
      long high = counters[3][i] << 32 | counters[2][i];
      Philox.block(key, low, high, expected[i], 0);
    }
    Philox.blocks(key, counters[0], counters[1], counters[2], counters[3], 2);
    for (int word = 0; word < 4; word++) {
      assertEquals(expected[0][word], (int) counters[word][0]);
      assertEquals(expected[1][word], (int) counters[word][1]);
      assertEquals(0, counters[word][1] >>> 32);
    }
    assertEquals(9, counters[0][2], "What lies behind is left.");
  }

  @Test
  void turnsWordsIntoNumbers() {
    assertEquals(0.0f, Philox.toFloat(255));
    assertEquals(1 - 0x1p-24f, Philox.toFloat(-1));
    assertEquals(1 - 0x1p-53, Philox.toDouble(-1, -1));
    assertEquals(0.5, Philox.toDouble(0x80000000, 0));
    assertEquals(0, Philox.toInt(0, 7));
    assertEquals(6, Philox.toInt(-1, 7));
    assertEquals(3, Philox.toInt(0x80000000, 7));
    assertThrows(IllegalArgumentException.class, () -> Philox.toInt(1, 0));
    assertThrows(IndexOutOfBoundsException.class, () -> Philox.block(0, 0, 0, new int[4], 1));
  }
}
