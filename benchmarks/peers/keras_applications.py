"""The networks of keras.applications, for comparison with Markhor's.

    python keras_applications.py describe FILE.csv
        one line for each network and choice of arguments: its name, the numbers of parameters and of layers, and a
        checksum (CRC-32) of all layers' names, shapes of results and numbers of parameters
    python keras_applications.py names
    python keras_applications.py layers NETWORK '{"include_top": false}'
        what the checksum is of, to see where a network differs
    python keras_applications.py predictions FILE.csv
        predictions of small networks, with weights and a picture that follow from a formula
    python keras_applications.py cases DIR [NETWORK ...]
        each network with random weights and two pictures' predictions, as cases of `bin/conformance DIR applications`
    python keras_applications.py check DIR [NETWORK ...]
        what Keras predicts with the files that bin/conformance has written beside these cases
"""

import os

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
import json
import sys
import zlib

import keras
import numpy as np
from keras import applications
from keras.src.applications import convnext, inception_resnet_v2

# Keras does not find these by itself in .h5.
OWN_LAYERS = {
    "LayerScale": convnext.LayerScale,
    "StochasticDepth": convnext.StochasticDepth,
    "CustomScaleLayer": inception_resnet_v2.CustomScaleLayer,
}
TOLERANCE = 1e-5  # of the largest prediction
WEIGHTS = [".weights.h5", ".h5"]
MODELS = [".h5", ".keras"]

# Each network with and without its classifier; arguments that one family alone has.
COMMON = [
    {},
    {"include_top": False, "pooling": "avg", "input_shape": [97, 130, 3]},
]
SECOND = [
    {"include_top": False},
    {"include_top": False, "pooling": "max", "input_shape": [128, 96, 3]},
    {"classes": 7, "input_shape": [129, 160, 3], "classifier_activation": "linear"},
]
OWN = {
    "VGG19": SECOND,
    "Xception": SECOND,
    "ResNet50": SECOND,
    "ResNet50V2": SECOND,
    "InceptionV3": SECOND,
    "InceptionResNetV2": SECOND[:1],
    "DenseNet121": SECOND,
    "NASNetMobile": SECOND,
    "EfficientNetB0": SECOND,
    "MobileNet": SECOND
    + [
        {"alpha": 0.25},
        {"alpha": 1.3, "include_top": False},
        {"depth_multiplier": 2, "input_shape": [96, 96, 3]},
    ],
    "MobileNetV2": SECOND
    + [
        {"alpha": 0.35},
        {"alpha": 1.4, "include_top": False, "input_shape": [96, 96, 3]},
    ],
    "MobileNetV3Small": SECOND
    + [
        {"alpha": 0.75},
        {"minimalistic": True},
        {"alpha": 0.35, "dropout_rate": 0.0, "input_shape": [64, 64, 1]},
    ],
    "MobileNetV3Large": [
        {"alpha": 0.75},
        {"minimalistic": True},
        {"alpha": 1.5, "minimalistic": True, "include_preprocessing": False},
    ],
    "EfficientNetV2B0": SECOND
    + [{"include_preprocessing": False}, {"input_shape": [64, 64, 1]}],
    "EfficientNetV2S": [
        {"include_preprocessing": False},
        {"input_shape": [64, 64, 1]},
    ],
    "ConvNeXtTiny": SECOND
    + [{"include_preprocessing": False}, {"input_shape": [64, 64, 1]}],
}


def networks():
    return [name for name in dir(applications) if name[0].isupper()]


def build(name, arguments):
    keras.backend.clear_session()
    given = {k: tuple(v) if isinstance(v, list) else v for k, v in arguments.items()}
    return getattr(applications, name)(weights=None, **given)


def layers(model):
    """A line for each operation but the input: a sum of two symbols is one, too."""
    for operation in model.operations[1:]:
        shape = [-1 if size is None else size for size in operation.output.shape[1:]]
        count = operation.count_params() if hasattr(operation, "count_params") else 0
        yield f"{operation.name} {shape} {count}\n"


def describe(file):
    with open(file, "w") as out:
        for name in networks():
            for arguments in COMMON + OWN.get(name, []):
                with keras.StatelessScope():  # no numbers are drawn
                    try:
                        model = build(name, arguments)
                    except ValueError as problem:
                        print(name, arguments, "is refused:", problem)
                        continue
                    text = "".join(layers(model))
                fields = [
                    name,
                    json.dumps(arguments),
                    model.name,
                    str(model.count_params()),
                    str(len(model.operations) - 1),
                    "%08x" % zlib.crc32(text.encode()),
                ]
                print(";".join(fields), file=out, flush=True)


