package io.github.markhor.backend.onednn.blocks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.markhor.tensor.Shape;
import org.junit.jupiter.api.Test;

/** Holds positions in blocks of channels to walking through the layout. */
final class ChannelBlocksTest {
  @Test
  void everyBlockIsFoundInCOrder() {
    Shape shape = Shape.of(3, 5, 7, 24);
    ChannelBlocks blocks = new ChannelBlocks(shape, 8);
    int position = 0;
    for (int picture = 0; picture < 3; picture++) {
      for (int part = 0; part < 24 / 8; part++) {
        for (int row = 0; row < 5; row++) {
          for (int column = 0; column < 7; column++) {
            int expected = ((picture * 5 + row) * 7 + column) * 24 + part * 8;
            assertEquals(expected, blocks.inCOrder(position));
            assertEquals(5 * 7 - (row * 7 + column), blocks.pointsLeft(position));
            position += 8;
          }
        }
      }
    }
    assertEquals(shape.elements(), position);
  }
}
