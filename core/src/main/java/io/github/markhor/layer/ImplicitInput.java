package io.github.markhor.layer;

import io.github.markhor.config.Config;
import io.github.markhor.tensor.Shape;

/** The input of a chain whose first layer states the shape of its samples by itself. */
public final class ImplicitInput implements InputLayer {
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
  public Shape shape() {
    return shape;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Config config() {
    return new Config().with("name", name);
  }
}
