package io.github.markhor.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.CompileOptions;
import io.github.markhor.FitOptions;
import io.github.markhor.Model;
import io.github.markhor.ModelOptions;
import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.Input;
import io.github.markhor.layers.MaxPooling2D;
import io.github.markhor.layers.Multiply;
import io.github.markhor.layers.Subtract;
import io.github.markhor.losses.BinaryCrossentropy;
import io.github.markhor.optimizers.Adam;
import io.github.markhor.tensor.Tensor;
import io.github.markhor.tensor.Tensors;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A siamese network: one encoder for both pictures of a pair, which may show the same thing. */
class SiameseTest {
  private static final int HEIGHT = 8;
  private static final int WIDTH = 9;
  private static final int[] DOWN = {1, 0, 1};
  private static final int[] ACROSS = {0, 1, 1};

  @TempDir Path folder;

  /** Pairs of pictures: the first are bright, the second dark and with more noise. */
  private record Pairs(Tensors x, Tensor y) {
    static Pairs draw(int count, long seed) {
      Random random = new Random(seed);
      float[] first = new float[count * HEIGHT * WIDTH];
      float[] second = new float[first.length];
      float[] same = new float[count];
      for (int i = 0; i < count; i++) {
        int kind = random.nextInt(DOWN.length);
        boolean alike = random.nextBoolean();
        int other = alike ? kind : (kind + 1 + random.nextInt(2)) % DOWN.length;
        draw(first, i, kind, 1, 0.05, random);
        draw(second, i, other, 0.6, 0.15, random);
        same[i] = alike ? 1 : 0;
      }
      return new Pairs(
          Tensors.of(
              Tensor.of(first, count, HEIGHT, WIDTH, 1),
              Tensor.of(second, count, HEIGHT, WIDTH, 1)),
          Tensor.of(same, count, 1));
    }

    /** A line down, across or askew, of five pixels, anywhere. */
    private static void draw(
        float[] to, int picture, int kind, double light, double noise, Random random) {
      int start = picture * HEIGHT * WIDTH;
      for (int i = 0; i < HEIGHT * WIDTH; i++) {
        to[start + i] = (float) (noise * random.nextGaussian());
      }
      int row = random.nextInt(HEIGHT - 4);
      int column = random.nextInt(WIDTH - 4);
      for (int step = 0; step < 5; step++) {
        to[start + (row + step * DOWN[kind]) * WIDTH + column + step * ACROSS[kind]] +=
            (float) light;
      }
    }
  }

  private static Model encoder() {
    Input picture = Input.of(HEIGHT, WIDTH, 1);
    Symbol x = Conv2D.of(8, 3).activation("relu").apply(picture);
    x = MaxPooling2D.of(6, 7).apply(x); // wherever the line lies
    x = Dense.of(6).apply(Flatten.of().apply(x));
    return Model.of(ModelOptions.defaults().seed(1).name("encoder"), List.of(picture), List.of(x));
  }

  /** Whether two codes belong to the same kind follows from their squared differences. */
  private static Model siamese(Model encoder) {
    Input first = Input.of(HEIGHT, WIDTH, 1).name("first");
    Input second = Input.of(HEIGHT, WIDTH, 1).name("second");
    Symbol difference = Subtract.of().apply(encoder.apply(first), encoder.apply(second));
    Symbol squares = Multiply.of().apply(difference, difference);
    Symbol same = Dense.of(1).activation("sigmoid").name("same").apply(squares);
    return Model.of(ModelOptions.defaults().seed(2), List.of(first, second), List.of(same));
  }

  @Test
  void learnsWhichPicturesShowTheSame() {
    Pairs train = Pairs.draw(400, 3);
    Pairs others = Pairs.draw(300, 4);
    Path file = folder.resolve("siamese.keras");
    try (Model encoder = encoder();
        Model siamese = siamese(encoder)) {
      // 8 filters of 3×3, six codes, six squares; the encoder counts once.
      assertEquals(9 * 8 + 8 + 8 * 6 + 6 + 6 + 1, siamese.countParams());
      siamese.compile(
          Adam.of(0.02), BinaryCrossentropy.of(), CompileOptions.defaults().metrics("accuracy"));
      siamese.fit(train.x(), train.y(), FitOptions.defaults().epochs(20).verbose(0));
      double accuracy = siamese.evaluate(others.x(), others.y()).get("accuracy");
      assertTrue(accuracy > 0.9, "accuracy on new pairs: " + accuracy);
      // One encoder: the same pair the other way round is as much alike.
      float[] expected = siamese.predict(others.x()).toArray();
      Tensors exchanged = Tensors.of(others.x().tensor(1), others.x().tensor(0));
      assertArrayEquals(expected, siamese.predict(exchanged).toArray(), 1e-5f);
      siamese.save(file);
      try (Model again = Model.load(file)) {
        assertEquals(siamese.countParams(), again.countParams());
        assertArrayEquals(expected, again.predict(others.x()).toArray());
      }
    }
  }
}
