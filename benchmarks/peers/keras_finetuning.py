"""Teaches a trained network two classes in Keras 2, with the steps of the example TransferLearning, and times the epochs.

    python keras_finetuning.py --base FILE --data DIR --validation DIR [--scale 0..1|-1..1] [--epochs N] [--fine N] [--layers N]

Needs requirements-keras2.txt. A file of Keras 2 with DepthwiseConv2D does not open in Keras 3.
"""

import argparse
import os
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

from tensorflow import keras


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--base", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--validation", required=True)
    parser.add_argument("--scale", default="-1..1", choices=["0..1", "-1..1"])
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--fine", type=int, default=3)
    parser.add_argument("--layers", type=int, default=40)
    options = parser.parse_args()

    def scaled(picture):
        return picture / 255 if options.scale == "0..1" else picture / 127.5 - 1

    base = keras.models.load_model(options.base, compile=False)
    size = base.input_shape[1:3]
    generator = keras.preprocessing.image.ImageDataGenerator(preprocessing_function=scaled)
    flow = {"target_size": size, "batch_size": 32, "class_mode": "binary"}
    train = generator.flow_from_directory(options.data, **flow)
    test = generator.flow_from_directory(options.validation, shuffle=False, **flow)

    base.trainable = False
    pictures = keras.Input(base.input_shape[1:])
    x = base(pictures, training=False)
    x = keras.layers.GlobalAveragePooling2D()(x)
    x = keras.layers.Dropout(0.2)(x)
    model = keras.Model(pictures, keras.layers.Dense(1, activation="sigmoid")(x))

    class Clock(keras.callbacks.Callback):
        def on_epoch_begin(self, epoch, logs=None):
            self.start = time.time()

        def on_test_begin(self, logs=None):
            self.trained = time.time()

        def on_epoch_end(self, epoch, logs=None):
            print(
                f"epoch {epoch + 1}: {self.trained - self.start:.1f} s of training,"
                f" val_accuracy {logs['val_accuracy']:.3f}",
                flush=True,
            )

    def fit(rate, first, last):
        model.compile(keras.optimizers.Adam(rate), "binary_crossentropy", metrics=["accuracy"])
        model.fit(
            train, epochs=last, initial_epoch=first, validation_data=test, verbose=0, callbacks=[Clock()]
        )

    fit(1e-3, 0, options.epochs)
    base.trainable = True
    for layer in base.layers[: -options.layers]:
        layer.trainable = False
    fit(1e-5, options.epochs, options.epochs + options.fine)
    model.save("finetuned.h5")


main()
