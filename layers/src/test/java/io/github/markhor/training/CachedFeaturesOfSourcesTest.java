package io.github.markhor.training;

import static io.github.markhor.training.CachedNetwork.THREE;
import static io.github.markhor.training.CachedNetwork.X;
import static io.github.markhor.training.CachedNetwork.Y;
import static io.github.markhor.training.CachedNetwork.assertSame;
import static io.github.markhor.training.CachedNetwork.assertSameWeights;
import static io.github.markhor.training.CachedNetwork.frozen;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.FeatureCache;
import io.github.markhor.FitOptions;
import io.github.markhor.History;
import io.github.markhor.Model;
import io.github.markhor.callbacks.Callback;
import io.github.markhor.network.BuiltLayer;
import io.github.markhor.source.ArraySource;
import io.github.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which epochs of a source are asked for where features are cached. */
final class CachedFeaturesOfSourcesTest {
  private static CountingSource counting(boolean same, boolean ordered) {
    return new CountingSource(ArraySource.shuffled(X, Y, null, 4, 6), same, ordered);
  }

  @Test
  void picturesAreAskedForOnceAndTheBaseIsNotComputedAgain() {
    try (Model plain = frozen();
        Model cached = frozen()) {
      CountingSource source = counting(true, true);
      CountingSource validation = counting(false, true);
      FitOptions options = THREE.epochs(5).validation(validation);
      History expected = plain.fit(source, options);
      assertEquals(5, source.opened);
      assertEquals(5, validation.opened);
      BuiltLayer base = cached.layer("base");
      Callback spoils =
          new Callback() {
            @Override
            public void onEpochEnd(int epoch, Map<String, Double> logs) {
              List<Tensor> nan = new ArrayList<>();
              for (Tensor weight : base.getWeights()) {
                float[] numbers = weight.toArray();
                Arrays.fill(numbers, Float.NaN);
                nan.add(Tensor.of(numbers, weight.shape()));
              }
              base.setWeights(nan);
            }
          };
      // The order by numbers is the default's, epoch 0, which this source shuffles.
      CountingSource inOrder = new CountingSource(ArraySource.inOrder(X, Y, null, 4), true, true);
      History actual = cached.fit(inOrder, THREE.epochs(5).callbacks(spoils).cacheFeatures());
      assertEquals(1, inOrder.opened);
      assertTrue(actual.get("loss").stream().allMatch(Double::isFinite), actual.toString());
      assertEquals(5, expected.epochs().size());
    }
  }

  @Test
  void anAugmentingSourceIsCachedInAsManyVariantsAsAskedFor() {
    FeatureCache two = FeatureCache.defaults().variants(2);
    try (Model plain = frozen();
        Model cached = frozen()) {
      CountingSource source = counting(false, true);
      History expected = plain.fit(source, THREE.epochs(2));
      History actual = cached.fit(source, THREE.epochs(2).cacheFeatures(two));
      assertSame(expected, actual);
      assertSameWeights(plain, cached);
    }
    try (Model five = frozen();
        Model unordered = frozen()) {
      CountingSource source = counting(false, true);
      five.fit(source, THREE.epochs(5).cacheFeatures(two));
      assertEquals(2, source.opened);
      CountingSource unknown = counting(false, false);
      History history = unordered.fit(unknown, THREE.epochs(5).cacheFeatures(two));
      assertEquals(2, unknown.opened);
      assertTrue(history.get("loss").get(4) < history.get("loss").get(0) + 1, history.toString());
    }
    try (Model model = frozen()) {
      String none =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> model.fit(counting(false, true), THREE.cacheFeatures()))
              .getMessage();
      assertTrue(none.contains("variants") && none.contains("sameEveryEpoch"), none);
      assertThrows(IllegalArgumentException.class, () -> FeatureCache.defaults().variants(0));
    }
  }

  @Test
  void samplesThatASourceLeavesOutAreLeftOut() {
    // A source of eleven samples that cannot read the fourth.
    CountingSource lacks = new CountingSource(ArraySource.inOrder(X, Y, null, 4), true, true);
    lacks.leavesOut = true;
    List<Tensor> left = new ArrayList<>();
    for (Tensor all : List.of(X, Y)) {
      int each = (int) all.shape().dropFirst().elements();
      float[] values = all.toArray();
      System.arraycopy(values, 4 * each, values, 3 * each, 7 * each);
      left.add(Tensor.of(Arrays.copyOf(values, 10 * each), all.shape().with(0, 10)));
    }
    try (Model plain = frozen();
        Model cached = frozen()) {
      History expected = plain.fit(left.get(0), left.get(1), THREE.shuffle(false));
      assertSame(expected, cached.fit(lacks, THREE.cacheFeatures()));
      assertSameWeights(plain, cached);
    }
  }
}
