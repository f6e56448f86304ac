package io.github.markhor.engine;

import io.github.markhor.backend.Executable;
import io.github.markhor.graph.Step;
import io.github.markhor.network.Network;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.List;

/** Computes gradients of what a model gives, batch by batch, as predictions are computed. */
final class GradientLoop {
  private final Network network;
  private final StepGraphs graphs;
  private final Executables executables;
  private final Compilation compilation;

  /**
   * @param compilation null for a model that has none
   */
  GradientLoop(
      Network network, StepGraphs graphs, Executables executables, Compilation compilation) {
    this.network = network;
    this.graphs = graphs;
    this.executables = executables;
    this.compilation = compilation;
  }

  /**
   * Computes gradients.
   *
   * @param inputs in the model's order
   * @return the weighted sum of each sample's output, (N,); the values at the place; the gradients
   */
  List<Tensor> run(
      List<Tensor> inputs, int batchSize, GradientRequest request, OutputWeights weighting) {
    new InputCheck(network).check(inputs);
    int n = inputs.get(0).shape().size(0);
    List<Shape> given = inputs.stream().map(input -> input.shape().dropFirst()).toList();
    Shape output =
        request.layer() == null
            ? network.outputShapes(given).get(request.output())
            : network.outputShape(network.find(request.layer()), given);
    Shape place =
        request.place() == null
            ? given.get(request.input())
            : network.outputShape(network.find(request.place()), given);
    Tensor weights = Tensor.of(weighting.of(output.prepend(n)), output.prepend(n));
    int width = Math.toIntExact(place.elements());
    float[] values = new float[n];
    float[] places = new float[Math.multiplyExact(n, width)];
    float[] gradients = new float[places.length];
    for (int from = 0; from < n; from += batchSize) {
      int count = Math.min(batchSize, n - from);
      int size = n <= batchSize ? Runner.roundUp(count, batchSize) : batchSize;
      StepGraphs.Key key = StepGraphs.Key.gradient(size, given, request);
      try (Executables.Lease lease =
          executables.borrow(key, () -> graphs.make(key, compilation).graph())) {
        Executable executable = lease.executable();
        for (int i = 0; i < inputs.size(); i++) {
          write(executable, graphs.names().x(i), inputs.get(i), from, count, size);
        }
        write(executable, GradientRequest.WEIGHTS, weights, from, count, size);
        executable.run(Step.NONE);
        read(executable, GradientRequest.VALUE, values, from, count, size, 1);
        read(executable, GradientRequest.PLACE, places, from, count, size, width);
        read(executable, GradientRequest.GRADIENT, gradients, from, count, size, width);
      }
    }
    return List.of(
        Tensor.of(values),
        Tensor.of(places, place.prepend(n)),
        Tensor.of(gradients, place.prepend(n)));
  }

  private static void write(
      Executable executable, String name, Tensor all, int from, int count, int size) {
    executable.write(name, Runner.padded(all.slice(from, from + count), size));
  }

  private static void read(
      Executable executable, String name, float[] into, int from, int count, int size, int width) {
    FloatBuffer rows = FloatBuffer.allocate(size * width);
    executable.read(name, rows.duplicate());
    rows.get(0, into, from * width, count * width);
  }
}
