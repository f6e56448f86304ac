package io.github.markhor.backend.onednn.lowering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.backend.onednn.natives.Dnnl;
import io.github.markhor.backend.onednn.natives.Layout;
import io.github.markhor.backend.onednn.natives.Natives;
import io.github.markhor.backend.onednn.program.Buffer;
import io.github.markhor.backend.onednn.program.Instruction;
import io.github.markhor.backend.onednn.program.Place;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Leaf;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Variable;
import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds which element-wise nodes become one program, with a context that only keeps books. */
final class FusionGroupsTest {
  private final Graph graph = new Graph();
  private final Variable w = new Variable("w", Shape.of(7, 3));

  /** Values in C order alone. */
  private static final class Books implements LoweringContext {
    private final List<Node> schedule;
    private final ValueUses uses;
    private final FusionGroups groups = new FusionGroups();
    private final Map<Value, Buffer> buffers = new HashMap<>();
    private final Map<Variable, Buffer> variables = new HashMap<>();
    private final List<Instruction> emitted = new ArrayList<>();

    Books(Graph graph) {
      schedule = graph.schedule();
      Set<Value> results =
          graph.outputs().values().stream().map(Value::base).collect(Collectors.toSet());
      uses = new ValueUses(schedule, results);
    }

    List<String> run() {
      schedule.stream().filter(node -> !(node.op() instanceof Leaf)).forEach(this::join);
      groups.closeAll(this);
      return emitted.stream().map(Instruction::label).toList();
    }

    private void join(Node node) {
      groups.join(node, this);
    }

    @Override
    public Dnnl dnnl() {
      throw new AssertionError("No primitive is needed.");
    }

    @Override
    public Natives natives() {
      throw new AssertionError("No layout is needed.");
    }

    @Override
    public ValueUses uses() {
      return uses;
    }

    @Override
    public Value origin(Value value) {
      return value;
    }

    @Override
    public boolean isPending(Value value) {
      return groups.isPending(value);
    }

    @Override
    public void complete(Value value) {
      groups.complete(value, this);
    }

    @Override
    public Buffer inCOrder(Value value) {
      assertFalse(isPending(value));
      if (value.node().op() instanceof Leaf.Read read) {
        return variable(read.variable());
      }
      return buffers.computeIfAbsent(value, FusionGroupsTest::buffer);
    }

    @Override
    public Place inLayout(Value value, Layout wanted, Layout cOrder) {
      throw new AssertionError("No layout is needed.");
    }

    @Override
    public WrittenValue asWritten(Value value, Layout cOrder) {
      throw new AssertionError("No layout is needed.");
    }

    @Override
    public BlockedValue blocked(Value value) {
      return null;
    }

    @Override
    public Buffer allocate(Value value) {
      return buffers.computeIfAbsent(value, FusionGroupsTest::buffer);
    }

    @Override
    public Place allocate(Value value, Layout layout, Layout cOrder) {
      throw new AssertionError("No layout is needed.");
    }

    @Override
    public Buffer variable(Variable variable) {
      return variables.computeIfAbsent(variable, Buffer::of);
    }

    @Override
    public void emit(Instruction instruction) {
      emitted.add(instruction);
    }

    @Override
    public void skip(Node node) {
      throw new AssertionError("Every node is lowered for itself.");
    }
  }

  private static Buffer buffer(Value value) {
    return Buffer.inArena(value.shape().elements() * Float.BYTES, Buffer.Use.ACTIVATION);
  }

  private Value input(String name) {
    return graph.input(name, Type.float32(Shape.of(7, 3)));
  }

  @Test
  void aChainIsOneProgramThatStoresItsEndAlone() {
    Value x = input("x");
    Value y = x.square().add(x).exp();
    graph.output("y", y);
    Books books = new Books(graph);
    assertEquals(List.of("SQUARE, ADD, EXP"), books.run());
    assertEquals(
        List.of(books.buffers.get(x), books.buffers.get(y)), books.emitted.get(0).buffers());
  }

  @Test
  void independentChainsAreProgramsOfTheirOwnUntilANodeReadsBoth() {
    Value a = input("a").exp();
    Value b = input("b").neg();
    graph.output("a", a.abs());
    graph.output("b", b.sqrt());
    assertEquals(List.of("EXP, ABS", "NEG, SQRT"), new Books(graph).run());
    graph.output("both", a.mul(b));
    assertEquals(List.of("EXP, NEG, ABS, SQRT and 1 more"), new Books(graph).run());
  }

  @Test
  void theReadersOfAVariableAreComputedBeforeItIsAssigned() {
    graph.output("before", graph.read(w).exp());
    graph.assign(w, input("x").neg());
    assertEquals(List.of("EXP", "NEG, Assign w"), new Books(graph).run());
  }

  @Test
  void anUpdateIsOneProgram() {
    graph.assign(w, graph.read(w).sub(input("gradient").mul(0.1)));
    Books books = new Books(graph);
    assertEquals(List.of("MUL, SUB, Assign w"), books.run());
    assertTrue(books.emitted.get(0).buffers().contains(books.variables.get(w)));
  }

  @Test
  void aValueOfAnotherSizeIsComputedFirst() {
    Value row = graph.input("row", Type.float32(Shape.of(3))).exp();
    graph.output("y", input("x").add(row));
    assertEquals(List.of("EXP", "ADD"), new Books(graph).run());
  }
}
