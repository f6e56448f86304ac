package io.github.markhor.graph;

import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The product of two matrices, each transposed first if asked for: (m, k) times (k, n) is (m, n). A
 * third input, of shape (n,), is added to every row.
 */
public record MatMul(boolean transposeA, boolean transposeB) implements Op {
  @Override
  public List<Type> infer(List<Type> inputs) {
    Type a = inputs.get(0);
    Type b = inputs.get(1);
    boolean fits = a.shape().rank() == 2 && b.shape().rank() == 2 && a.dtype() == b.dtype();
    if (fits) {
      fits = a.shape().size(transposeA ? 0 : 1) == b.shape().size(transposeB ? 1 : 0);
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "Expected matrices (m, k) and (k, n) of one type. Received: "
              + a
              + (transposeA ? " transposed" : "")
              + " and "
              + b
              + (transposeB ? " transposed" : ""));
    }
    int m = a.shape().size(transposeA ? 1 : 0);
    int n = b.shape().size(transposeB ? 0 : 1);
    if (inputs.size() > 2 && !inputs.get(2).equals(new Type(Shape.of(n), a.dtype()))) {
      throw new IllegalArgumentException(
          "Expected a bias of shape (" + n + ",). Received: " + inputs.get(2));
    }
    return List.of(new Type(Shape.of(m, n), a.dtype()));
  }

  @Override
  public List<Value> gradient(Node node, List<Value> dOutputs) {
    Value a = node.input(0);
    Value b = node.input(1);
    Value dy = dOutputs.get(0);
    List<Value> gradients = new ArrayList<>();
    gradients.add(
        transposeA ? product(b, transposeB, dy, true) : product(dy, false, b, !transposeB));
    gradients.add(
        transposeB ? product(dy, true, a, transposeA) : product(a, !transposeA, dy, false));
    if (node.inputs().size() > 2) {
      gradients.add(dy.sumTo(node.input(2).shape()));
    }
    return gradients;
  }

  private static Value product(Value a, boolean transposeA, Value b, boolean transposeB) {
    return a.node().graph().apply(new MatMul(transposeA, transposeB), a, b).output(0);
  }
}
