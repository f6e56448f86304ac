package io.github.markhor.backend.interpreter;

import io.github.markhor.backend.Backend;
import io.github.markhor.backend.Executable;
import io.github.markhor.backend.Location;
import io.github.markhor.backend.OperationProfile;
import io.github.markhor.backend.Program;
import io.github.markhor.graph.Assign;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Leaf;
import io.github.markhor.graph.Node;
import io.github.markhor.graph.Step;
import io.github.markhor.graph.Value;
import io.github.markhor.graph.Variable;
import io.github.markhor.tensor.HostMemory;
import io.github.markhor.tensor.Memory;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ObjLongConsumer;

/**
 * The interpreter as a backend, which rounds each result to its type. It is stricter than other
 * backends must be: an input has to be written anew before every run.
 */
final class InterpreterBackend implements Backend {
  @Override
  public String name() {
    return "interpreter";
  }

  @Override
  public String description() {
    return "plain Java loops, for tests";
  }

  @Override
  public Memory allocate(long bytes) {
    return HostMemory.allocate(bytes);
  }

  @Override
  public Program lower(Graph graph) {
    return new Lowered(graph, new Interpreter(graph, Precision.FLOAT32));
  }

  private record Lowered(Graph graph, Interpreter interpreter) implements Program {
    @Override
    public long arenaBytes() {
      return 0;
    }

    @Override
    public Executable bind(Memory arena, Function<Variable, Location> variables) {
      return new Bound(graph, interpreter, variables);
    }

    @Override
    public void close() {}
  }

  private static final class Bound implements Executable {
    private final Interpreter interpreter;
    private final Map<Variable, Location> variables = new IdentityHashMap<>();
    private final Map<String, Integer> inputSizes = new HashMap<>();
    private final Map<String, double[]> inputs = new HashMap<>();
    private Map<String, double[]> outputs = Map.of();

    Bound(Graph graph, Interpreter interpreter, Function<Variable, Location> locations) {
      this.interpreter = interpreter;
      for (Node node : graph.schedule()) {
        if (node.op() instanceof Leaf.Input input) {
          inputSizes.put(input.name(), count(node.output(0)));
        } else if (node.op() instanceof Leaf.Read read) {
          variables.put(read.variable(), locations.apply(read.variable()));
        } else if (node.op() instanceof Assign assign) {
          variables.put(assign.variable(), locations.apply(assign.variable()));
        }
      }
      variables.forEach(
          (variable, location) -> {
            if (location == null) {
              throw new IllegalArgumentException("Expected a place for the variable " + variable);
            }
          });
    }

    private static int count(Value value) {
      return Math.toIntExact(value.shape().elements());
    }

    @Override
    public void write(String input, FloatBuffer values) {
      Integer size = inputSizes.get(input);
      if (size == null) {
        return;
      }
      if (values.remaining() != size) {
        throw new IllegalArgumentException(
            "Expected "
                + size
                + " numbers for the input "
                + input
                + ". Received: "
                + values.remaining());
      }
      inputs.put(input, doubles(values.duplicate()));
    }

    private static double[] doubles(FloatBuffer values) {
      double[] numbers = new double[values.remaining()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = values.get();
      }
      return numbers;
    }

    private static float[] floats(double[] numbers) {
      float[] values = new float[numbers.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) numbers[i];
      }
      return values;
    }

    @Override
    public void run(Step step) {
      profile(step, (operation, nanos) -> {});
    }

    @Override
    public void profile(Step step, ObjLongConsumer<OperationProfile> operation) {
      Map<Variable, double[]> before = new LinkedHashMap<>();
      variables.forEach(
          (variable, location) -> {
            FloatBuffer values = FloatBuffer.allocate(Math.toIntExact(variable.shape().elements()));
            location.read(values);
            before.put(variable, doubles(values.rewind()));
          });
      Map<Variable, double[]> after = new LinkedHashMap<>(before);
      outputs =
          interpreter.run(
              inputs,
              after,
              step,
              (label, nanos) ->
                  operation.accept(new OperationProfile(label, "", 0, 0, "loops"), nanos));
      after.forEach(
          (variable, numbers) -> {
            if (numbers != before.get(variable)) {
              variables.get(variable).write(FloatBuffer.wrap(floats(numbers)));
            }
          });
      inputs.clear();
    }

    @Override
    public void read(String output, FloatBuffer into) {
      double[] numbers = outputs.get(output);
      if (numbers == null || into.remaining() != numbers.length) {
        throw new IllegalArgumentException(
            "Expected an output that was computed and room for exactly its numbers. Received: "
                + output
                + ", "
                + into.remaining());
      }
      into.duplicate().put(floats(numbers));
    }

    @Override
    public void close() {}
  }
}
