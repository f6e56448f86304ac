package io.github.markhor.graph;

import io.github.markhor.tensor.Shape;
import java.util.List;

/**
 * The key of all random operations of a step, such as dropout: int32 of shape (4,), the low and the
 * high half of {@link Step#seed}, then those of {@link Step#iteration}. It is computed anew before
 * each step, which is why each step drops other elements: the seed is the model's and stays, the
 * iteration counts on. Operations of one step differ by their streams, see {@link Random}.
 */
public record RandomKey() implements Leaf {
  @Override
  public List<Type> infer(List<Type> inputs) {
    return List.of(new Type(Shape.of(4), DType.INT32));
  }
}
