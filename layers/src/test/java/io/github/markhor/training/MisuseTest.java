package io.github.markhor.training;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.CompileOptions;
import io.github.markhor.FitOptions;
import io.github.markhor.LoadOptions;
import io.github.markhor.ModelOptions;
import io.github.markhor.SaveOptions;
import io.github.markhor.Sequential;
import io.github.markhor.callbacks.CSVLogger;
import io.github.markhor.callbacks.Callback;
import io.github.markhor.callbacks.EarlyStopping;
import io.github.markhor.callbacks.ModelCheckpoint;
import io.github.markhor.config.Dialect;
import io.github.markhor.config.Registry;
import io.github.markhor.graph.Graph;
import io.github.markhor.graph.Value;
import io.github.markhor.layer.Layer;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.Input;
import io.github.markhor.losses.Loss;
import io.github.markhor.losses.MeanSquaredError;
import io.github.markhor.metrics.Metric;
import io.github.markhor.optimizers.Optimizer;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.optimizers.schedules.LearningRateSchedule;
import io.github.markhor.source.ArraySource;
import io.github.markhor.source.BatchSource;
import io.github.markhor.tensor.Tensor;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Closed models, null, and names that are nearly right. */
class MisuseTest {
  private static final Tensor X = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2);
  private static final Tensor Y = Tensor.of(new float[] {1, 2, 3}, 3, 1);

  private final Sequential model =
      Sequential.of(Input.of(2), Dense.of(4).name("hidden"), Dense.of(1));

  @BeforeEach
  void compile() {
    model.compile("sgd", "mse");
  }

  @AfterEach
  void close() {
    model.close();
  }

  /** What describes a model that is closed, or does nothing to it. */
  private static final Set<String> HARMLESS =
      Set.of(
          "name",
          "options",
          "layers",
          "inputLayer",
          "layer",
          "inputShape",
          "outputShape",
          "output",
          "stopTraining",
          "classNames",
          "setClassNames",
          "toJson",
          "summary",
          "close",
          "countParams",
          "toString");

  @Test
  void everyMethodThatNeedsMemorySaysThatTheModelIsClosed() throws Exception {
    model.close();
    for (Method method : Sequential.class.getMethods()) {
      if (Modifier.isStatic(method.getModifiers())
          || method.getDeclaringClass() != Sequential.class
          || method.isBridge()
          || HARMLESS.contains(method.getName())) {
        continue;
      }
      Throwable thrown = thrown(method, arguments(method));
      assertTrue(
          thrown instanceof IllegalStateException
              && thrown.getMessage().startsWith("The model has been closed"),
          method + ": " + thrown);
    }
    assertThrows(IllegalStateException.class, () -> model.layer("hidden").getWeights());
    assertThrows(IllegalStateException.class, () -> model.output("hidden").predict(X));
    model.close();
    assertTrue(model.toJson().contains("hidden"));
    model.summary(new PrintStream(PrintStream.nullOutputStream()));
  }

  /** Where null has a meaning. */
  private static final Set<String> NULL_ALLOWED =
      Set.of("evaluate 2", "trainOnBatch 2", "testOnBatch 2");

  @Test
  void everyNullIsRefusedByItsName() throws Exception {
    for (Method method : Sequential.class.getMethods()) {
      if (method.getDeclaringClass() != Sequential.class || method.isBridge()) {
        continue;
      }
      for (int i = 0; i < method.getParameterCount(); i++) {
        Class<?> type = method.getParameterTypes()[i];
        boolean allowed = type == Tensor.class && NULL_ALLOWED.contains(method.getName() + " " + i);
        if (type.isPrimitive() || allowed || method.getName().equals("equals")) {
          continue;
        }
        Object[] arguments = arguments(method);
        arguments[i] = null;
        Throwable thrown = thrown(method, arguments);
        assertTrue(
            thrown instanceof NullPointerException
                && String.valueOf(thrown.getMessage()).matches("Expected .*\\. Received: null"),
            method + ", parameter " + i + ": " + thrown);
      }
    }
  }

  @Test
  void optionsRefuseNullToo() {
    for (Executable wrong :
        List.<Executable>of(
            () -> CompileOptions.defaults().metrics((String[]) null),
            () -> CompileOptions.defaults().weightedMetrics((List<Metric>) null),
            () -> FitOptions.defaults().validationData(X, null),
            () -> FitOptions.defaults().callbacks((Callback[]) null),
            () -> FitOptions.defaults().classWeight(null),
            () -> EarlyStopping.builder().monitor(null),
            () -> CSVLogger.builder((String) null),
            () -> ModelCheckpoint.builder((Path) null),
            () -> SGD.of((LearningRateSchedule) null),
            () -> Dense.of(1).name(null))) {
      String message = assertThrows(NullPointerException.class, wrong).getMessage();
      assertTrue(message.matches("Expected \\w+\\. Received: null"), message);
    }
  }

  private Throwable thrown(Method method, Object[] arguments) throws IllegalAccessException {
    try {
      Object made = method.invoke(model, arguments);
      if (made instanceof Sequential other) {
        other.close();
      }
      return null;
    } catch (InvocationTargetException wrong) {
      return wrong.getCause();
    }
  }

  private Object[] arguments(Method method) {
    Map<Class<?>, Object> values = new HashMap<>();
    values.put(int.class, 2);
    values.put(double.class, 0.5);
    values.put(boolean.class, true);
    values.put(String.class, method.getName().equals("compile") ? "mse" : "hidden");
    values.put(Tensor.class, X);
    values.put(Path.class, Path.of("none.h5"));
    values.put(float[].class, new float[] {1, 2});
    values.put(List.class, List.of());
    values.put(Map.class, Map.of());
    values.put(FitOptions.class, FitOptions.defaults().verbose(0));
    values.put(CompileOptions.class, CompileOptions.defaults());
    values.put(ModelOptions.class, ModelOptions.defaults());
    values.put(LoadOptions.class, LoadOptions.defaults());
    values.put(SaveOptions.class, SaveOptions.defaults());
    values.put(PrintStream.class, new PrintStream(PrintStream.nullOutputStream()));
    values.put(Callback[].class, new Callback[0]);
    values.put(Layer[].class, new Layer[] {Flatten.of()});
    values.put(BatchSource.class, ArraySource.inOrder(X, Y, null, 2));
    values.put(Optimizer.class, SGD.of(0.1));
    values.put(Loss.class, MeanSquaredError.of());
    Graph graph = new Graph();
    values.put(Graph.class, graph);
    values.put(Value.class, graph.constant(1));
    List<Object> arguments = new ArrayList<>();
    for (Class<?> type : method.getParameterTypes()) {
      if (type == String.class && method.getName().equals("compile") && arguments.isEmpty()) {
        arguments.add("sgd");
        continue;
      }
      assertTrue(values.containsKey(type), "the test has no value of " + type);
      arguments.add(values.get(type));
    }
    return arguments.toArray();
  }

  @Test
  void namesThatAreNearlyRightAreSuggested() {
    assertMeant("adam", () -> model.compile("adamm", "mse"));
    assertMeant("mean_squared_error", () -> model.compile("adam", "mean_square_error"));
    assertMeant("accuracy", () -> CompileOptions.defaults().metrics("accurracy"));
    assertMeant("hidden", () -> model.layer("Hiden"));
    assertMeant("relu", () -> Dense.of(1).activation("reluu"));
    assertMeant("he_normal", () -> Dense.of(1).kernelInitializer("he_norml"));
    assertMeant("same", () -> Conv2D.of(1, 3).padding("sam"));
    EarlyStopping stop = EarlyStopping.builder().monitor("val_los").build();
    FitOptions options = FitOptions.defaults().verbose(0).validationData(X, Y).callbacks(stop);
    assertMeant("val_loss", () -> model.fit(X, Y, options));
    assertMeant("loss", () -> model.fit(X, Y, FitOptions.defaults().verbose(0)).get("lost"));
  }

  private static void assertMeant(String name, Executable wrong) {
    String message = assertThrows(IllegalArgumentException.class, wrong).getMessage();
    assertTrue(message.contains("(did you mean ") && message.contains(name), message);
  }

  @Test
  void articlesFitTheirNames() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Registry.make(Optimizer.class, 7, Dialect.KERAS_3))
            .getMessage();
    assertTrue(message.contains("of an Optimizer"), message);
  }
}
