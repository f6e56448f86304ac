"""Times predictions of an article's network in Keras, on random numbers.

    python keras_predict.py --net cats-vs-dogs|cifar10|food101 [--batch 1] [--threads 1] [--seconds S]
                            [--policy float32|mixed_bfloat16] [--api predict_on_batch|call] [--backend tensorflow|jax|torch]

`predict_on_batch` runs a compiled function on an array and gives an array; `call` is `model(x, training=False)`, which
Keras's documentation recommends for small inputs, and then `numpy`: on TensorFlow it is eager, layer by layer. The
weights are not trained. The last line is that of `bin/bench predict`.
"""

import argparse
import os

import latency
from clock import process_start


def main():
    started = process_start()
    parser = argparse.ArgumentParser(description="Times Keras's predictions with an article's network.")
    latency.add_options(parser)
    parser.add_argument("--api", default="predict_on_batch", choices=["predict_on_batch", "call"])
    parser.add_argument("--backend", default="tensorflow", choices=["tensorflow", "jax", "torch"])
    options = parser.parse_args()
    os.environ["KERAS_BACKEND"] = options.backend
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

    import keras
    import numpy as np
    import nets

    keras.config.set_dtype_policy(options.policy)
    model = nets.network(options.net)
    x = np.random.default_rng(1).random((options.batch,) + model.input_shape[1:], dtype=np.float32)

    def call():
        return keras.ops.convert_to_numpy(model(x, training=False))

    print("keras %s on %s, %s, %s" % (keras.__version__, options.backend, options.net, options.api))
    latency.measure(call if options.api == "call" else lambda: model.predict_on_batch(x), options, started)


if __name__ == "__main__":
    main()
