"""The articles' networks in Keras, layer for layer the same as Markhor's examples and benchmarks train."""

import keras
from keras import layers

# Of each network; torch_train.py and the JVM's peers hold theirs to the same.
PARAMETERS = {"cats-vs-dogs": 1_355_938, "cifar10": 276_138, "food101": 10_588_458}

APPLICATIONS = {
    "resnet50": keras.applications.ResNet50,
    "mobilenetv2": keras.applications.MobileNetV2,
    "efficientnetb0": keras.applications.EfficientNetB0,
}


def network(name):
    """The network of a name on the command line, with the article's number of parameters."""
    if name.removesuffix("-head") in APPLICATIONS:
        return application(name)
    model = {"cats-vs-dogs": cats_vs_dogs, "cifar10": cifar10, "food101": food101}[name]()
    check(name, model.count_params())
    return model


def application(name):
    """224x224x3, a network of keras.applications with a new head for ten classes; with -head, that alone trains."""
    base = APPLICATIONS[name.removesuffix("-head")](include_top=False, weights=None, input_shape=(224, 224, 3))
    base.trainable = not name.endswith("-head")
    inputs = keras.Input((224, 224, 3))
    y = layers.GlobalAveragePooling2D()(base(inputs))
    if name.startswith("efficientnet"):
        y = layers.Dropout(0.2)(y)
    return keras.Model(inputs, layers.Dense(10, activation="softmax", dtype="float32")(y))


def check(name, parameters):
    if parameters != PARAMETERS[name]:
        raise SystemExit("%s has %d parameters. Received: %d" % (name, PARAMETERS[name], parameters))


def cats_vs_dogs():
    """150x150x3, two classes by softmax."""
    return keras.Sequential([
        keras.Input((150, 150, 3)),
        layers.Conv2D(32, 3, padding="same", activation="relu"),
        layers.MaxPooling2D(2),
        layers.Conv2D(32, 3, padding="same", activation="relu"),
        layers.MaxPooling2D(2),
        layers.Conv2D(64, 3, padding="same", activation="relu"),
        layers.MaxPooling2D(2),
        layers.Dropout(0.25),
        layers.Flatten(),
        layers.Dense(64, activation="relu"),
        layers.Dropout(0.5),
        layers.Dense(2, activation="softmax", dtype="float32"),
    ])


def cifar10():
    """32x32x3, ten classes by softmax."""
    return keras.Sequential([
        keras.Input((32, 32, 3)),
        layers.Conv2D(32, 3, padding="same", activation="relu"),
        layers.Conv2D(32, 3, activation="relu"),
        layers.MaxPooling2D(2),
        layers.Dropout(0.25),
        layers.Conv2D(64, 3, padding="same", activation="relu"),
        layers.Conv2D(64, 3, activation="relu"),
        layers.MaxPooling2D(2),
        layers.Dropout(0.25),
        layers.Conv2D(64, 3, padding="same", activation="relu"),
        layers.Conv2D(64, 3, activation="relu"),
        layers.MaxPooling2D(2),
        layers.Dropout(0.25),
        layers.Flatten(),
        layers.Dense(512, activation="relu"),
        layers.Dropout(0.5),
        layers.Dense(10, activation="softmax", dtype="float32"),
    ])


def food101():
    """128x128x3, ten classes by softmax; the shapes after each layer are in the comments."""
    return keras.Sequential([
        keras.Input((128, 128, 3)),
        layers.Conv2D(32, 3, padding="same", activation="relu"),   # 128 x 128 x 32
        layers.Conv2D(32, 3, activation="relu"),                   # 126 x 126 x 32
        layers.MaxPooling2D(2),                                    # 63 x 63 x 32
        layers.Dropout(0.2),
        layers.Conv2D(64, 3, padding="same", activation="relu"),   # 63 x 63 x 64
        layers.Conv2D(64, 3, activation="relu"),                   # 61 x 61 x 64
        layers.MaxPooling2D(2),                                    # 30 x 30 x 64
        layers.Dropout(0.2),
        layers.Conv2D(128, 3, padding="same", activation="relu"),  # 30 x 30 x 128
        layers.Conv2D(128, 3, activation="relu"),                  # 28 x 28 x 128
        layers.Activation("relu"),
        layers.MaxPooling2D(2),                                    # 14 x 14 x 128
        layers.Dropout(0.2),
        layers.Conv2D(512, 5, padding="same", activation="relu"),  # 14 x 14 x 512
        layers.Conv2D(512, 5, activation="relu"),                  # 10 x 10 x 512
        layers.MaxPooling2D(4),                                    # 2 x 2 x 512
        layers.Dropout(0.2),
        layers.Flatten(),                                          # 2,048
        layers.Dense(1024, activation="relu"),
        layers.Dropout(0.2),
        layers.Dense(10, activation="softmax", dtype="float32"),
    ])
