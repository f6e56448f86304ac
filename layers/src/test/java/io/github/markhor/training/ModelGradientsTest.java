package io.github.markhor.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.Model;
import io.github.markhor.ModelGradients;
import io.github.markhor.Sequential;
import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.Activations;
import io.github.markhor.layers.Add;
import io.github.markhor.layers.BatchNormalization;
import io.github.markhor.layers.Concatenate;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Dropout;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.GlobalAveragePooling2D;
import io.github.markhor.layers.Input;
import io.github.markhor.layers.MaxPooling2D;
import io.github.markhor.layers.ReLU;
import io.github.markhor.losses.MeanSquaredError;
import io.github.markhor.network.BuiltLayer;
import io.github.markhor.optimizers.SGD;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Gradients for users: against TensorFlow's GradientTape, and against differences. */
class ModelGradientsTest {
  /** Numbers that the test's Keras program computes too: 0.5 sin(0.7 i + k). */
  private static int fill(BuiltLayer layer, int first) {
    int k = first;
    List<Tensor> filled = new ArrayList<>();
    for (Tensor weight : layer.getWeights()) {
      float[] values = new float[(int) weight.shape().elements()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (0.5 * Math.sin(0.7 * i + k));
        if (layer.name().equals("bn") && filled.size() == 3) {
          values[i] = Math.abs(values[i]) + 0.5f;
        }
      }
      filled.add(Tensor.of(values, weight.shape()));
      k++;
    }
    layer.setWeights(filled);
    return k;
  }

  /** A base with two branches as a layer of a classifier. */
  private static Model classifier() {
    Input x = Input.of(6, 5, 2);
    Symbol c1 = Conv2D.of(3, 3).padding("same").activation("relu").name("c1").apply(x);
    Symbol bn = BatchNormalization.of().name("bn").apply(c1);
    Symbol left = ReLU.of().name("r2").apply(Conv2D.of(4, 1).name("c2").apply(bn));
    Symbol right = Conv2D.of(4, 3).padding("same").name("c3").apply(bn);
    Model base = Model.of(x, ReLU.of().name("top").apply(Add.of().name("sum").apply(left, right)));
    Input picture = Input.of(6, 5, 2);
    BuiltLayer inner = base.asLayer();
    Symbol features = inner.apply(picture);
    Symbol pooled = GlobalAveragePooling2D.of().name("gap").apply(features);
    Symbol out = Dense.of(3).activation("softmax").name("predictions").apply(pooled);
    Model model = Model.of(picture, out);
    int k = 1;
    for (String name : List.of("c1", "bn", "c2", "c3")) {
      k = fill(model.layer(inner.name() + "/" + name), k);
    }
    fill(model.layer("predictions"), k);
    base.close();
    return model;
  }

