"""Times epochs of the cats-vs-dogs article's training in Keras, from picture files with its augmentation.

    python keras_fit.py --dir DIR [--epochs 3] [--policy float32|mixed_bfloat16] [--backend tensorflow|jax]

DIR holds a folder for each of two classes. The pictures come from `ImageDataGenerator.flow_from_directory`, as in the
article. The last line is `img/s X seconds_for_20000 S peak_rss_mb D`, of the best epoch, as that of `bin/bench fit`.
"""

import argparse
import os
import resource
import time

ARTICLE = 20_000  # the pictures of its epoch


def main():
    parser = argparse.ArgumentParser(description="Times Keras's epochs from picture files.")
    parser.add_argument("--dir", required=True)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--policy", default="float32", choices=["float32", "mixed_bfloat16"])
    parser.add_argument("--backend", default="tensorflow", choices=["tensorflow", "jax"])
    options = parser.parse_args()
    os.environ["KERAS_BACKEND"] = options.backend
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

    import keras
    from keras.src.legacy.preprocessing.image import ImageDataGenerator
    import nets

    keras.config.set_dtype_policy(options.policy)
    pictures = ImageDataGenerator(
        rescale=1 / 255, shear_range=0.2, zoom_range=0.2, horizontal_flip=True
    ).flow_from_directory(options.dir, target_size=(150, 150), batch_size=32, seed=1)
    model = nets.network("cats-vs-dogs")
    model.compile(keras.optimizers.SGD(0.01, momentum=0.9), "binary_crossentropy", metrics=["accuracy"])

    class Clock(keras.callbacks.Callback):
        seconds = []

        def on_epoch_begin(self, epoch, logs=None):
            self.begin = time.monotonic()

        def on_epoch_end(self, epoch, logs=None):
            self.seconds.append(time.monotonic() - self.begin)
            print("epoch %d: %d pictures in %.2f s" % (epoch, pictures.samples, self.seconds[-1]), flush=True)

    clock = Clock()
    model.fit(pictures, epochs=options.epochs, verbose=0, callbacks=[clock])
    speed = pictures.samples / min(clock.seconds)
    print("img/s %.1f seconds_for_%d %.1f peak_rss_mb %.0f" % (
        speed, ARTICLE, ARTICLE / speed, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


if __name__ == "__main__":
    main()
