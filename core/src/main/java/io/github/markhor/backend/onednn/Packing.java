package io.github.markhor.backend.onednn;

import io.github.markhor.graph.DType;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;
import java.util.Collection;

/**
 * Pictures (N, H, W, C) with their channels in blocks: in memory the order is (N, C / block, H, W,
 * block). Element-wise programs can go over them as they lie, if there is nothing between them.
 */
record Packing(Shape shape, int block) {
  private static final int[] BLOCKS = {16, 8};

  /**
   * What the operands have in common.
   *
   * @return null if they do not lie in blocks, or not all in the same, or a member has another
   *     shape
   */
  static Packing of(Lowering lowering, Collection<Value> operands, Collection<Node> members) {
    Packing common = null;
    for (Value operand : operands) {
      Packing packing = of(lowering, operand);
      if (packing == null || (common != null && !common.equals(packing))) {
        return null;
      }
      common = packing;
    }
    if (common != null) {
      for (Node member : members) {
        if (!member.output(0).shape().equals(common.shape)) {
          return null;
        }
      }
    }
    return common;
  }

  /** How a value lies, null if it does not lie in blocks. */
  static Packing of(Lowering lowering, Value value) {
    Shape shape = value.shape();
    if (shape.rank() != 4) {
      return null;
    }
    Place made = lowering.madePacked(value);
    for (int block : BLOCKS) {
      Packing packing = new Packing(shape, block);
      if (made != null
          && shape.size(3) % block == 0
          && made.layout().same(packing.layout(lowering, value.dtype()))) {
        return packing;
      }
    }
    return null;
  }

  private Layout layout(Lowering lowering, DType dtype) {
    return lowering.natives().blockedPictures(dtype, shape, block);
  }

  /** A new buffer for a result that lies so. */
  Buffer define(Lowering lowering, Value value) {
    Layout plain = lowering.natives().pictures(value.dtype(), shape);
    return lowering.define(value, layout(lowering, value.dtype()), plain).buffer();
  }

  /** How far apart neighbouring points' channels are in C order. */
  int step() {
    return shape.size(3);
  }

  /** How many blocks follow, this one included, that are those of neighbouring points. */
  int pointsLeft(int packed) {
    int points = shape.size(1) * shape.size(2);
    return points - packed / block % points;
  }

  /** The position in C order of what lies at a position that begins a block. */
  int position(int packed) {
    int points = shape.size(1) * shape.size(2);
    int channels = shape.size(3);
    int run = packed / block;
    int point = run % points;
    int part = run / points % (channels / block);
    int picture = run / points / (channels / block);
    return (picture * points + point) * channels + part * block;
  }
}
