package io.github.markhor.layer;

import io.github.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A layer applied to symbols, in a network that is being described: Keras's node. A layer that is
 * called twice has the same weights both times.
 */
public final class Call {
  private final Layer layer;
  private final List<Symbol> inputs;
  private final Boolean training;
  private final Sharing sharing;

  /** The shapes of the results; where sizes are open, for both attempts. */
  private final List<List<Shape>> tried;

  private Call(Layer layer, List<Symbol> inputs, Boolean training, List<List<Shape>> tried) {
    this.layer = layer;
    this.inputs = inputs;
    this.training = training;
    this.tried = tried;
    this.sharing = Sharing.of(inputs);
  }

  /** The call of a layer that states the shape of an input and takes none. */
  public static Call ofInput(Layer input) {
    Shape shape = input.inputShape();
    return new Call(
        input,
        List.of(),
        null,
        shape.isKnown()
            ? List.of(List.of(shape))
            : List.of(List.of(OpenSizes.tried(shape, 0)), List.of(OpenSizes.tried(shape, 1))));
  }

  /**
   * The call of a layer.
   *
   * @param training whether the layer runs as in training, whatever the model does; null for as the
   *     model does
   * @throws IllegalArgumentException if the layer cannot take inputs of these shapes
   */
  public static Call of(Layer layer, List<? extends Symbol> inputs, Boolean training) {
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected at least one symbol to apply " + layer + " to. Received: none");
    }
    List<Symbol> own = List.copyOf(inputs);
    boolean open = own.stream().anyMatch(input -> input.call().tried.size() > 1);
    List<List<Shape>> tried = new ArrayList<>();
    for (int attempt = 0; attempt < (open ? OpenSizes.ATTEMPTS : 1); attempt++) {
      tried.add(outputShapes(layer, own, attempt));
    }
    return new Call(layer, own, training, tried);
  }

  private static List<Shape> outputShapes(Layer layer, List<Symbol> inputs, int attempt) {
    List<Shape> shapes = inputs.stream().map(input -> input.call().shape(input, attempt)).toList();
    try {
      return List.copyOf(layer.outputShapes(shapes));
    } catch (IllegalArgumentException wrong) {
      String name = layer.name() == null ? layer.className() : layer.name();
      throw new IllegalArgumentException(
          "The layer " + name + " cannot take " + shapes + ": " + wrong.getMessage(), wrong);
    }
  }

  private Shape shape(Symbol output, int attempt) {
    return tried.get(Math.min(attempt, tried.size() - 1)).get(output.index());
  }

  /** The layer that is called. */
  public Layer layer() {
    return layer;
  }

  /** The symbols that the layer is applied to; none for an input. */
  public List<Symbol> inputs() {
    return inputs;
  }

  /** Whether the layer runs as in training; null for as the model does. */
  public Boolean training() {
    return training;
  }

  /** What the layers of this network have become in models. */
  public Sharing sharing() {
    return sharing;
  }

  /** The layer in messages: its name, or its class and its results' shapes. */
  public String title() {
    return layer.name() == null ? layer.className() + outputShapes() : layer.name();
  }

  int outputCount() {
    return tried.get(0).size();
  }

  /** The shapes of the results, without the batch. */
  public List<Shape> outputShapes() {
    List<Shape> shapes = tried.get(0);
    return tried.size() == 1
        ? shapes
        : IntStream.range(0, shapes.size())
            .mapToObj(i -> OpenSizes.common(shapes.get(i), tried.get(1).get(i)))
            .toList();
  }

  /** The results: one for most layers. */
  public List<Symbol> outputs() {
    return IntStream.range(0, tried.get(0).size()).mapToObj(this::output).toList();
  }

  /** The result of a layer that has one. */
  Symbol onlyOutput() {
    if (outputCount() != 1) {
      throw new IllegalArgumentException(
          "Expected a layer of one result; applyAll gives several. Received: " + outputCount());
    }
    return output(0);
  }

  private Symbol output(int index) {
    return new Output(this, index);
  }

  private record Output(Call call, int index) implements Symbol {}
}
