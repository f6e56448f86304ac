package io.github.markhor.training;

import static io.github.markhor.layers.Activations.SOFTMAX;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.CompileOptions;
import io.github.markhor.FitOptions;
import io.github.markhor.History;
import io.github.markhor.Model;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Type;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.Concatenate;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.GlobalAveragePooling2D;
import io.github.markhor.layers.Input;
import io.github.markhor.losses.Loss;
import io.github.markhor.losses.MeanAbsoluteError;
import io.github.markhor.losses.MeanSquaredError;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.source.ArraySource;
import io.github.markhor.source.Batch;
import io.github.markhor.source.BatchSource;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.tensor.Tensors;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Data of several inputs, by order and by name, and what is refused of them. */
class SeveralInputsTest {
  private static final List<Loss> LOSSES = List.of(MeanSquaredError.of(), MeanAbsoluteError.of());
  private static final CompileOptions NONE = CompileOptions.defaults();
  private static final FitOptions TWO = FitOptions.defaults().epochs(2).batchSize(3).verbose(0);

  private final TwoHeads heads = new TwoHeads();

  private static Model compiled() {
    Model model = TwoHeads.model();
    model.compile(SGD.of(0.1), LOSSES);
    return model;
  }

  private static void assertRows(double[][] expected, Tensors actual) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i][0], actual.tensor("kind").get(i, 0), 1e-5);
      assertEquals(expected[i][1], actual.tensor("kind").get(i, 1), 1e-5);
      assertEquals(expected[i][2], actual.tensor("age").get(i, 0), 1e-5);
    }
  }

  @Test
  void predictionsOfAllOutputsByNameAndInOrder() {
    double[][] expected = heads.predict(TwoHeads.doubles(TwoHeads.weights()));
    try (Model model = TwoHeads.model()) {
      Tensors all = model.predictAll(heads.x);
      assertEquals(List.of("kind", "age"), all.names());
      assertEquals(Shape.of(TwoHeads.N, 2), all.tensor(0).shape());
      assertRows(expected, all);
      assertRows(expected, model.predictAll(heads.xByName, 2));
      assertRows(expected, model.predictAllOnBatch(heads.x));
      assertRows(expected, model.predictAll(ArraySource.inOrder(heads.xByName, null, null, 3)));
      Tensors two = model.predictAll(ArraySource.shuffled(heads.x, heads.y, null, 2, 4), 1);
      assertEquals(Shape.of(2, 1), two.tensor("age").shape());
      assertEquals(expected[1][2], two.tensor("age").get(1, 0), 1e-5);
      double first = TwoHeads.doubles(TwoHeads.weights())[1][0];
      Tensor shared = model.output("shared").predict(heads.xByName);
      assertEquals(
          first
              + heads.a.get(4, 0) * TwoHeads.weights().get(0).get(0, 0)
              + heads.a.get(4, 1) * TwoHeads.weights().get(0).get(1, 0),
          shared.get(4, 0),
          1e-5);
      String refused =
          assertThrows(IllegalStateException.class, () -> model.predict(heads.x)).getMessage();
      assertTrue(refused.contains("predictAll") && refused.contains("[kind, age]"), refused);
      assertTrue(
          assertThrows(IllegalArgumentException.class, () -> all.tensor("aeg"))
              .getMessage()
              .endsWith("Received: aeg (did you mean age?)"));
    }
  }

  @Test
  void theLastSamplesOfAllArraysValidate() {
    try (Model split = compiled();
        Model apart = compiled()) {
      History expected =
          apart.fit(
              Tensors.of(heads.a.slice(0, 5), heads.b.slice(0, 5)),
              Tensors.of(heads.kind.slice(0, 5), heads.age.slice(0, 5)),
              TWO.validationData(
                  Tensors.of(Map.of("b", heads.b.slice(5, 7), "a", heads.a.slice(5, 7))),
                  Tensors.of(heads.kind.slice(5, 7), heads.age.slice(5, 7)),
                  Tensors.of(Map.of("age", Tensor.of(new float[] {1, 1})))));
      History history = split.fit(heads.xByName, heads.y, TWO.validationSplit(0.25));
      assertEquals(expected.history(), history.history());
      assertEquals(
          List.of("loss", "kind_loss", "age_loss", "val_loss", "val_kind_loss", "val_age_loss"),
          List.copyOf(history.history().keySet()));
    }
  }

  /** One batch, whose arrays have names. */
  private record Named(Batch batch, List<String> inputNames, List<String> labelNames)
      implements BatchSource {
    @Override
    public int samples() {
      return batch.size();
    }

    @Override
    public int batchSize() {
      return batch.size();
    }

    @Override
    public Shape inputShape() {
      return inputShapes().get(0);
    }

    @Override
    public Shape labelShape() {
      return labelShapes().get(0);
    }

    @Override
    public List<Shape> inputShapes() {
      return batch.inputs().stream().map(each -> each.shape().dropFirst()).toList();
    }

    @Override
    public List<Shape> labelShapes() {
      return batch.labels().stream().map(each -> each.shape().dropFirst()).toList();
    }

    @Override
    public Batches epoch(int epoch) {
      Iterator<Batch> one = List.of(batch).iterator();
      return new Batches() {
        @Override
        public boolean hasNext() {
          return one.hasNext();
        }

        @Override
        public Batch next() {
          return one.next();
        }
      };
    }
  }

  @Test
  void aSourceSaysWhatItsArraysAreFor() {
    Tensor weights = TwoHeads.numbers(30, TwoHeads.N);
    try (Model model = compiled()) {
      Batch batch =
          new Batch(
              List.of(heads.b, heads.a),
              List.of(heads.age, heads.kind),
              Tensors.of(weights, null).list(),
              null,
              () -> {});
      Map<String, Double> expected =
          model.evaluate(heads.x, heads.y, Tensors.of(null, weights), TwoHeads.N);
      assertEquals(
          expected, model.evaluate(new Named(batch, List.of("b", "a"), List.of("age", "kind"))));
      Named wrong = new Named(batch, List.of("b", "a"), List.of("age", "knid"));
      refused(() -> model.evaluate(wrong), "[kind, age]", "knid (did you mean kind?)");
      refused(() -> model.fit(wrong, TWO), "[kind, age]", "knid");
    }
  }

  private static void refused(Executable call, String... words) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    for (String word : words) {
      assertTrue(message.contains(word), () -> "\"" + word + "\" is missing in: " + message);
    }
  }

  @Test
  void whatDoesNotFitTheModelIsRefused() {
    try (Model model = compiled()) {
      Tensors misspelt = Tensors.of(Map.of("a", heads.a, "bb", heads.b));
      refused(() -> model.predictAll(misspelt), "[a, b]", "bb");
      refused(() -> model.predictAll(Tensors.of(Map.of("a", heads.a))), "[a, b]", "without b");
      refused(() -> model.predictAll(heads.a), "2 arrays", "[a, b]", "Received: 1");
      refused(() -> model.predictAll(Tensors.of(heads.a, null)), "input b", "null");
      refused(() -> model.predictAll(Tensors.of(heads.a, heads.a)), "input b says", "(1,)");
      refused(
          () -> model.predictAll(Tensors.of(heads.a, heads.b.slice(0, 4))), "input b", "(4, 1)");
      refused(
          () -> model.fit(Tensors.of(heads.a, heads.b.slice(0, 4)), heads.y, TWO), "(4, 1)", "7");
      refused(() -> model.fit(heads.x, heads.kind, TWO), "[kind, age]", "one array");
      refused(() -> model.fit(heads.x, Tensors.of(heads.kind, null), TWO), "the output age");
      refused(() -> model.fit(heads.x, Tensors.of(Map.of("kind", heads.kind)), TWO), "without age");
      refused(
          () -> model.fit(heads.x, Tensors.of(heads.age, heads.age), TWO),
          "the output kind",
          "(2,)",
          "(1,)");
      refused(
          () -> model.fit(heads.x, Tensors.of(heads.kind, heads.age.slice(0, 6)), TWO), "(6, 1)");
      refused(
          () -> model.fit(heads.x, heads.y, TWO.classWeight(Map.of(0, 2.0))),
          "classWeight",
          "[kind, age]");
      refused(
          () ->
              model.fit(
                  heads.x, heads.y, TWO.sampleWeight(Tensors.of(heads.age, heads.age, heads.age))),
          "weights of samples",
          "3 arrays");
      refused(
          () -> model.trainOnBatch(heads.x, heads.y, Tensors.of(Map.of("agee", heads.age))),
          "agee (did you mean age?)");
    }
  }

  @Test
  void aNumberThatCannotBeIsFoundInItsArray() {
    float[] values = heads.b.toArray();
    values[3] = Float.NaN;
    Tensor wrong = Tensor.of(values, TwoHeads.N, 1);
    try (Model model = compiled()) {
      List<Tensor> before = model.getWeights();
      refused(() -> model.fit(Tensors.of(heads.a, wrong), heads.y, TWO), "NaN in x of b, sample 3");
      refused(
          () -> model.fit(heads.x, Tensors.of(heads.kind, wrong), TWO),
          "NaN in y of age, sample 3");
      refused(
          () -> model.fit(heads.x, heads.y, TWO.sampleWeight(Tensors.of(null, wrong))),
          "NaN in sampleWeight of age, sample 3");
      refused(
          () -> model.fit(heads.x, heads.y, TWO.validationData(heads.x, Tensors.of(wrong, wrong))),
          "the output kind");
      model.checkNumerics(true);
      String found =
          assertThrows(
                  ArithmeticException.class, () -> model.predictAll(Tensors.of(heads.a, wrong)))
              .getMessage();
      assertTrue(found.contains("the input x of b, for sample 3"), found);
      assertEquals(before.get(0).get(0, 0), model.getWeights().get(0).get(0, 0));
      model.fit(heads.x, heads.y, TWO);
    }
  }

  @Test
  void labelsOfClassesAreCheckedForEachOutput() {
    Input x = Input.of(1);
    Input unused = Input.of(3).name("unused");
    Symbol kind = Dense.of(3).name("kind").activation(SOFTMAX).apply(x);
    Symbol age = Dense.of(1).name("age").apply(x);
    try (Model model = Model.of(List.of(x, unused), List.of(age, kind))) {
      model.compile("sgd", List.of("mse", "sparse_categorical_crossentropy"), NONE);
      Tensors inputs = Tensors.of(TwoHeads.numbers(1, 6, 1), TwoHeads.numbers(2, 6, 3));
      Tensor ages = TwoHeads.numbers(3, 6, 1);
      Tensors sorted = Tensors.of(ages, Tensor.ofLabels(0, 0, 1, 1, 2, 2));
      refused(
          () -> model.fit(inputs, sorted, TWO.validationSplit(0.3)),
          "each class of the output kind to train on",
          "[2]");
      model.fit(inputs, sorted, TWO);
      Tensors wrong = Tensors.of(ages, Tensor.ofLabels(0, 0, 1, 1, 2, 3));
      refused(
          () -> model.fit(inputs, wrong, TWO),
          "from 0 to 2",
          "where the output kind has 3 units",
          "3.0 in y of kind, sample 5");
      Tensors columns = Tensors.of(ages, TwoHeads.numbers(4, 6, 3));
      refused(
          () -> model.fit(inputs, columns, TWO), "the shape (3,) of the output kind", "One-hot");
    }
  }

  @Test
  void inputsOfAnySizeAreDecidedByEachBatch() {
    Input pictures = Input.of(Shape.UNKNOWN, Shape.UNKNOWN, 1).name("pictures");
    Input facts = Input.of(2).name("facts");
    Symbol features = Conv2D.of(3, 3).name("features").apply(pictures);
    Symbol mean = GlobalAveragePooling2D.of().apply(features);
    Symbol y = Dense.of(1).name("y").apply(Concatenate.of().apply(mean, facts));
    try (Model model = Model.of(List.of(facts, pictures), List.of(y, features))) {
      for (int size : new int[] {5, 8}) {
        Tensors x =
            Tensors.of(TwoHeads.numbers(1, 3, 2), TwoHeads.numbers(2, 3, size, size + 1, 1));
        Tensors all = model.predictAll(x, 2);
        assertEquals(Shape.of(3, size - 2, size - 1, 3), all.tensor("features").shape());
        assertEquals(Shape.of(3, 1), all.tensor("y").shape());
      }
    }
  }

  @Test
  void aGraphOfTheCallersTakesAllInputs() {
    try (Model model = TwoHeads.model()) {
      Graph graph = new Graph();
      Value a = graph.input("a", Type.float32(Shape.of(3, 2)));
      Value b = graph.input("b", Type.float32(Shape.of(3, 1)));
      List<Value> results = model.trace(graph, List.of(a, b), false).results();
      assertEquals(Shape.of(3, 1), results.get(1).shape());
      refused(() -> model.trace(graph, a, false), "[a, b]", "Received: 1");
    }
  }

  @Test
  void memoryIsPlannedForAllInputsAndOutputs() {
    try (Model model = compiled();
        Model plain = compiled()) {
      FitOptions limited = TWO.maxMemory("50m").validationSplit(0.3).shuffle(false);
      History history = model.fit(heads.x, heads.y, limited);
      History expected = plain.fit(heads.x, heads.y, TWO.validationSplit(0.3).shuffle(false));
      assertEquals(expected.get("age_loss"), history.get("age_loss"));
      refused(() -> model.fit(heads.x, heads.y, TWO.maxMemory("10")), "maxMemory");
    }
  }

  @Test
  void tensorsAreListsWithOrWithoutNames() {
    assertEquals(List.of(heads.a), ((Tensors) heads.a).list());
    assertEquals(2, heads.x.size());
    assertEquals(List.of(), heads.x.names());
    assertEquals("[a=Tensor(7, 2)]", Tensors.of(Map.of("a", heads.a)).toString());
    assertThrows(IllegalArgumentException.class, () -> Tensors.of(Map.of()));
    assertArrayEquals(heads.b.toArray(), heads.x.tensor(1).toArray());
  }
}
