package io.github.markhor.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.backend.Case;
import io.github.markhor.backend.Cases;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Fails if there is an operation that the catalogue of cases does not hold. */
class CoverageTest {
  /** Held by the tests of whole programs. */
  private static final Set<String> OF_PROGRAMS = Set.of("Leaf.Read", "Leaf.Scalar", "Assign");

  /** Without a gradient, as their own documentation says. */
  private static final Set<String> WITHOUT_GRADIENT =
      Set.of(
          "ArgMax",
          "OneHot",
          "RandomKey",
          "Random.Uniform",
          "Unary STOP_GRADIENT",
          "Convolution.BackwardWeights",
          "Pooling.MaxBackward",
          "BatchNorm.Backward");

  /** The operations' names; those of several kinds once for each. */
  private static Set<String> operations() throws Exception {
    Path classes = Path.of(URI.create(Op.class.getResource("Op.class").toString())).getParent();
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.list(classes)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        String name = file.getFileName().toString().replace(".class", "");
        Class<?> type = Class.forName(Op.class.getPackageName() + "." + name);
        if (Op.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
          if (type == Unary.class) {
            Stream.of(Unary.Kind.values()).forEach(kind -> names.add("Unary " + kind));
          } else if (type == Binary.class) {
            Stream.of(Binary.Kind.values()).forEach(kind -> names.add("Binary " + kind));
          } else if (type == Reduce.class) {
            Stream.of(Reduce.Kind.values()).forEach(kind -> names.add("Reduce " + kind));
          } else {
            names.add(name.replace('$', '.'));
          }
        }
      }
    }
    return names;
  }

  private static String name(Op op) {
    if (op instanceof Unary unary) {
      return "Unary " + unary.kind();
    }
    if (op instanceof Binary binary) {
      return "Binary " + binary.kind();
    }
    if (op instanceof Reduce reduce) {
      return "Reduce " + reduce.kind();
    }
    return op.getClass().getName().replaceAll(".*\\.", "").replace('$', '.');
  }

  private static Set<String> operationsIn(Stream<Graph> graphs) {
    return graphs
        .flatMap(graph -> graph.schedule().stream())
        .map(node -> name(node.op()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> without(Set<String> names, Set<String> removed) {
    Set<String> rest = new TreeSet<>(names);
    rest.removeAll(removed);
    return rest;
  }

  @Test
  void everyOperationHasACase() throws Exception {
    assertTrue(operations().size() > 45, "found " + operations());
    Set<String> held = operationsIn(Cases.float32().stream().map(Case::graph));
    held.addAll(OF_PROGRAMS);
    assertEquals(Set.of(), without(operations(), held));
  }

  @Test
  void everyGradientRuleIsHeldToDifferences() throws Exception {
    Set<String> held = operationsIn(GradientRulesTest.cases().map(each -> forward(each)));
    Set<String> expected = without(without(operations(), OF_PROGRAMS), WITHOUT_GRADIENT);
    expected.removeIf(name -> name.startsWith("Leaf."));
    assertEquals(Set.of(), without(expected, held));
  }

  /** Without the gradients, whose own operations are not differentiated. */
  private static Graph forward(Case each) {
    return each.forwardOnly().graph();
  }

  @Test
  void everyVariantOfProductsAndConvolutionsIsHeldToDifferences() {
    List<Node> nodes =
        GradientRulesTest.cases()
            .map(CoverageTest::forward)
            .flatMap(graph -> graph.schedule().stream())
            .toList();
    for (int variant = 0; variant < 8; variant++) {
      boolean first = (variant & 1) != 0;
      boolean second = (variant & 2) != 0;
      int inputs = (variant & 4) != 0 ? 3 : 2;
      assertTrue(
          nodes.stream()
              .anyMatch(
                  n -> n.op().equals(new MatMul(first, second)) && n.inputs().size() == inputs));
      assertTrue(
          nodes.stream()
              .anyMatch(
                  n ->
                      n.op() instanceof Convolution.Forward forward
                          && forward.relu() == first
                          && forward.groups() > 1 == second
                          && n.inputs().size() == inputs));
    }
    assertTrue(nodes.stream().anyMatch(n -> n.op().equals(new Softmax(true))));
    assertTrue(nodes.stream().anyMatch(n -> n.op().equals(new Softmax(false))));
  }
}
