"""Trains the cats-vs-dogs article's network in Keras on photographs, as a reference for Markhor's accuracy.

    python keras_cats_vs_dogs.py --data DIR [--epochs 20] [--seed 1] [--backend tensorflow|jax]

DIR holds train/ and validation/ with a folder for each class (split.sh makes them). One line an epoch; the last line is
`accuracy A loss L epochs E seconds T`, of the validation data after the last epoch.

The loss is binary cross-entropy of the softmax's outputs, as Keras documents it. Keras on TensorFlow would instead take
the softmax's inputs for the logits of a sigmoid, so there the formula is written out.
"""

import argparse
import os
import time
from pathlib import Path

WIDTH = HEIGHT = 150
BATCH = 32
LEARNING_RATE = 0.01


def main():
    parser = argparse.ArgumentParser(description="Keras on the cats-vs-dogs article's network.")
    parser.add_argument("--data", type=Path, required=True, help="holds train/ and validation/")
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--backend", default="tensorflow", choices=["tensorflow", "jax"])
    options = parser.parse_args()
    os.environ["KERAS_BACKEND"] = options.backend
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

    import keras
    from keras import ops
    from keras.src.legacy.preprocessing.image import ImageDataGenerator
    import nets

    def binary_crossentropy(y_true, y_pred):
        p = ops.clip(y_pred, 1e-7, 1 - 1e-7)
        return ops.mean(-(y_true * ops.log(p) + (1 - y_true) * ops.log(1 - p)), axis=-1)

    keras.utils.set_random_seed(options.seed)
    augmented = ImageDataGenerator(rescale=1 / 255, shear_range=0.2, zoom_range=0.2, horizontal_flip=True)
    plain = ImageDataGenerator(rescale=1 / 255)
    flow = dict(target_size=(HEIGHT, WIDTH), batch_size=BATCH, class_mode="categorical")
    train = augmented.flow_from_directory(options.data / "train", seed=options.seed, **flow)
    validation = plain.flow_from_directory(options.data / "validation", shuffle=False, **flow)

    # The legacy argument `decay`: the rate of step t is learning_rate / (1 + decay * t).
    rate = keras.optimizers.schedules.InverseTimeDecay(
        LEARNING_RATE, decay_steps=1, decay_rate=LEARNING_RATE / options.epochs)
    model = nets.network("cats-vs-dogs")
    model.compile(keras.optimizers.SGD(rate, momentum=0.9),
                  binary_crossentropy if options.backend == "tensorflow" else "binary_crossentropy",
                  metrics=["accuracy"])

    started = time.time()

    def report(epoch, logs):
        print("epoch %d loss %.4f accuracy %.4f val_loss %.4f val_accuracy %.4f seconds %.0f" % (
            epoch + 1, logs["loss"], logs["accuracy"], logs["val_loss"], logs["val_accuracy"],
            time.time() - started), flush=True)

    history = model.fit(train, validation_data=validation, epochs=options.epochs, verbose=0,
                        callbacks=[keras.callbacks.LambdaCallback(on_epoch_end=report)]).history
    print("accuracy %.4f loss %.4f epochs %d seconds %.0f" % (
        history["val_accuracy"][-1], history["val_loss"][-1], options.epochs, time.time() - started))


if __name__ == "__main__":
    main()
