"""The articles' networks in Keras, layer for layer the same as Markhor's benchmarks and examples train."""

import keras
from keras import layers


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
        layers.Flatten(),
        layers.Dense(512, activation="relu"),
        layers.Dropout(0.5),
        layers.Dense(10, activation="softmax", dtype="float32"),
    ])


def food101():
    """128x128x3, 101 classes by softmax; the shapes after each layer are in the comments.

    The article's network is known to this project by its structure; the widths are settled here, and Markhor's
    benchmark copies this listing: 27.2 million parameters, 1.13 billion multiply-adds forward for a picture, two
    thirds of them in the 5x5 convolution.
    """
    return keras.Sequential([
        keras.Input((128, 128, 3)),
        layers.Conv2D(32, 3, padding="same", activation="relu"),   # 128 x 128 x 32
        layers.Conv2D(32, 3, activation="relu"),                   # 126 x 126 x 32
        layers.MaxPooling2D(2),                                    # 63 x 63 x 32
        layers.Dropout(0.25),
        layers.Conv2D(64, 3, padding="same", activation="relu"),   # 63 x 63 x 64
        layers.Conv2D(64, 3, activation="relu"),                   # 61 x 61 x 64
        layers.MaxPooling2D(2),                                    # 30 x 30 x 64
        layers.Dropout(0.25),
        layers.Conv2D(512, 5, padding="same", activation="relu"),  # 30 x 30 x 512
        layers.MaxPooling2D(3),                                    # 10 x 10 x 512
        layers.Dropout(0.25),
        layers.Flatten(),                                          # 51,200
        layers.Dense(512, activation="relu"),
        layers.Dropout(0.5),
        layers.Dense(101, activation="softmax", dtype="float32"),
    ])
