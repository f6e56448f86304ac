package io.github.markhor.applications;

import io.github.markhor.text.Names;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The networks of {@code keras.applications}: {@code
 * Applications.resNet50().includeTop(false).inputShape(160, 160, 3).pooling("avg")} describes one.
 * Each is for pictures as its {@link Application#preprocessInput preprocessInput} prepares them.
 *
 * <pre>{@code
 * try (Model base =
 *     Applications.mobileNetV2()
 *         .includeTop(false)
 *         .inputShape(160, 160, 3)
 *         .weights(Path.of("mobilenet_v2_notop.h5"))
 *         .model()) {
 *   Tensor features = base.predict(pictures); // (N, 5, 5, 1280)
 * }
 * }</pre>
 *
 * @see <a href="https://keras.io/api/applications/">Keras Applications</a>
 */
public final class Applications {
  private static final Map<String, Supplier<Application<?>>> BY_NAME = new LinkedHashMap<>();

  static {
    add("VGG16", Applications::vgg16);
    add("VGG19", Applications::vgg19);
    add("Xception", Applications::xception);
    add("ResNet50", Applications::resNet50);
    add("ResNet101", Applications::resNet101);
    add("ResNet152", Applications::resNet152);
    add("ResNet50V2", Applications::resNet50V2);
    add("ResNet101V2", Applications::resNet101V2);
    add("ResNet152V2", Applications::resNet152V2);
    add("InceptionV3", Applications::inceptionV3);
    add("InceptionResNetV2", Applications::inceptionResNetV2);
    add("MobileNet", Applications::mobileNet);
    add("MobileNetV2", Applications::mobileNetV2);
    add("MobileNetV3Small", Applications::mobileNetV3Small);
    add("MobileNetV3Large", Applications::mobileNetV3Large);
    add("DenseNet121", Applications::denseNet121);
    add("DenseNet169", Applications::denseNet169);
    add("DenseNet201", Applications::denseNet201);
    add("NASNetMobile", Applications::nasNetMobile);
    add("NASNetLarge", Applications::nasNetLarge);
    add("EfficientNetB0", Applications::efficientNetB0);
    add("EfficientNetB1", Applications::efficientNetB1);
    add("EfficientNetB2", Applications::efficientNetB2);
    add("EfficientNetB3", Applications::efficientNetB3);
    add("EfficientNetB4", Applications::efficientNetB4);
    add("EfficientNetB5", Applications::efficientNetB5);
    add("EfficientNetB6", Applications::efficientNetB6);
    add("EfficientNetB7", Applications::efficientNetB7);
    add("EfficientNetV2B0", Applications::efficientNetV2B0);
    add("EfficientNetV2B1", Applications::efficientNetV2B1);
    add("EfficientNetV2B2", Applications::efficientNetV2B2);
    add("EfficientNetV2B3", Applications::efficientNetV2B3);
    add("EfficientNetV2S", Applications::efficientNetV2S);
    add("EfficientNetV2M", Applications::efficientNetV2M);
    add("EfficientNetV2L", Applications::efficientNetV2L);
    add("ConvNeXtTiny", Applications::convNeXtTiny);
    add("ConvNeXtSmall", Applications::convNeXtSmall);
    add("ConvNeXtBase", Applications::convNeXtBase);
    add("ConvNeXtLarge", Applications::convNeXtLarge);
    add("ConvNeXtXLarge", Applications::convNeXtXLarge);
  }

  private Applications() {}

  private static void add(String name, Supplier<Application<?>> network) {
    BY_NAME.put(name, network);
  }

  /** Keras's names of all networks: {@code VGG16}, {@code MobileNetV2}. */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  /**
   * The network of a name of Keras's; small letters and underscores make no difference, so that
   * {@code mobilenet_v2} is {@code MobileNetV2}.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public static Application<?> of(String name) {
    return BY_NAME.entrySet().stream()
        .filter(network -> plain(network.getKey()).equals(plain(name)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Expected a network of keras.applications. "
                        + Names.received(BY_NAME.keySet(), name)))
        .getValue()
        .get();
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[_ -]", "");
  }

  /** VGG of 16 layers, for pictures of 224×224. */
  public static VGG vgg16() {
    return VGG.vgg16();
  }

  /** VGG of 19 layers, for pictures of 224×224. */
  public static VGG vgg19() {
    return VGG.vgg19();
  }

  /** Xception, for pictures of 299×299. */
  public static Xception xception() {
    return Xception.of();
  }

  /** ResNet of 50 layers, for pictures of 224×224. */
  public static ResNet resNet50() {
    return ResNet.resNet50();
  }

  /** ResNet of 101 layers, for pictures of 224×224. */
  public static ResNet resNet101() {
    return ResNet.resNet101();
  }

  /** ResNet of 152 layers, for pictures of 224×224. */
  public static ResNet resNet152() {
    return ResNet.resNet152();
  }

  /** ResNetV2 of 50 layers, for pictures of 224×224. */
  public static ResNetV2 resNet50V2() {
    return ResNetV2.resNet50V2();
  }

  /** ResNetV2 of 101 layers, for pictures of 224×224. */
  public static ResNetV2 resNet101V2() {
    return ResNetV2.resNet101V2();
  }

  /** ResNetV2 of 152 layers, for pictures of 224×224. */
  public static ResNetV2 resNet152V2() {
    return ResNetV2.resNet152V2();
  }

  /** InceptionV3, for pictures of 299×299. */
  public static InceptionV3 inceptionV3() {
    return InceptionV3.of();
  }

  /** InceptionResNetV2, for pictures of 299×299. */
  public static InceptionResNetV2 inceptionResNetV2() {
    return InceptionResNetV2.of();
  }

  /** MobileNet, for pictures of 224×224. */
  public static MobileNet mobileNet() {
    return MobileNet.of();
  }

  /** MobileNetV2, for pictures of 224×224. */
  public static MobileNetV2 mobileNetV2() {
    return MobileNetV2.of();
  }

  /** The smaller MobileNetV3, for pictures of any size from 32×32. */
  public static MobileNetV3 mobileNetV3Small() {
    return MobileNetV3.small();
  }

  /** The larger MobileNetV3, for pictures of any size from 32×32. */
  public static MobileNetV3 mobileNetV3Large() {
    return MobileNetV3.large();
  }

  /** DenseNet of 121 layers, for pictures of 224×224. */
  public static DenseNet denseNet121() {
    return DenseNet.denseNet121();
  }

  /** DenseNet of 169 layers, for pictures of 224×224. */
  public static DenseNet denseNet169() {
    return DenseNet.denseNet169();
  }

  /** DenseNet of 201 layers, for pictures of 224×224. */
  public static DenseNet denseNet201() {
    return DenseNet.denseNet201();
  }

  /** NASNet-A for small machines, for pictures of 224×224. */
  public static NASNet nasNetMobile() {
    return NASNet.mobile();
  }

  /** The large NASNet-A, for pictures of 331×331. */
  public static NASNet nasNetLarge() {
    return NASNet.large();
  }

  /** EfficientNet B0, for pictures of 224×224. */
  public static EfficientNet efficientNetB0() {
    return EfficientNet.b0();
  }

  /** EfficientNet B1, for pictures of 240×240. */
  public static EfficientNet efficientNetB1() {
    return EfficientNet.b1();
  }

  /** EfficientNet B2, for pictures of 260×260. */
  public static EfficientNet efficientNetB2() {
    return EfficientNet.b2();
  }

  /** EfficientNet B3, for pictures of 300×300. */
  public static EfficientNet efficientNetB3() {
    return EfficientNet.b3();
  }

  /** EfficientNet B4, for pictures of 380×380. */
  public static EfficientNet efficientNetB4() {
    return EfficientNet.b4();
  }

  /** EfficientNet B5, for pictures of 456×456. */
  public static EfficientNet efficientNetB5() {
    return EfficientNet.b5();
  }

  /** EfficientNet B6, for pictures of 528×528. */
  public static EfficientNet efficientNetB6() {
    return EfficientNet.b6();
  }

  /** EfficientNet B7, for pictures of 600×600. */
  public static EfficientNet efficientNetB7() {
    return EfficientNet.b7();
  }

  /** EfficientNetV2 B0, for pictures of 224×224. */
  public static EfficientNetV2 efficientNetV2B0() {
    return EfficientNetV2.b0();
  }

  /** EfficientNetV2 B1, for pictures of 240×240. */
  public static EfficientNetV2 efficientNetV2B1() {
    return EfficientNetV2.b1();
  }

  /** EfficientNetV2 B2, for pictures of 260×260. */
  public static EfficientNetV2 efficientNetV2B2() {
    return EfficientNetV2.b2();
  }

  /** EfficientNetV2 B3, for pictures of 300×300. */
  public static EfficientNetV2 efficientNetV2B3() {
    return EfficientNetV2.b3();
  }

  /** EfficientNetV2 S, for pictures of 384×384. */
  public static EfficientNetV2 efficientNetV2S() {
    return EfficientNetV2.s();
  }

  /** EfficientNetV2 M, for pictures of 480×480. */
  public static EfficientNetV2 efficientNetV2M() {
    return EfficientNetV2.m();
  }

  /** EfficientNetV2 L, for pictures of 480×480. */
  public static EfficientNetV2 efficientNetV2L() {
    return EfficientNetV2.l();
  }

  /** ConvNeXt Tiny, for pictures of 224×224. */
  public static ConvNeXt convNeXtTiny() {
    return ConvNeXt.tiny();
  }

  /** ConvNeXt Small, for pictures of 224×224. */
  public static ConvNeXt convNeXtSmall() {
    return ConvNeXt.small();
  }

  /** ConvNeXt Base, for pictures of 224×224. */
  public static ConvNeXt convNeXtBase() {
    return ConvNeXt.base();
  }

  /** ConvNeXt Large, for pictures of 224×224. */
  public static ConvNeXt convNeXtLarge() {
    return ConvNeXt.large();
  }

  /** ConvNeXt XLarge, for pictures of 224×224. */
  public static ConvNeXt convNeXtXLarge() {
    return ConvNeXt.xLarge();
  }
}
