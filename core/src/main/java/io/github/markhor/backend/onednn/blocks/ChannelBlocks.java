package io.github.markhor.backend.onednn.blocks;

import io.github.markhor.tensor.Shape;

/**
 * Pictures (N, H, W, C) in one of oneDNN's blocked layouts: in memory the order is (N, C / block,
 * H, W, block), so that the channels of a block lie side by side. Nothing lies between the numbers,
 * so element-wise programs can go over them in the order of memory; only operations that depend on
 * an element's position need to know which one lies where.
 */
public record ChannelBlocks(Shape shape, int block) {
  /** The sizes of blocks that oneDNN uses, the widest first. */
  public static final int[] SIZES = {16, 8};

  /** How far apart neighbouring points' channels are in C order. */
  int step() {
    return shape.size(3);
  }

  /** How many blocks follow, this one included, that are those of neighbouring points. */
  int pointsLeft(int position) {
    int points = shape.size(1) * shape.size(2);
    return points - position / block % points;
  }

  /** The position in C order of the element at a position in memory that begins a block. */
  int inCOrder(int position) {
    int points = shape.size(1) * shape.size(2);
    int channels = shape.size(3);
    int run = position / block;
    int point = run % points;
    int part = run / points % (channels / block);
    int picture = run / points / (channels / block);
    return (picture * points + point) * channels + part * block;
  }
}
