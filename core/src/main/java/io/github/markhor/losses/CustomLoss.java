package io.github.markhor.losses;

import io.github.markhor.config.Config;
import io.github.markhor.graph.Value;

/** A loss given as a function. In a file only its name is kept. */
record CustomLoss(String name, Function function) implements Loss {
  @Override
  public Value call(Value yTrue, Value yPred) {
    return function.call(yTrue, yPred);
  }

  @Override
  public String className() {
    return name;
  }

  @Override
  public Config config() {
    return new Config().with("name", name);
  }
}
