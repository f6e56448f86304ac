package io.github.markhor.applications;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.markhor.Model;
import io.github.markhor.layer.Symbol;
import io.github.markhor.layers.Identity;
import io.github.markhor.layers.Input;
import io.github.markhor.tensor.Shape;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class ApplicationsTest {
  /** What Keras's preprocess_input makes of a red and a grey pixel. */
  @Test
  void eachFamilyPreparesPicturesAsItsWeightsWant() {
    float[] caffe = {-93.939f, -106.779f, 126.32f, -53.939f, -66.779f, -73.68f};
    float[] tf = {0.9607843f, -0.9215686f, -0.9215686f, -0.6078431f, -0.6078431f, -0.6078431f};
    float[] torch = {2.163284f, -1.860644f, -1.630152f, -1.261666f, -1.160364f, -0.933072f};
    float[] same = {250, 10, 10, 50, 50, 50};
    assertPrepared(caffe, Applications.vgg19());
    assertPrepared(caffe, Applications.resNet101());
    assertPrepared(tf, Applications.resNet50V2());
    assertPrepared(tf, Applications.mobileNet());
    assertPrepared(tf, Applications.mobileNetV2());
    assertPrepared(tf, Applications.inceptionV3());
    assertPrepared(tf, Applications.inceptionResNetV2());
    assertPrepared(tf, Applications.xception());
    assertPrepared(tf, Applications.nasNetLarge());
    assertPrepared(torch, Applications.denseNet169());
    assertPrepared(same, Applications.mobileNetV3Small());
    assertPrepared(same, Applications.efficientNetB3());
    assertPrepared(same, Applications.efficientNetV2M());
    assertPrepared(same, Applications.convNeXtTiny());
  }

  private static void assertPrepared(float[] expected, Application<?> application) {
    float[] picture = {250, 10, 10, 50, 50, 50};
    application.preprocessInput(picture, 1, 2, 3);
    assertArrayEquals(expected, picture, 1e-4f, application.name());
    Input pictures = Input.of(1, 2, 3);
    try (Model model =
            Model.of(pictures, Identity.of().apply(application.preprocessInput(pictures)));
        Model again = Model.fromJson(model.toJson())) {
      float[] raw = {250, 10, 10, 50, 50, 50};
      assertArrayEquals(expected, model.predict(raw), 1e-4f, application.name());
      assertArrayEquals(expected, again.predict(raw), 1e-4f, application.name());
    }
  }

  @Test
  void picturesOfOtherChannelsAreRefusedWhereTheMeansAreOfThree() {
    assertTrue(
        refusal(() -> prepared(Applications.vgg16(), 4, 1)).contains("Received: 4 values as"));
    assertArrayEquals(new float[4], prepared(Applications.convNeXtTiny(), 4, 1));
    assertTrue(refusal(() -> prepared(Applications.xception(), 5, 1)).contains("(2, 2, 1)"));
  }

  private static float[] prepared(Application<?> application, int values, int channels) {
    float[] picture = new float[values];
    application.preprocessInput(picture, 2, 2, channels);
    return picture;
  }

  @Test
  void aNetworkIsPartOfALargerOne() {
    Input input = Input.of(64, 96, 3);
    Symbol maps = Applications.mobileNetV2().includeTop(false).apply(input);
    assertEquals(Shape.of(2, 3, 1280), maps.shape());
    assertEquals(Shape.of(10), Applications.mobileNetV2().classes(10).apply(input).shape());
  }

  @Test
  void widthAndSizeAreInTheName() {
    assertEquals("mobilenetv2_1.00_224", Applications.mobileNetV2().name());
    MobileNet small = Applications.mobileNet().alpha(0.25).inputShape(128, 160, 3);
    assertEquals("mobilenet_0.25_128", small.name());
    assertEquals("base", small.name("base").name());
  }

  @Test
  void sizesThatDoNotFitAreRefused() {
    assertTrue(
        refusal(() -> Applications.vgg16().includeTop(false).inputShape(31, 64, 3))
            .contains("32×32 or more for VGG. Received: inputShape=(31, 64, 3)"));
    assertTrue(
        refusal(() -> Applications.inceptionV3().inputShape(-1, 200, 3))
            .contains("75×75 or more, of known sizes, for InceptionV3"));
    refusal(() -> Applications.nasNetLarge().includeTop(false).inputShape(-1, -1, 3));
    refusal(() -> Applications.resNet50().inputShape(64, 64));
    refusal(() -> Applications.mobileNet().alpha(0));
    refusal(() -> Applications.mobileNet().alpha(Double.NaN));
    refusal(() -> Applications.resNet50().classes(0));
    refusal(() -> Applications.resNet50().pooling("mean"));
  }

  private static String refusal(Supplier<?> made) {
    return assertThrows(
            IllegalArgumentException.class,
            () -> {
              if (made.get() instanceof Application<?> application) {
                application.graph();
              }
            })
        .getMessage();
  }
}
