package io.github.markhor.layer;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;
import io.github.markhor.tensor.Shape;
import java.util.List;

/** The input of a chain whose first layer states the shape of its samples by itself. */
public final class ImplicitInput implements Layer, Symbol {
  private final String name;
  private final Shape shape;
  private final Call call;

  /**
   * An input.
   *
   * @param shape without the batch, whose sizes may be unknown
   */
  public ImplicitInput(String name, Shape shape) {
    this.name = name;
    this.shape = shape;
    call = Call.ofInput(this);
  }

  @Override
  public Call call() {
    return call;
  }

  @Override
  public int index() {
    return 0;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean trainable() {
    return true;
  }

  @Override
  public DTypePolicy dtype() {
    return null;
  }

  @Override
  public Shape inputShape() {
    return shape;
  }

  @Override
  public boolean isInput() {
    return true;
  }

  @Override
  public List<WeightSpec> weights(Shape input) {
    return List.of();
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public Value call(Value x, LayerContext context) {
    return x;
  }

  @Override
  public String className() {
    return "InputLayer";
  }

  @Override
  public Config config() {
    return new Config().with("name", name);
  }
}
