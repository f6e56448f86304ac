package io.github.markhor.split;

import io.github.markhor.source.ArraySource;
import java.util.Arrays;

/**
 * The samples to train on and those to validate with, by their numbers, ascending: what {@link
 * KFold}, {@link StratifiedKFold} and {@link TrainTestSplit} give. {@code
 * io.github.markhor.tensor.Tensor#rows}, {@link ArraySource#rows} and the option {@code samples} of
 * flows of pictures take the numbers.
 */
public final class Fold {
  private final int[] train;
  private final int[] validation;

  private Fold(int[] train, int[] validation) {
    this.train = train;
    this.validation = validation;
  }

  /** The fold in which the samples of one number validate and all others train. */
  static Fold of(int number, int[] foldOf) {
    int[] validation = new int[foldOf.length];
    int[] train = new int[foldOf.length];
    int held = 0;
    for (int i = 0; i < foldOf.length; i++) {
      if (foldOf[i] == number) {
        validation[held++] = i;
      } else {
        train[i - held] = i;
      }
    }
    return new Fold(Arrays.copyOf(train, foldOf.length - held), Arrays.copyOf(validation, held));
  }

  /** The numbers of the samples to train on. */
  public int[] train() {
    return train.clone();
  }

  /** The numbers of the samples to validate with. */
  public int[] validation() {
    return validation.clone();
  }

  @Override
  public String toString() {
    return train.length + " samples to train, " + validation.length + " to validate";
  }
}
