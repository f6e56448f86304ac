package io.github.markhor.reports;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EvaluationTest {
  @Test
  void oneHotRowsAndClassNumbersAreTheSame() {
    Tensor rows = Tensor.of(new float[] {0, 1, 0, 1, 0, 0, 0, 0, 1}, 3, 3);
    Tensor softmax = Tensor.of(new float[] {.2f, .5f, .3f, .1f, .2f, .7f, .3f, .3f, .4f}, 3, 3);
    for (Tensor truths :
        List.of(rows, Tensor.ofLabels(1, 0, 2), Tensor.of(new float[] {1, 0, 2}, 3, 1))) {
      Evaluation evaluation = Evaluation.of(truths, softmax);
      assertArrayEquals(new int[] {1, 0, 2}, evaluation.truths());
      assertArrayEquals(new int[] {1, 2, 2}, evaluation.predicted());
      assertEquals(List.of("0", "1", "2"), evaluation.classNames());
      assertEquals(2 / 3.0, evaluation.accuracy());
      assertEquals(0.7, evaluation.score(1, 2), 1e-6);
      assertEquals(List.of(1), evaluation.mistakes());
    }
  }

  @Test
  void oneUnitIsTheProbabilityOfTheSecondClass() {
    Evaluation evaluation = Samples.binary();
    assertEquals(1, evaluation.predicted(1));
    assertEquals(0, evaluation.predicted(4));
    assertEquals(0.4, evaluation.score(4, 1), 1e-6);
    assertEquals(0.6, evaluation.score(4, 0), 1e-6);
    // 0.8 for a cat, 0.3 for a dog, 0.6 for a cat, and 0.4 for dogs, of which 0.6 is a bit less.
    assertEquals(List.of(3, 12, 11, 4, 6), evaluation.mistakes());
    Evaluation flat = Evaluation.of(Tensor.ofLabels(1, 0), Tensor.of(new float[] {.5f, .6f}));
    assertArrayEquals(new int[] {0, 1}, flat.predicted());
  }

  @Test
  void refusesWhatWouldBeWrongWithoutAWord() {
    Tensor two = Tensor.of(new float[] {.2f, .8f, .9f, .1f}, 2, 2);
    Tensor several = Tensor.of(new float[] {1, 1, 0, 1}, 2, 2);
    String message =
        assertThrows(IllegalArgumentException.class, () -> Evaluation.of(several, two))
            .getMessage();
    assertTrue(message.contains("a row of sum 2.0 for sample 0"), message);
    refused(Tensor.of(new float[] {0, 0, 0, 1}, 2, 2), two);
    refused(Tensor.of(new float[] {0.5f, 1}), two);
    refused(Tensor.ofLabels(0, 2), two);
    refused(Tensor.ofLabels(0, 1, 1), two);
    refused(Tensor.ofLabels(0, 1), Tensor.of(new float[] {.2f, Float.NaN, .9f, .1f}, 2, 2));
    refused(Tensor.ofLabels(0, 2), Tensor.of(new float[] {.2f, .3f}, 2, 1));
    refused(Tensor.ofLabels(0, 1), Tensor.of(new float[4], 2, 1, 2));
    assertThrows(
        IllegalArgumentException.class,
        () -> Evaluation.of(Tensor.ofLabels(0, 1), two, List.of("a", "b", "c")));
    assertThrows(
        IllegalArgumentException.class,
        () -> Evaluation.ofClasses(new int[] {0, 3}, new int[] {0, 1}, List.of("a", "b")));
    assertThrows(
        IllegalArgumentException.class,
        () -> Evaluation.ofClasses(new int[] {}, new int[] {}, List.of("a", "b")));
  }

  private static void refused(Tensor truths, Tensor predictions) {
    assertThrows(IllegalArgumentException.class, () -> Evaluation.of(truths, predictions));
  }

  /** The number of the next sample's first class lies behind that of a sample's last. */
  @Test
  void aClassThatIsNoneHasNoScore() {
    Evaluation two =
        Evaluation.of(Tensor.ofLabels(0, 1), Tensor.of(new float[] {.2f, .8f, .9f, .1f}, 2, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> two.score(0, 2));
    assertThrows(IndexOutOfBoundsException.class, () -> two.score(1, -1));
  }

  @Test
  void classesAloneHaveNoScores() {
    Evaluation five = Samples.five();
    assertFalse(five.hasScores());
    assertEquals(6 / 13.0, five.accuracy());
    assertThrows(IllegalStateException.class, () -> five.score(0, 0));
    assertEquals("sample 3", five.sampleName(3));
    assertThrows(IllegalArgumentException.class, () -> five.sampleNames(List.of("a")));
  }
}
