package io.github.markhor.graph;

import java.util.List;
import java.util.Optional;

/**
 * Makes a graph that computes the same with less work. The source is left as it is; variables keep
 * their identity, inputs and outputs their names. Each pass has a table of {@link Rule rules}: the
 * first that matches a node says how its results are computed, and a node that none matches is
 * copied.
 */
public final class Rewriting {
  /** Before differentiation are the rules that make the gradients simpler too. */
  private static final List<Rule> BEFORE_GRADIENTS =
      List.of(new ReluRules.AfterPooling(), new PaddingInConvolution());

  /** Where all weights are fixed numbers: see {@link RewriteContext#isInference}. */
  private static final List<Rule> INFERENCE =
      List.of(new RoundTrip(), new Folding(), new PaddingInConvolution());

  private static final List<Rule> STEP =
      List.of(
          new ReluRules.InConvolution(),
          new ReluRules.InConvolutionBeforePooling(),
          new RepeatedOperand());

  private Rewriting() {}

  /** Rewrites a graph that is going to be differentiated. */
  public static Graph beforeGradients(Graph graph) {
    return rewritten(graph, BEFORE_GRADIENTS);
  }

  /**
   * Rewrites a finished step, gradients included. What comes before the first layer that trains is
   * rewritten as in {@link #ofInference}.
   */
  public static Graph ofStep(Graph graph) {
    return rewritten(rewritten(graph, INFERENCE), STEP);
  }

  /** Rewrites a graph that predicts or evaluates. */
  public static Graph ofInference(Graph graph) {
    return ofStep(graph);
  }

  private static Graph rewritten(Graph source, List<Rule> rules) {
    List<Rule> active = rules.stream().filter(rule -> rule.rewrite().isOn()).toList();
    List<Node> schedule = source.schedule();
    Graph target = new Graph();
    target.reserveStreams(source);
    RewriteContext context = new RewriteContext(source, schedule, target);
    for (Node node : schedule) {
      if (source.isBackward(node)) {
        target.beginBackward();
      }
      if (node.op() instanceof Assign assign) {
        target.assign(assign.variable(), context.image(node.input(0)));
      } else {
        boolean applies = rules != INFERENCE || context.isInference(node);
        List<Value> results = results(node, applies ? active : List.of(), context);
        for (int i = 0; i < results.size(); i++) {
          context.put(node.output(i), results.get(i));
        }
      }
    }
    source.outputs().forEach((name, value) -> target.output(name, context.image(value)));
    return target;
  }

  private static List<Value> results(Node node, List<Rule> rules, RewriteContext context) {
    return rules.stream()
        .map(rule -> rule.apply(node, context))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(() -> context.target().apply(node.op(), context.inputs(node)).outputs());
  }
}