# One of each family, with few weights or at a small size.
SMALL = [
    ("VGG16", {"include_top": False, "pooling": "max", "input_shape": [33, 38, 3]}),
    ("ResNet50", {"include_top": False, "pooling": "avg", "input_shape": [33, 38, 3]}),
    ("ResNet50V2", {"include_top": False, "pooling": "avg", "input_shape": [38, 33, 3]}),
    ("MobileNet", {"alpha": 0.25, "depth_multiplier": 2, "classes": 5, "input_shape": [45, 38, 3]}),
    ("MobileNetV2", {"alpha": 0.35, "classes": 5, "input_shape": [45, 38, 3]}),
    ("MobileNetV3Small", {"alpha": 0.35, "classes": 5, "input_shape": [45, 38, 3]}),
    ("MobileNetV3Large", {"alpha": 0.35, "classes": 5, "minimalistic": True, "input_shape": [45, 38, 3]}),
    ("DenseNet121", {"classes": 5, "input_shape": [38, 45, 3]}),
    ("Xception", {"include_top": False, "pooling": "avg", "input_shape": [71, 74, 3]}),
    ("InceptionV3", {"include_top": False, "pooling": "avg", "input_shape": [75, 78, 3]}),
    ("InceptionResNetV2", {"include_top": False, "pooling": "avg", "input_shape": [75, 78, 3]}),
    ("NASNetMobile", {"classes": 5, "input_shape": [38, 45, 3]}),
    ("EfficientNetB0", {"classes": 5, "input_shape": [38, 45, 3]}),
    ("EfficientNetV2B0", {"classes": 5, "input_shape": [38, 45, 3]}),
    ("ConvNeXtTiny", {"include_top": False, "pooling": "avg", "input_shape": [38, 45, 3]}),
]


def formula(count, number):
    """Numbers from 0 to 1, as NetworkPredictionsTest computes them."""
    with np.errstate(over="ignore"):
        h = np.arange(count, dtype=np.uint32) * np.uint32(0x9E3779B1) + np.uint32(
            number * 0x85EBCA77 & 0xFFFFFFFF
        )
        h = (h ^ (h >> np.uint32(15))) * np.uint32(0x85EBCA77)
        h ^= h >> np.uint32(13)
    return (h >> np.uint32(8)).astype(np.float64) / (1 << 24)


def by_formula(name, shape, number):
    values = formula(int(np.prod(shape)), number).reshape(shape)
    if "kernel" in name:
        # The last axis of a depthwise kernel is 1 or 2.
        inputs = np.prod(shape[:-1]) if shape[-1] > 2 else np.prod(shape[:2])
        values = (2 * values - 1) * np.sqrt(3 / inputs)
    elif name in ("gamma", "variance", "moving_variance"):
        values = 0.75 + values / 2
    elif name == "count":
        values = 0 * values
    else:
        values = (values - 0.5) / 4
    return values.astype("float32")


def predictions(file):
    keras.config.set_floatx("float64")
    with open(file, "w") as out:
        for name, arguments in SMALL:
            arguments = {"classifier_activation": "linear", **arguments}
            model = build(name, arguments)
            weights = [
                by_formula(weight.name, tuple(weight.shape), number)
                for number, weight in enumerate(model.weights)
            ]
            set_weights(model, weights)
            shape = (1, *arguments["input_shape"])
            x = (256 * formula(int(np.prod(shape)), 1234)).reshape(shape)
            if not isinstance(model.layers[1], (keras.layers.Rescaling, keras.layers.Normalization)):
                x = x / 128 - 1
            y = np.asarray(model(x, training=False))[0]
            numbers = " ".join("%.7g" % value for value in y[:5])
            line = [name, json.dumps(arguments), numbers, "%.7g" % np.abs(y).max()]
            print(";".join(line), file=out, flush=True)


def randomize(model, random):
    """Kernels stay as they are drawn; all else moves away from 0 and 1."""
    weights = []
    for weight in model.weights:
        value = np.array(weight)
        if weight.name in ("gamma", "variance", "moving_variance"):
            value = random.uniform(0.75, 1.25, value.shape)
        elif weight.name in ("beta", "bias", "mean", "moving_mean"):
            value = random.normal(0, 0.1, value.shape)
        weights.append(value)
    set_weights(model, weights)


# Their blocks, with sigmoids of sums over the whole picture, either forget the picture or magnify each rounding a hundred
# thousand times, as EfficientNetV2S does, if the normalizations' statistics are not those of the numbers they see.
MEASURED = ("EfficientNet", "MobileNetV3")
CALM = 100  # how many times the variance that was measured


def measure(model, random, x):
    """Makes results of normalizations small, so that the network is nearly linear and every layer still matters."""
    normalization = keras.layers.BatchNormalization
    call = normalization.call

    def measured(layer, inputs, training=None, mask=None):
        size = np.square(np.asarray(inputs, "float64")).mean(axis=(0, 1, 2))
        layer.moving_mean.assign(np.sqrt(size) * random.normal(0, 0.1, size.shape))
        layer.moving_variance.assign(CALM * size * random.uniform(0.75, 1.25, size.shape))
        return call(layer, inputs, training=False)

    normalization.call = measured
    try:
        model(x, training=False)
    finally:
        normalization.call = call


