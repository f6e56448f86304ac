package io.github.markhor.graph;

import java.util.List;
import java.util.Optional;

/**
 * The rules about ReLU. It commutes with max-pooling: the maximum of a window is the same whether
 * negative elements become 0 before or after it is taken.
 */
final class ReluRules {
  private ReluRules() {}

  /** Pool(ReLU(x)) becomes ReLU(Pool(x)), which applies ReLU to fewer elements. */
  record AfterPooling() implements Rule {
    @Override
    public Rewrite rewrite() {
      return Rewrite.RELU_AFTER_POOLING;
    }

    @Override
    public Optional<List<Value>> apply(Node node, RewriteContext context) {
      if (!(node.op() instanceof Pooling.Max)) {
        return Optional.empty();
      }
      return context
          .onlyUseOf(node, 0)
          .filter(ReluRules::isRelu)
          .map(
              relu -> {
                Node pool = context.target().apply(node.op(), context.image(relu.input(0)));
                return List.of(pool.output(0).relu(), pool.output(1));
              });
    }
  }

  /** ReLU(Convolution(x)) becomes one convolution. */
  record InConvolution() implements Rule {
    @Override
    public Rewrite rewrite() {
      return Rewrite.RELU_IN_CONVOLUTION;
    }

    @Override
    public Optional<List<Value>> apply(Node node, RewriteContext context) {
      if (!isRelu(node)) {
        return Optional.empty();
      }
      return context
          .onlyUseOf(node, 0)
          .filter(ReluRules::isConvolutionWithoutRelu)
          .map(convolution -> List.of(fused(convolution, context)));
    }
  }

  /** ReLU(Pool(Convolution(x))) becomes the pooling of one convolution. */
  record InConvolutionBeforePooling() implements Rule {
    @Override
    public Rewrite rewrite() {
      return Rewrite.RELU_IN_CONVOLUTION;
    }

    @Override
    public Optional<List<Value>> apply(Node node, RewriteContext context) {
      if (!isRelu(node)) {
        return Optional.empty();
      }
      Optional<Node> pooling =
          context.onlyUseOf(node, 0).filter(before -> before.op() instanceof Pooling.Max);
      return pooling
          .flatMap(pool -> context.onlyUseOf(pool, 0))
          .filter(ReluRules::isConvolutionWithoutRelu)
          .map(
              convolution -> {
                // The first largest element of a window may now be another one, but only where all
                // elements of the window are 0: ReLU's gradient, which comes first, is 0 there too.
                Node old = pooling.get();
                Node pool = context.target().apply(old.op(), fused(convolution, context));
                context.replace(old.output(1), pool.output(1));
                return List.of(pool.output(0));
              });
    }
  }

  static boolean isRelu(Node node) {
    return node.op() instanceof Unary unary && unary.kind() == Unary.Kind.RELU;
  }

  private static boolean isConvolutionWithoutRelu(Node node) {
    return node.op() instanceof Convolution.Forward convolution && !convolution.relu();
  }

  private static Value fused(Node node, RewriteContext context) {
    Convolution.Forward convolution = (Convolution.Forward) node.op();
    Op withRelu = new Convolution.Forward(convolution.window(), convolution.groups(), true);
    return context.target().apply(withRelu, context.inputs(node)).output(0);
  }
}
