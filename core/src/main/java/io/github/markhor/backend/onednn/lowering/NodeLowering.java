package io.github.markhor.backend.onednn.lowering;

import io.github.markhor.backend.BackendException;
import io.github.markhor.backend.onednn.blocks.FusibleNodes;
import io.github.markhor.backend.onednn.kernels.ArgMaxKernel;
import io.github.markhor.backend.onednn.kernels.ConcatKernel;
import io.github.markhor.backend.onednn.kernels.LookupKernel;
import io.github.markhor.backend.onednn.kernels.OneHotKernel;
import io.github.markhor.backend.onednn.kernels.PadKernel;
import io.github.markhor.backend.onednn.kernels.SegmentSumKernel;
import io.github.markhor.backend.onednn.kernels.WarpKernel;
import io.github.markhor.backend.onednn.program.Buffer;
import io.github.markhor.graph.ArgMax;
import io.github.markhor.graph.BatchNorm;
import io.github.markhor.graph.Concat;
import io.github.markhor.graph.Convolution;
import io.github.markhor.graph.Leaf;
import io.github.markhor.graph.Lookup;
import io.github.markhor.graph.MatMul;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.OneHot;
import io.github.markhor.graph.Pad;
import io.github.markhor.graph.Pooling;
import io.github.markhor.graph.Reduce;
import io.github.markhor.graph.SegmentSum;
import io.github.markhor.graph.Softmax;
import io.github.markhor.graph.Transpose;
import io.github.markhor.graph.Warp;
import java.util.List;

/**
 * Lowers one node after the other: each by the class for its family of operations. Element-wise
 * nodes gather in {@link FusionGroup fusion groups}; all others become instructions at once, for
 * which the groups are computed whose results they need.
 */
final class NodeLowering {
  private final LoweringState state;
  private final boolean sparseGradients;
  private final PoolingHints hints;
  private final Convolutions convolutions;
  private final Poolings poolings;
  private final Dropouts dropouts;
  private final Normalizations normalizations;

  /**
   * @param sparseGradients see {@link SparseConvolutions}
   */
  NodeLowering(LoweringState state, boolean sparseGradients) {
    this(state, sparseGradients, new PoolingHints(state), new Dropouts(state));
  }

  private NodeLowering(
      LoweringState state, boolean sparseGradients, PoolingHints hints, Dropouts dropouts) {
    PictureLayouts pictures = new PictureLayouts(state);
    SparseConvolutions sparse = new SparseConvolutions(state, pictures, hints, sparseGradients);
    this.state = state;
    this.sparseGradients = sparseGradients;
    this.hints = hints;
    this.convolutions = new Convolutions(state, pictures, sparse);
    this.poolings = new Poolings(state, pictures, hints, sparse);
    this.dropouts = dropouts;
    this.normalizations = new Normalizations(state, pictures);
  }

  /**
   * The same for one slice of the batch.
   *
   * @param slices the number of slices
   */
  NodeLowering ofSlice(LoweringState slice, int slices) {
    return new NodeLowering(
        slice, sparseGradients, hints.ofSlice(slice), dropouts.ofSlice(slice, slices));
  }

  void lower(Node node) {
    if (node.op().isView() || state.isSkipped(node)) {
      return;
    }
    if (FusibleNodes.isFusible(node)) {
      if (!Elementwise.lower(state, node)
          && !dropouts.lower(node)
          && !PictureArithmetic.lower(state, node)) {
        state.fuse(node);
      }
    } else if (node.op() instanceof Convolution convolution) {
      convolutions.lower(node, convolution);
    } else if (node.op() instanceof Pooling pooling) {
      poolings.lower(node, pooling);
    } else if (node.op() instanceof BatchNorm norm) {
      normalizations.lower(node, norm);
    } else if (node.op() instanceof MatMul product) {
      Matrices.lower(state, node, product);
    } else if (node.op() instanceof Softmax softmax) {
      Matrices.lower(state, node, softmax);
    } else if (node.op() instanceof Transpose transpose) {
      Matrices.lower(state, node, transpose);
    } else if (node.op() instanceof Reduce reduce) {
      Reductions.lower(state, node, reduce);
    } else if (!(node.op() instanceof Leaf)) {
      lowerToKernel(node);
    }
  }

  /** Operations that are one kernel, from operands in C order to one result in C order. */
  private void lowerToKernel(Node node) {
    if (node.op() instanceof Pad pad) {
      state.emit(PadKernel.of(node, pad, input(node, 0), result(node)));
    } else if (node.op() instanceof Concat concat) {
      List<Buffer> parts = node.inputs().stream().map(state::inCOrder).toList();
      state.emit(ConcatKernel.of(node, concat, parts, result(node)));
    } else if (node.op() instanceof Warp warp) {
      Buffer maps = input(node, 1);
      state.emit(new WarpKernel(node, warp, input(node, 0), maps, result(node)));
    } else if (node.op() instanceof ArgMax) {
      state.emit(new ArgMaxKernel(node, input(node, 0), result(node)));
    } else if (node.op() instanceof OneHot) {
      state.emit(new OneHotKernel(node, input(node, 0), result(node)));
    } else if (node.op() instanceof SegmentSum) {
      Buffer numbers = input(node, 1);
      state.emit(new SegmentSumKernel(node, input(node, 0), numbers, result(node)));
    } else if (node.op() instanceof Lookup) {
      Buffer places = input(node, 1);
      state.emit(new LookupKernel(node, input(node, 0), places, result(node)));
    } else {
      throw new BackendException(
          "Expected an operation that the backend onednn knows. Received: " + node);
    }
  }

  private Buffer input(Node node, int index) {
    return state.inCOrder(node.input(index));
  }

  private Buffer result(Node node) {
    return state.allocate(node.output(0));
  }
}