def set_weights(model, weights):
    model.set_weights(weights)
    for layer in model.layers:
        if isinstance(layer, keras.layers.Normalization):
            layer.finalize_state()


def exact(name, arguments, weights, x):
    """The predictions in float64."""
    keras.config.set_floatx("float64")
    try:
        model = build(name, arguments)
        set_weights(model, weights)
        return np.asarray(model(x.astype("float64"), training=False)).astype("float32")
    finally:
        keras.config.set_floatx("float32")


def cases(folder, names):
    folder = os.path.join(folder, "applications")
    os.makedirs(folder, exist_ok=True)
    for name in names:
        for top in (True, False):
            # Odd, and neither square nor the size that a network was made for.
            arguments = {"input_shape": [101, 97, 3], "include_top": top}
            if top:
                # A softmax of such random numbers is mostly 0 and 1.
                arguments.update(classes=10, classifier_activation="linear")
            case = os.path.join(folder, f"{name}-{'top' if top else 'notop'}")
            random = np.random.default_rng(7)
            keras.utils.set_random_seed(7)
            model = build(name, arguments)
            randomize(model, random)
            x = random.uniform(0, 255, (2, 101, 97, 3)).astype("float32")
            if not isinstance(model.layers[1], (keras.layers.Rescaling, keras.layers.Normalization)):
                x = x / np.float32(127.5) - 1
            if name.startswith(MEASURED):
                measure(model, random, x)
            rounded = np.asarray(model(x, training=False))
            base = os.path.basename(case)
            # Markhor's .h5 is for Keras 2 too, whose way to count the calls of a nested model Keras 3 cannot read.
            nested = any(isinstance(layer, keras.Model) for layer in model.layers)
            written = MODELS[1:] if nested else MODELS
            model.save_weights(case + ".weights.h5")
            for ending in MODELS:
                model.save(case + ending)
            parameters, weights = model.count_params(), model.get_weights()
            del model  # the largest have a gigabyte of weights, twice that in float64
            y = exact(name, arguments, weights, x)
            np.savez_compressed(case + ".npz", x=x, y=y)
            with open(case + ".json", "w") as out:
                json.dump(
                    {
                        "kind": "application",
                        "what": f"{name} with random weights predicts as in Keras",
                        "from": f"Keras {keras.__version__}",
                        "tolerance": {"rtol": TOLERANCE, "atol": 0},
                        "network": name,
                        "arguments": arguments,
                        "parameters": parameters,
                        "weights": [base + ending for ending in WEIGHTS],
                        "models": [base + ending for ending in MODELS],
                        "write_weights": [f"{base}.written{ending}" for ending in WEIGHTS],
                        "write_models": [f"{base}.model{ending}" for ending in written],
                        "inputs": ["x"],
                        "expected": ["y"],
                    },
                    out,
                    indent=1,
                )
            # The first says what float32 can promise, the second whether the picture reaches the end.
            error, pictures = np.abs(rounded - y).max(), np.abs(y[0] - y[1]).max()
            print(
                f"written {base}: Keras's float32 differs by {error / np.abs(y).max():.1e} of the largest,"
                f" the pictures by {pictures / np.abs(y).max():.1e}",
                flush=True,
            )


def check(folder, names):
    folder = os.path.join(folder, "applications")
    wrong = 0
    for file in sorted(os.listdir(folder)):
        if not file.endswith(".json") or (names and file.split("-")[0] not in names):
            continue
        with open(os.path.join(folder, file)) as text:
            case = json.load(text)
        arrays = np.load(os.path.join(folder, file[:-5] + ".npz"))
        for written in case["write_weights"] + case["write_models"]:
            path = os.path.join(folder, written)
            keras.config.set_floatx("float64")
            try:
                if written in case["write_weights"]:
                    model = build(case["network"], case["arguments"])
                    model.load_weights(path)
                else:
                    model = keras.models.load_model(path, custom_objects=OWN_LAYERS, compile=False)
                y = np.asarray(model(arrays["x"].astype("float64"), training=False))
                error = np.abs(y - arrays["y"]).max() / np.abs(arrays["y"]).max()
                fits, said = error <= TOLERANCE, f"{error:.1e} of the largest"
            except Exception as problem:
                fits, said = False, repr(problem)[:300]
            finally:
                keras.config.set_floatx("float32")
            wrong += not fits
            print("right" if fits else "WRONG", written, said, flush=True)
    print(wrong, "wrong")
    return wrong


if __name__ == "__main__":
    command = sys.argv[1]
    if command == "describe":
        describe(sys.argv[2])
    elif command == "names":
        print("\n".join(networks()))
    elif command == "layers":
        sys.stdout.writelines(layers(build(sys.argv[2], json.loads(sys.argv[3]))))
    elif command == "predictions":
        predictions(sys.argv[2])
    elif command == "cases":
        cases(sys.argv[2], sys.argv[3:] or networks())
    elif command == "check":
        sys.exit(check(sys.argv[2], sys.argv[3:]) > 0)
