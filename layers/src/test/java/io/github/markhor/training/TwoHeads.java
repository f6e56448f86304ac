package io.github.markhor.training;

import io.github.markhor.Model;
import io.github.markhor.ModelOptions;
import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.Concatenate;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Input;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.tensor.Tensors;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A model of two inputs and two outputs, and the same in plain loops: {@code s = a · W + w}, {@code
 * kind = s · K + k}, {@code age = [s, b] · A + α}.
 */
final class TwoHeads {
  static final int N = 7;

  final Tensor a = numbers(1, N, 2);
  final Tensor b = numbers(2, N, 1);
  final Tensor kind = numbers(3, N, 2);
  final Tensor age = numbers(4, N, 1);

  /** The inputs in the model's order. */
  final Tensors x = Tensors.of(a, b);

  /** The labels in the model's order. */
  final Tensors y = Tensors.of(kind, age);

  /** Both by name, against the model's order. */
  final Tensors xByName = Tensors.of(Map.of("b", b, "a", a));

  final Tensors yByName = Tensors.of(Map.of("age", age, "kind", kind));

  static Tensor numbers(int seed, int... sizes) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = Tensor.zeros(sizes).toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-1.5, 1.5);
    }
    return Tensor.of(values, sizes);
  }

  static Model model() {
    Input a = Input.of(2).name("a");
    Input b = Input.of(1).name("b");
    Symbol shared = Dense.of(2).name("shared").apply(a);
    Symbol kind = Dense.of(2).name("kind").apply(shared);
    Symbol age = Dense.of(1).name("age").apply(Concatenate.of().apply(shared, b));
    Model model =
        Model.of(ModelOptions.defaults().name("two").seed(3), List.of(a, b), List.of(kind, age));
    model.setWeights(weights());
    return model;
  }

  /** W, w, K, k, A, α. */
  static List<Tensor> weights() {
    return List.of(
        numbers(5, 2, 2),
        numbers(6, 2),
        numbers(7, 2, 2),
        numbers(8, 2),
        numbers(9, 3, 1),
        numbers(10, 1));
  }

  /** The predictions of a sample: those of kind, then that of age. */
  static double[] predict(double[][] w, double[] a, double b) {
    double[] s = new double[2];
    double[] y = {w[3][0], w[3][1], w[5][0] + b * w[4][2]};
    for (int i = 0; i < 2; i++) {
      s[i] = w[1][i] + a[0] * w[0][i] + a[1] * w[0][2 + i];
      y[0] += s[i] * w[2][2 * i];
      y[1] += s[i] * w[2][2 * i + 1];
      y[2] += s[i] * w[4][i];
    }
    return y;
  }

  /** The predictions of all samples. */
  double[][] predict(double[][] w) {
    double[][] all = new double[N][];
    for (int i = 0; i < N; i++) {
      all[i] = predict(w, new double[] {a.get(i, 0), a.get(i, 1)}, b.get(i, 0));
    }
    return all;
  }

  /** The mean squared error of kind, of some samples with weights. */
  double kindLoss(double[][] w, double[] weights, int from, int to) {
    double[][] all = predict(w);
    double sum = 0;
    for (int i = from; i < to; i++) {
      double first = all[i][0] - kind.get(i, 0);
      double second = all[i][1] - kind.get(i, 1);
      sum += weights[i] * (first * first + second * second) / 2;
    }
    return sum / (to - from);
  }

  /** The mean absolute error of age, of some samples with weights. */
  double ageLoss(double[][] w, double[] weights, int from, int to) {
    double[][] all = predict(w);
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += weights[i] * Math.abs(all[i][2] - age.get(i, 0));
    }
    return sum / (to - from);
  }

  static double[][] doubles(List<Tensor> weights) {
    return weights.stream()
        .map(
            weight -> {
              float[] values = weight.toArray();
              double[] all = new double[values.length];
              for (int i = 0; i < all.length; i++) {
                all[i] = values[i];
              }
              return all;
            })
        .toArray(double[][]::new);
  }

  /** A loss of weights. */
  interface LossOf {
    double at(double[][] weights);
  }

  /** The weights after a step of SGD, by differences. */
  static double[][] stepped(LossOf loss, double rate) {
    double[][] w = doubles(weights());
    double[][] next = doubles(weights());
    double h = 1e-6;
    for (int i = 0; i < w.length; i++) {
      for (int j = 0; j < w[i].length; j++) {
        double before = w[i][j];
        w[i][j] = before + h;
        double up = loss.at(w);
        w[i][j] = before - h;
        double down = loss.at(w);
        w[i][j] = before;
        next[i][j] = before - rate * (up - down) / (2 * h);
      }
    }
    return next;
  }
}
