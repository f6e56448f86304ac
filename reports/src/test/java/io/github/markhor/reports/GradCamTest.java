package io.github.markhor.reports;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.Model;
import io.github.markhor.Sequential;
import io.github.markhor.layers.Conv2D;
import io.github.markhor.layers.Dense;
import io.github.markhor.layers.Flatten;
import io.github.markhor.layers.Input;
import io.github.markhor.layers.MaxPooling2D;
import io.github.markhor.tensor.Shape;
import io.github.markhor.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against numbers of Keras 3.15 on TensorFlow, by the recipe of keras.io. */
class GradCamTest {
  private static final float[] HEAT = {
    0.2400854f,
    0.3159202f,
    0.266261f,
    0.1982614f,
    0.1255047f,
    0,
    0.6413347f,
    0.9409558f,
    0.9865459f,
    0,
    0.5806677f,
    0,
    0,
    0,
    0.4020394f,
    0,
    0.439079f,
    0.8265771f,
    1,
    0.01620843f,
    0.6456466f,
    0.09737542f,
    0,
    0,
    0.2534525f,
    0.2102332f,
    0.3322285f,
    0.3148349f,
    0.2621321f,
    0.1063831f
  };

  private static final float[] SALIENCY = {
    0.5413216f,
    0.5564608f,
    0.2008034f,
    0.04762268f,
    0.03476007f,
    0.643558f,
    0.6596562f,
    0.2719145f,
    0.03393371f,
    0.03229412f,
    0.9813849f,
    1,
    0.3408013f,
    0.0411179f,
    0.04059266f,
    0.6364427f,
    0.6463611f,
    0.2649352f,
    0.09272477f,
    0.08445407f,
    0.7162097f,
    0.72997f,
    0.2774349f,
    0.05460976f,
    0.04347451f,
    0.2664123f,
    0.271142f,
    0.1382468f,
    0.04220947f,
    0.04022714f
  };

  private static final Tensor GREY = Tensor.zeros(12, 10, 1);

  @Test
  void isKerassRecipeWithinANestedBaseWithBranches() {
    try (Model model = SmallClassifier.make()) {
      String base = model.layers().get(0).name();
      ExplainOptions options = ExplainOptions.defaults().shown(GREY);
      GradCam cam = GradCam.of(model, SmallClassifier.picture(), options.layer(base + "/bn"));
      assertEquals(Shape.of(6, 5), cam.heatMap().shape());
      assertArrayEquals(HEAT, cam.heatMap().toArray(), 2e-5f);
      assertEquals(2, cam.classNumber());
      assertEquals("class 2", cam.className());
      assertEquals(0.46196887, cam.prediction(), 1e-6);
      // By default the last maps, which are the base's; a picture without its batch will do.
      GradCam last =
          GradCam.of(model, SmallClassifier.picture().reshape(6, 5, 2), options.classNumber(0));
      assertEquals(base, last.layer());
      assertArrayEquals(new float[30], last.heatMap().toArray());
      assertEquals(0.22055328, last.prediction(), 1e-6);
    }
  }

  @Test
  void theOverlayIsThePictureUnderTheHeat() {
    try (Model model = SmallClassifier.make()) {
      model.setClassNames(List.of("ant", "bee", "cat"));
      String base = model.layers().get(0).name();
      Tensor white = Tensor.of(filled(60 * 50, 255), 60, 50, 1);
      GradCam cam =
          GradCam.of(
              model,
              SmallClassifier.picture(),
              ExplainOptions.defaults().shown(white).layer(base + "/bn"));
      assertEquals("cat", cam.className());
      BufferedImage overlay = cam.overlay();
      assertEquals(50, overlay.getWidth());
      assertEquals(60, overlay.getHeight());
      // Between the hottest point, of row 3 and column 3, and the one after it, at 3.05 each.
      double heat = 0.95 * (0.95 * 1 + 0.05 * HEAT[19]) + 0.05 * (0.95 * 0 + 0.05 * HEAT[24]);
      assertEquals(mixed(ColorMap.JET.rgb(heat)), overlay.getRGB(35, 35) & 0xFFFFFF);
      // Below the last row there is only it.
      assertEquals(mixed(ColorMap.JET.rgb(HEAT[25])), overlay.getRGB(0, 59) & 0xFFFFFF);
      assertTrue(cam.svg().contains("data:image/png;base64,"));
      assertEquals(cam.width(), cam.image().getWidth());
    }
  }

  private static int mixed(int heat) {
    int rgb = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      rgb = rgb << 8 | (int) Math.round(0.6 * 255 + 0.4 * (heat >> shift & 255));
    }
    return rgb;
  }

  private static float[] filled(int count, float value) {
    float[] values = new float[count];
    Arrays.fill(values, value);
    return values;
  }

  @Test
  void saliencyIsTheGradientsMagnitude() {
    try (Model model = SmallClassifier.make()) {
      Saliency saliency =
          Saliency.of(
              model,
              SmallClassifier.picture(),
              ExplainOptions.defaults().classNumber(2).shown(GREY));
      assertArrayEquals(SALIENCY, saliency.map().toArray(), 2e-5f);
      assertEquals(saliency.width(), saliency.image().getWidth());
    }
  }

  /** One unit speaks for class 1: the heat of class 0 is what is negative of the other's. */
  @Test
  void aBinaryClassifierHasTwoClasses() {
    try (Sequential model =
        Sequential.of(
            Input.of(4, 4, 1),
            Conv2D.of(1, 1).useBias(false).name("conv"),
            MaxPooling2D.of(1).name("pool"),
            Flatten.of(),
            Dense.of(1).activation("sigmoid").useBias(false).name("out"))) {
      float[] weights = new float[16];
      float[] picture = new float[16];
      for (int i = 0; i < 16; i++) {
        weights[i] = 0.1f;
        picture[i] = i - 4;
      }
      model.setWeights(List.of(Tensor.of(new float[] {1}, 1, 1, 1, 1), Tensor.of(weights, 16, 1)));
      Tensor x = Tensor.of(picture, 4, 4, 1);
      GradCam one = GradCam.of(model, x);
      assertEquals("conv", one.layer());
      assertEquals(1, one.classNumber());
      double sigmoid = 1 / (1 + Math.exp(-0.1 * (120 - 64)));
      assertEquals(sigmoid, one.prediction(), 1e-6);
      GradCam zero = GradCam.of(model, x, ExplainOptions.defaults().classNumber(0));
      assertEquals(1 - sigmoid, zero.prediction(), 1e-6);
      for (int i = 0; i < 16; i++) {
        assertEquals(Math.max(0, i - 4) / 11.0, one.heatMap().toArray()[i], 1e-6);
        assertEquals(Math.max(0, 4 - i) / 4.0, zero.heatMap().toArray()[i], 1e-6);
      }
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> GradCam.of(model, x, ExplainOptions.defaults().classNumber(2)))
              .getMessage();
      assertTrue(message.contains("class number below 2"), message);
      message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> GradCam.of(model, x, ExplainOptions.defaults().layer("flatten")))
              .getMessage();
      assertTrue(message.contains("whose results are maps"), message);
    }
  }
}
