"""Trains the CIFAR-10 article's network in Keras on pictures, as a reference for Markhor's accuracy.

    python keras_cifar10.py --data DIR [--epochs 10] [--seed 1]

DIR holds train/ and test/ with a folder for each class. Without augmentation: rescale by 1/255, RMSprop, batches of
256. One line an epoch; the last line is `accuracy A loss L epochs E seconds T`, of the test data after the last epoch.
"""

import argparse
import os
import time
from pathlib import Path

BATCH = 256


def read(folder):
    """The pictures under a class-per-folder directory as float32 in [0, 1], and their classes, one-hot."""
    import numpy as np
    from PIL import Image

    classes = sorted(entry.name for entry in folder.iterdir() if entry.is_dir())
    files = [(path, index) for index, name in enumerate(classes) for path in sorted((folder / name).iterdir())]
    x = np.empty((len(files), 32, 32, 3), dtype=np.float32)
    y = np.zeros((len(files), len(classes)), dtype=np.float32)
    for row, (path, index) in enumerate(files):
        with Image.open(path) as picture:
            x[row] = np.asarray(picture.convert("RGB"), dtype=np.float32) / 255
        y[row, index] = 1
    return x, y


def main():
    parser = argparse.ArgumentParser(description="Keras on the CIFAR-10 article's network.")
    parser.add_argument("--data", type=Path, required=True, help="holds train/ and test/")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    os.environ["KERAS_BACKEND"] = "tensorflow"
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

    import keras
    import nets

    keras.utils.set_random_seed(options.seed)
    x, y = read(options.data / "train")
    test = read(options.data / "test")
    model = nets.network("cifar10")
    model.compile("rmsprop", "categorical_crossentropy", metrics=["accuracy"])
    started = time.time()

    def report(epoch, logs):
        print("epoch %d loss %.4f accuracy %.4f val_loss %.4f val_accuracy %.4f seconds %.0f" % (
            epoch + 1, logs["loss"], logs["accuracy"], logs["val_loss"], logs["val_accuracy"],
            time.time() - started), flush=True)

    history = model.fit(x, y, batch_size=BATCH, epochs=options.epochs, validation_data=test, verbose=0,
                        callbacks=[keras.callbacks.LambdaCallback(on_epoch_end=report)]).history
    print("accuracy %.4f loss %.4f epochs %d seconds %.0f" % (
        history["val_accuracy"][-1], history["val_loss"][-1], options.epochs, time.time() - started))


if __name__ == "__main__":
    main()
