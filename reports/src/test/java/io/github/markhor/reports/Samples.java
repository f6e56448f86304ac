package io.github.markhor.reports;

import io.github.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Truths and predictions that several tests share, and whose numbers scikit-learn 1.9.1 gave. */
final class Samples {
  /** Of five classes 2 is never predicted, 3 never true, and 4 neither. */
  static final int[] TRUTHS = {0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 0};

  static final int[] PREDICTED = {0, 0, 1, 0, 3, 1, 0, 1, 0, 1, 0, 1, 0};
  static final List<String> FIVE = List.of("ant", "bee", "crow", "dog", "eel");

  /** Two classes, with several samples of the scores 0.4 and 0.8. */
  static final int[] BINARY = {0, 1, 1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 0};

  static final float[] SCORES = {
    .1f, .9f, .8f, .8f, .4f, .35f, .4f, .7f, .4f, .2f, .95f, .6f, .3f, .05f
  };

  private Samples() {}

  static Evaluation five() {
    return Evaluation.ofClasses(TRUTHS, PREDICTED, FIVE);
  }

  static Evaluation binary() {
    return Evaluation.of(
        Tensor.ofLabels(BINARY), Tensor.of(SCORES, 14, 1), List.of("cats", "dogs"));
  }

  static Evaluation three() {
    float[] rows = {
      .7f, .2f, .1f, .1f, .6f, .3f, .2f, .3f, .5f, .5f, .4f, .1f, .3f, .3f, .4f, .1f, .8f, .1f, .2f,
      .2f, .6f
    };
    return Evaluation.of(
        Tensor.ofLabels(0, 1, 2, 1, 0, 1, 2), Tensor.of(rows, 7, 3), List.of("x", "y", "z"));
  }

  /** Softmax rows of which most are right, of any number of classes. */
  static Evaluation drawn(int n, List<String> names, long seed) {
    int classes = names.size();
    SplittableRandom random = new SplittableRandom(seed);
    int[] truths = new int[n];
    float[] rows = new float[n * classes];
    for (int i = 0; i < n; i++) {
      truths[i] = random.nextInt(classes);
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        double logit = 2.2 * random.nextDouble() + (c == truths[i] ? 1.6 : 0);
        rows[i * classes + c] = (float) Math.exp(2.5 * logit);
        sum += rows[i * classes + c];
      }
      for (int c = 0; c < classes; c++) {
        rows[i * classes + c] /= (float) sum;
      }
    }
    return Evaluation.of(Tensor.ofLabels(truths), Tensor.of(rows, n, classes), names);
  }

  static List<String> names(int n) {
    String[] words = {"apple_pie", "baby_back_ribs", "baklava", "beef_carpaccio", "beet_salad"};
    List<String> names = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      names.add(words[i % words.length] + (i < words.length ? "" : "_" + i));
    }
    return names;
  }
}
