package io.github.markhor.backend;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Holds each operation of a backend, and its gradient, to the interpreter. */
public abstract class OperationContract extends Bfloat16Contract {
  /** The cases in float32. */
  protected Stream<Case> float32() {
    return Cases.float32().stream();
  }

  @TestFactory
  Stream<DynamicTest> operationsInFloat32() {
    return float32().map(each -> DynamicTest.dynamicTest(each.name(), () -> check(each)));
  }
}
