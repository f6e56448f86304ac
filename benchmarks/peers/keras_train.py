"""Times training of an article's network in Keras, through `model.fit` on arrays of random numbers.

    python keras_train.py --net cats-vs-dogs|cifar10|food101 [--batch N] [--seconds S] [--policy float32|mixed_bfloat16]
                          [--backend tensorflow|jax|torch]

The last line is `img/s X step_ms_min A step_ms_p50 B first_step_ms C peak_rss_mb D`. The first WARM_UP steps are left
out of the first three figures. img/s counts what `fit` does between the steps of an epoch, but not what it does between
epochs: these are far shorter here than anyone's, and Keras takes up to a second to begin one. The step times are those
from on_train_batch_begin to on_train_batch_end. first_step_ms is the time from the start of the process to the end of
the first step.
"""

import argparse
import os
import resource
import statistics
import time

from clock import process_start

WARM_UP = 3
BATCHES = 10  # of data, and so steps in an epoch


def main():
    started = process_start()
    parser = argparse.ArgumentParser(description="Times Keras on an article's network.")
    parser.add_argument("--net", required=True, help="cats-vs-dogs, cifar10, food101, "
                        "resnet50, mobilenetv2, efficientnetb0, or one of these three with -head")
    parser.add_argument("--batch", type=int, help="default: 256 for cifar10, else 32")
    parser.add_argument("--seconds", type=float, default=30, help="of steps after the warm-up")
    parser.add_argument("--policy", default="float32", choices=["float32", "mixed_bfloat16"])
    parser.add_argument("--backend", default="tensorflow", choices=["tensorflow", "jax", "torch"])
    options = parser.parse_args()
    os.environ["KERAS_BACKEND"] = options.backend
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

    import keras
    import numpy as np
    import nets

    keras.config.set_dtype_policy(options.policy)
    model = nets.network(options.net)
    optimizer, loss = {
        "cats-vs-dogs": (keras.optimizers.SGD(0.01, momentum=0.9), "binary_crossentropy"),
        "cifar10": ("rmsprop", "categorical_crossentropy"),
        "food101": (keras.optimizers.RMSprop(1e-4), "categorical_crossentropy"),
    }.get(options.net, (keras.optimizers.SGD(0.01, momentum=0.9), "categorical_crossentropy"))
    model.compile(optimizer, loss, metrics=["accuracy"])
    batch = options.batch or (256 if options.net == "cifar10" else 32)
    random = np.random.default_rng(1)
    x = random.random((BATCHES * batch,) + model.input_shape[1:], dtype=np.float32)
    classes = model.output_shape[-1]
    y = np.eye(classes, dtype=np.float32)[random.integers(classes, size=len(x))]

    class Clock(keras.callbacks.Callback):
        """Notes when each step begins and ends, and stops the training when the time is up."""

        def __init__(self):
            super().__init__()
            self.begins = []
            self.ends = []

        def on_train_batch_begin(self, batch, logs=None):
            self.begins.append(time.monotonic())

        def on_train_batch_end(self, batch, logs=None):
            self.ends.append(time.monotonic())
            if len(self.ends) > WARM_UP and self.ends[-1] - self.ends[WARM_UP - 1] >= options.seconds:
                self.model.stop_training = True

    clock = Clock()
    model.fit(x, y, batch_size=batch, epochs=1_000_000, verbose=0, callbacks=[clock])

    steps = [1000 * (end - begin) for begin, end in zip(clock.begins, clock.ends)][WARM_UP:]
    pauses = [clock.begins[i] - clock.ends[i - 1] for i in range(BATCHES, len(clock.ends), BATCHES)]
    elapsed = clock.ends[-1] - clock.ends[WARM_UP - 1] - sum(pauses)
    print("keras %s on %s, %s, batch %d, %s, %d steps" % (
        keras.__version__, options.backend, options.net, batch, options.policy, len(steps)))
    print("img/s %.1f step_ms_min %.1f step_ms_p50 %.1f first_step_ms %.0f peak_rss_mb %.0f" % (
        batch * len(steps) / elapsed, min(steps), statistics.median(steps), 1000 * (clock.ends[0] - started),
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


if __name__ == "__main__":
    main()
