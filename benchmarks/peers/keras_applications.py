"""The networks of keras.applications, for comparison with Markhor's.

    python keras_applications.py describe FILE.csv
        one line for each network and choice of arguments: its name, the numbers of parameters and of layers, and a
        checksum (CRC-32) of all layers' names, shapes of results and numbers of parameters
    python keras_applications.py layers NETWORK '{"include_top": false}'
        what the checksum is of, to see where a network differs
"""

import os

os.environ.setdefault("KERAS_BACKEND", "jax")
import json
import sys
import zlib

import keras
from keras import applications

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


if __name__ == "__main__":
    if sys.argv[1] == "describe":
        describe(sys.argv[2])
    else:
        sys.stdout.writelines(layers(build(sys.argv[2], json.loads(sys.argv[3]))))