  private static Tensor pictures() {
    float[] x = new float[2 * 60];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) Math.cos(0.3 * i) * 1.5f;
    }
    return Tensor.of(x, 2, 6, 5, 2);
  }

  private static double waved(Tensor tensor) {
    double sum = 0;
    float[] values = tensor.toArray();
    for (int i = 0; i < values.length; i++) {
      sum += values[i] * Math.sin(0.37 * i);
    }
    return sum;
  }

  private static void check(
      ModelGradients.Result found, double[] values, double[] some, double[] sums) {
    float[] gradients = found.gradients().toArray();
    assertEquals(values[0], found.values().get(0), 1e-6);
    assertEquals(values[1], found.values().get(1), 1e-6);
    int[] places = {0, 7, 31, gradients.length - 1};
    double absolute = 0;
    for (float gradient : gradients) {
      absolute += Math.abs(gradient);
    }
    double close = absolute / gradients.length * 1e-4;
    for (int i = 0; i < 4; i++) {
      assertEquals(some[i], gradients[places[i]], close);
    }
    assertEquals(sums[0], waved(found.gradients()), 50 * close);
    assertEquals(sums[1], absolute, sums[1] * 1e-5);
    assertEquals(sums[2], waved(found.at()), 1e-4);
    assertEquals(found.at().shape(), found.gradients().shape());
  }

  /** TensorFlow 2 with Keras 3.15: a GradientTape that watches the input or the layer's result. */
  @Test
  void areThoseOfAGradientTape() {
    try (Model model = classifier()) {
      String base = model.layers().get(0).name();
      ModelGradients gradients = model.gradients();
      assertArrayEquals(
          new float[] {
            0.22055328f, 0.31747791f, 0.46196887f, 0.22099312f, 0.31762725f, 0.46137965f
          },
          model.predict(pictures()).toArray(),
          1e-6f);
      check(
          gradients.unit(1).compute(pictures()),
          new double[] {0.31747791171, 0.31762725115},
          new double[] {3.810860653e-05, -0.00010792546527, 0.00024798235972, 0.00012324481213},
          new double[] {-7.771811303e-05, 0.016564950347, 17.080190632904});
      check(
          gradients.unit(1).beforeActivation(true).compute(pictures()),
          new double[] {-0.02300655842, -0.02252884954},
          new double[] {0.004226928577, -0.00116150477, 0.001255411073, 0.001328465878},
          new double[] {0.0001210321752, 0.256930977106, 17.080190632904});
      check(
          gradients
              .units(2, 0)
              .beforeActivation(true)
              .withRespectTo(base + "/bn")
              .compute(pictures()),
          new double[] {0.35208272934, -0.38527587056},
          new double[] {0.00355306128, 0.000610320014, -0.001118582208, 0.013224095106},
          new double[] {-0.039026124431, 0.776416480541, -2.301977516151});
      check(
          gradients.unit(2).withRespectTo(base).compute(pictures()),
          new double[] {0.46196886897, 0.46137964725},
          new double[] {0.002874708268, 0.002916250145, 0.002916250145, 0.002916099038},
          new double[] {-0.000158905895, 0.604641854763, 0.26817999054});
      check(
          gradients.unit(0).beforeActivation(true).withRespectTo(base + "/c1").compute(pictures()),
          new double[] {-0.38727551699, -0.38527587056},
          new double[] {0.000541966234, -0.001164085465, 0.001787942019, -0.006454292685},
          new double[] {0.0025951534613, 0.2628800868988, 1.54860997422});
    }
  }

  private static Model smooth() {
    Input left = Input.of(5, 4, 2).name("left");
    Input right = Input.of(3).name("right");
    Symbol seen =
        Flatten.of()
            .name("flat")
            .apply(Conv2D.of(3, 2).activation("tanh").name("conv").apply(left));
    Symbol known = Dense.of(4).activation("tanh").name("known").apply(right);
    Symbol both =
        Dropout.of(0.5).name("drop").apply(Concatenate.of().name("both").apply(seen, known));
    return Model.of(
        List.of(left, right),
        List.of(
            Dense.of(3).activation(Activations.SIGMOID).name("kind").apply(both),
            Dense.of(1).name("age").apply(known)));
  }

  private static Tensor waves(double step, int... sizes) {
    float[] values = new float[(int) Shape.of(sizes).elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(step * i + 0.4);
    }
    return Tensor.of(values, sizes);
  }

  /** Of two inputs and two outputs, with a weight for each element of the output. */
  @Test
  void areDifferencesOfTheValues() {
    Tensor left = waves(0.31, 3, 5, 4, 2);
    Tensor right = waves(0.77, 3, 3);
    Tensor weights = waves(1.3, 3, 3);
    try (Model model = smooth()) {
      ModelGradients asked =
          model.gradients().output("kind").weights(weights).withRespectTo("left");
      ModelGradients.Result found = asked.compute(Tensors.of(left, right));
      float h = 1e-2f;
      for (int element : new int[] {0, 17, 39}) {
        float[] up = left.toArray();
        float[] down = left.toArray();
        for (int sample = 0; sample < 3; sample++) {
          up[sample * 40 + element] += h;
          down[sample * 40 + element] -= h;
        }
        Tensors more = Tensors.of(Tensor.of(up, left.shape()), right);
        Tensors less = Tensors.of(Tensor.of(down, left.shape()), right);
        for (int sample = 0; sample < 3; sample++) {
          double difference =
              (weighted(model, more, weights, sample) - weighted(model, less, weights, sample))
                  / (2 * h);
          float gradient = found.gradients().toArray()[sample * 40 + element];
          assertEquals(difference, gradient, 1e-4 + 2e-3 * Math.abs(difference));
        }
      }
      // Whatever the batches, and whether the model trains or not.
      assertArrayEquals(
          found.gradients().toArray(),
          asked.batchSize(2).compute(Tensors.of(left, right)).gradients().toArray(),
          1e-6f);
      model.compile(SGD.of(0.1), MeanSquaredError.of());
      assertArrayEquals(
          found.gradients().toArray(),
          asked.compute(Tensors.of(left, right)).gradients().toArray(),
          1e-6f);
      // They follow the weights: twice the kernel before a linear output is twice the gradient.
      ModelGradients ofAge = model.gradients().output("age").withRespectTo("known");
      float[] before = ofAge.compute(Tensors.of(left, right)).gradients().toArray();
      List<Tensor> age = model.layer("age").getWeights();
      float[] doubled = age.get(0).toArray();
      for (int i = 0; i < doubled.length; i++) {
        assertEquals(doubled[i], before[i], 1e-6f);
        doubled[i] *= 2;
      }
      model.layer("age").setWeights(List.of(Tensor.of(doubled, 4, 1), age.get(1)));
      float[] after = ofAge.compute(Tensors.of(left, right)).gradients().toArray();
      assertEquals(2 * before[5], after[5], 1e-6f);
    }
  }

  private static double weighted(Model model, Tensors x, Tensor weights, int sample) {
    Tensor kind = model.predictAll(x).tensor("kind");
    double sum = 0;
    for (int unit = 0; unit < 3; unit++) {
      sum += kind.get(sample, unit) * weights.get(sample, unit);
    }
    return sum;
  }

  /** The unit of an output of pictures is a channel, summed over all pixels. */
  @Test
  void aUnitOfPicturesIsAChannel() {
    try (Sequential model =
        Sequential.of(
            Input.of(4, 4, 1), MaxPooling2D.of(2).name("pool"), Conv2D.of(2, 1).name("mask"))) {
      List<Tensor> weights = List.of(Tensor.of(new float[] {3, -5}, 1, 1, 1, 2), Tensor.zeros(2));
      model.setWeights(weights);
      ModelGradients.Result found =
          model.gradients().unit(1).withRespectTo("pool").compute(waves(0.9, 2, 4, 4, 1));
      assertEquals(Shape.of(2, 2, 2, 1), found.gradients().shape());
      for (float gradient : found.gradients().toArray()) {
        assertEquals(-5, gradient);
      }
      float[] summed =
          model
              .gradients()
              .withRespectTo("pool")
              .compute(waves(0.9, 2, 4, 4, 1))
              .gradients()
              .toArray();
      assertEquals(-2, summed[3]);
    }
  }

  @Test
  void whatCannotBeAskedForIsRefused() {
    Model model = smooth();
    Tensors x = Tensors.of(waves(0.31, 3, 5, 4, 2), waves(0.77, 3, 3));
    ModelGradients kind = model.gradients().output("kind").withRespectTo("left");
    refused("one of the model's outputs", () -> model.gradients().withRespectTo("left").compute(x));
    refused("to be named by withRespectTo", () -> model.gradients().output("kind").compute(x));
    refused("which does not depend on", () -> kind.output("age").compute(x));
    refused("which does not depend on", () -> kind.output("conv").withRespectTo("flat").compute(x));
    refused("from 0 to 2. Received: 3", () -> kind.unit(3).compute(x));
    refused("one for each of 3 samples. Received: 2", () -> kind.units(0, 1).compute(x));
    refused("Expected weights of the shape", () -> kind.weights(Tensor.zeros(3, 2)).compute(x));
    refused("none below 0", () -> kind.unit(-1));
    refused("did you mean", () -> kind.withRespectTo("knwon"));
    assertEquals(3, kind.unit(2).compute(x).values().shape().size(0));
    model.close();
    assertThrows(IllegalStateException.class, () -> kind.compute(x));
  }

  private static void refused(String part, Runnable call) {
    String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
    assertTrue(message.contains(part), message);
  }
}
