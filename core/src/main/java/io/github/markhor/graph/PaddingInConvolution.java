package io.github.markhor.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rule that makes zeros around pictures a part of the convolution that follows, whose window
 * pads as well: no padded copy is written, and its gradient needs no cropping.
 */
record PaddingInConvolution() implements Rule {
  @Override
  public Rewrite rewrite() {
    return Rewrite.PADDING_IN_CONVOLUTION;
  }

  @Override
  public Optional<List<Value>> apply(Node node, RewriteContext context) {
    if (!(node.op() instanceof Convolution.Forward convolution)
        || !(node.input(0).node().op() instanceof Pad pad)) {
      return Optional.empty();
    }
    Window window = padded(convolution.window(), pad);
    if (window == null) {
      return Optional.empty();
    }
    List<Value> inputs = new ArrayList<>(context.inputs(node));
    inputs.set(0, context.image(node.input(0).node().input(0)));
    Op op = new Convolution.Forward(window, convolution.groups(), convolution.relu());
    return Optional.of(context.target().apply(op, inputs).outputs());
  }

  /** The window that pads as both do; null if the window would see nothing but zeros somewhere. */
  private static Window padded(Window w, Pad pad) {
    List<Integer> before = pad.before();
    List<Integer> after = pad.after();
    for (int axis = 0; axis < before.size(); axis++) {
      boolean moves = axis == 1 || axis == 2;
      int least = Math.min(before.get(axis), after.get(axis));
      int most = Math.max(before.get(axis), after.get(axis));
      if (least < 0 || (!moves && most > 0)) {
        return null;
      }
    }
    Window padded =
        new Window(
            w.height(),
            w.width(),
            w.strideHeight(),
            w.strideWidth(),
            w.dilationHeight(),
            w.dilationWidth(),
            w.top() + before.get(1),
            w.bottom() + after.get(1),
            w.left() + before.get(2),
            w.right() + after.get(2));
    int rows = (w.height() - 1) * w.dilationHeight();
    int columns = (w.width() - 1) * w.dilationWidth();
    boolean sees =
        Math.max(padded.top(), padded.bottom()) <= rows
            && Math.max(padded.left(), padded.right()) <= columns;
    return sees ? padded : null;
  }
}
