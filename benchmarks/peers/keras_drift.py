"""How far training drifts from Keras's in 300 steps of the CIFAR-10 network, and Keras from itself on another backend.

    python keras_drift.py prepare --data DIR --out OUT   # pictures of DIR/CLASS/*.png, one start for all
    python keras_drift.py run --out OUT --backend tensorflow|jax
    bin/bench drift --dir OUT                            # the same in Markhor
    python keras_drift.py compare --out OUT

Every run starts from the weights in OUT/start.h5, without dropout, and trains on the same batches in the same order, in
float32, by RMSprop at a rate of 1e-4. OUT/NAME.csv holds the loss of each step, OUT/NAME.h5 the weights at the end. `compare` prints for each pair of
runs the largest difference of losses, and for each layer's kernel |a - b| / |a - start|, the difference of the weights
in relation to how far training had moved them.
"""

import argparse
import os
from pathlib import Path

BATCH = 256
BATCHES = 10
STEPS = 300
RATE = 1e-4


def pictures(folder):
    import numpy
    from PIL import Image

    classes = sorted(entry.name for entry in folder.iterdir() if entry.is_dir())
    each = BATCH * BATCHES // len(classes)
    x, y = [], []
    for number, name in enumerate(classes):
        for file in sorted((folder / name).iterdir())[:each]:
            x.append(numpy.asarray(Image.open(file).convert("RGB"), numpy.float32) / 255)
            y.append(number)
    order = numpy.random.default_rng(1).permutation(len(x))
    return numpy.stack(x)[order], numpy.eye(len(classes), dtype=numpy.float32)[numpy.array(y)[order]]


def prepare(options):
    import keras
    import nets

    keras.utils.set_random_seed(1)
    whole = nets.network("cifar10")
    model = keras.Sequential(
        [keras.Input((32, 32, 3))] + [layer for layer in whole.layers if not isinstance(layer, keras.layers.Dropout)])
    model.compile(keras.optimizers.RMSprop(RATE), "categorical_crossentropy")
    options.out.mkdir(parents=True, exist_ok=True)
    model.save(options.out / "start.h5")
    x, y = pictures(options.data)
    x.astype("<f4").tofile(options.out / "x.f32")
    y.astype("<f4").tofile(options.out / "y.f32")
    print("%d pictures" % len(x))


def run(options):
    import keras
    import numpy

    model = keras.models.load_model(options.out / "start.h5", compile=False)
    model.compile(keras.optimizers.RMSprop(RATE), "categorical_crossentropy")
    x = numpy.fromfile(options.out / "x.f32", "<f4").reshape(BATCHES, BATCH, 32, 32, 3)
    y = numpy.fromfile(options.out / "y.f32", "<f4").reshape(BATCHES, BATCH, -1)
    losses = []
    for step in range(STEPS):
        # The loss is given as the mean since the last reset.
        model.reset_metrics()
        losses.append(float(model.train_on_batch(x[step % BATCHES], y[step % BATCHES], return_dict=True)["loss"]))
    (options.out / (options.backend + ".csv")).write_text("".join("%.9g\n" % loss for loss in losses))
    model.save(options.out / (options.backend + ".h5"))
    print("loss %.6f -> %.6f" % (losses[0], losses[-1]))


def compare(options):
    import keras
    import numpy

    def kernels(name):
        return {layer.name: layer.get_weights()[0] for layer in
                keras.models.load_model(options.out / (name + ".h5"), compile=False).layers if layer.weights}

    def losses(name):
        return numpy.loadtxt(options.out / (name + ".csv"))

    start = kernels("start")
    names = [name for name in ("tensorflow", "jax", "markhor") if (options.out / (name + ".h5")).exists()]
    for i, first in enumerate(names):
        for second in names[i + 1:]:
            a, b = kernels(first), kernels(second)
            drift = [numpy.linalg.norm(a[k] - c) / numpy.linalg.norm(a[k] - start[k]) for k, c in zip(a, b.values())]
            apart = numpy.abs(losses(first) - losses(second))
            print("%s, %s: loss apart by at most %.2e in steps 1-30, %.2e in 300 (mean %.2e); kernels by %s" % (
                first, second, apart[:30].max(), apart.max(), apart.mean(), " ".join("%.3f" % d for d in drift)))
    for name in names:
        print("%s: loss of the last ten steps %.4f" % (name, losses(name)[-10:].mean()))


def main():
    parser = argparse.ArgumentParser(description="The drift of 300 training steps.")
    parser.add_argument("what", choices=["prepare", "run", "compare"])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--data", type=Path, help="holds a folder for each class")
    parser.add_argument("--backend", default="tensorflow", choices=["tensorflow", "jax"])
    options = parser.parse_args()
    os.environ["KERAS_BACKEND"] = options.backend
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    {"prepare": prepare, "run": run, "compare": compare}[options.what](options)


if __name__ == "__main__":
    main()
