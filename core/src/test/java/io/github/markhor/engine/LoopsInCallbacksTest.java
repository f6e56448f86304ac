package io.github.markhor.engine;

import static io.github.markhor.testing.Activation.SOFTMAX;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.CompileOptions;
import io.github.markhor.FitOptions;
import io.github.markhor.Model;
import io.github.markhor.ModelOptions;
import io.github.markhor.Sequential;
import io.github.markhor.callbacks.Callback;
import io.github.markhor.callbacks.LambdaCallback;
import io.github.markhor.losses.CategoricalCrossentropy;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.source.ArraySource;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.testing.Dense;
import io.github.markhor.testing.Flatten;
import io.github.markhor.testing.Input;
import io.github.markhor.testing.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What callbacks evaluate, predict and train does not get into the figures of the loop around. */
class LoopsInCallbacksTest {
  private static final Tensor X = Samples.pictures(22, 4);
  private static final Tensor Y = Samples.oneHot(22);
  private static final Tensor OTHER = Samples.pictures(9, 8);
  private static final Tensor OTHER_Y = Samples.oneHot(9);

  private static Sequential model() {
    Sequential model =
        Sequential.of(
            ModelOptions.defaults().seed(2),
            Input.of(8, 8, 1),
            Flatten.of(),
            Dense.of(2).activation(SOFTMAX));
    model.compile(
        SGD.of(0.01),
        CategoricalCrossentropy.of(),
        CompileOptions.defaults().metrics("accuracy", "auc"));
    return model;
  }

  /** Does something with the model at every moment of fit and of its validation. */
  private static Callback always(Runnable what) {
    return new Callback() {
      private boolean inside;

      private void run() {
        if (!inside) {
          inside = true;
          what.run();
          inside = false;
        }
      }

      @Override
      public void onTrainBegin() {
        run();
      }

      @Override
      public void onEpochBegin(int epoch) {
        run();
      }

      @Override
      public void onTrainBatchBegin(int batch) {
        run();
      }

      @Override
      public void onTrainBatchEnd(int batch, Map<String, Double> logs) {
        run();
      }

      @Override
      public void onTestBegin() {
        run();
      }

      @Override
      public void onTestBatchBegin(int batch) {
        run();
      }

      @Override
      public void onTestBatchEnd(int batch, Map<String, Double> logs) {
        run();
      }

      @Override
      public void onTestEnd(Map<String, Double> logs) {
        run();
      }

      @Override
      public void onEpochEnd(int epoch, Map<String, Double> logs) {
        run();
      }
    };
  }

  private static Map<String, List<Double>> history(Model model, Callback... callbacks) {
    return model
        .fit(
            X,
            Y,
            FitOptions.defaults()
                .epochs(2)
                .batchSize(5)
                .verbose(0)
                .validationData(OTHER, OTHER_Y)
                .callbacks(callbacks))
        .history();
  }

  @ParameterizedTest
  @ValueSource(strings = {"evaluate", "testOnBatch", "predict", "trainOnBatch of rate 0"})
  void theHistoryStaysTheSame(String what) {
    Consumer<Sequential> use =
        model -> {
          switch (what) {
            case "evaluate" -> model.evaluate(OTHER, OTHER_Y);
            case "testOnBatch" -> model.testOnBatch(OTHER, OTHER_Y);
            case "predict" -> model.predict(OTHER);
            default -> {
              model.setLearningRate(0);
              model.trainOnBatch(OTHER, OTHER_Y);
              model.setLearningRate(0.01);
            }
          }
        };
    try (Sequential plain = model();
        Sequential busy = model()) {
      assertEquals(history(plain), history(busy, always(() -> use.accept(busy))));
    }
  }

  @Test
  void theLogsOfABatchStayThoseOfTheBatch() {
    List<Double> read = new ArrayList<>();
    List<Map<String, Double>> kept = new ArrayList<>();
    try (Sequential reading = model();
        Sequential keeping = model()) {
      history(
          reading,
          LambdaCallback.builder().onTrainBatchEnd((n, logs) -> read.add(logs.get("auc"))).build());
      history(
          keeping, LambdaCallback.builder().onTrainBatchEnd((n, logs) -> kept.add(logs)).build());
    }
    assertEquals(10, read.size());
    assertEquals(read, kept.stream().map(logs -> logs.get("auc")).toList());
  }

  @Test
  void anEvaluationWithinAnotherGivesTheFiguresOfBoth() {
    try (Sequential model = model()) {
      Map<String, Double> expected = model.evaluate(X, Y);
      Map<String, Double> expectedInner = model.evaluate(OTHER, OTHER_Y);
      List<Map<String, Double>> inner = new ArrayList<>();
      Callback within = always(() -> inner.add(model.evaluate(OTHER, OTHER_Y)));
      Map<String, Double> outer = model.evaluate(ArraySource.inOrder(X, Y, null, 32), within);
      assertEquals(expected, outer);
      inner.forEach(each -> assertEquals(expectedInner, each));
    }
  }

  @Test
  void compilingWithinAnEvaluationIsRefused() {
    try (Sequential model = model()) {
      Callback compiling = always(() -> model.compile("sgd", "mse"));
      String message =
          assertThrows(
                  IllegalStateException.class,
                  () -> model.evaluate(ArraySource.inOrder(X, Y, null, 5), compiling))
              .getMessage();
      assertTrue(message.contains("compile") && message.contains("evaluation"), message);
      assertEquals(2, model.predict(X).shape().size(1));
    }
  }
}
