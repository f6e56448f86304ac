"""Times how fast Keras delivers pictures, without a model.

    python keras_pipeline.py --dir DIR [--size 150x150] [--batch 32] [--augment none|cats-vs-dogs|cifar10|food101] [--seconds 10]
    python keras_pipeline.py --dir DIR --api dataset [--size 150x150] [--batch 32] [--seconds 10]
    python keras_pipeline.py --api flow [--size 32x32] [--batch 256] [--seconds 10]

The first is ImageDataGenerator's flow_from_directory, on one thread, as it comes; the second
image_dataset_from_directory, nearest, in float32 divided by 255, mapped and prefetched on as many threads as the
process has processors; the third ImageDataGenerator's flow over an array of 10,000 random pictures with the CIFAR-10
article's augmentation: shifted by up to a tenth, flipped. Before the clock starts, an epoch
or 2,000 pictures, whichever is more, warm up. The last two lines are `cpu_ms/img C` and `img/s X`.
"""

import argparse
import os
import time

AUGMENT = {
    "none": {},
    "cats-vs-dogs": dict(shear_range=0.2, zoom_range=0.2, horizontal_flip=True),
    "cifar10": dict(width_shift_range=0.1, height_shift_range=0.1, horizontal_flip=True),
    "food101": dict(brightness_range=(0.1, 0.7), width_shift_range=0.5, rotation_range=90, horizontal_flip=True,
                    vertical_flip=True),
}


def generator(options):
    from keras.src.legacy.preprocessing.image import ImageDataGenerator

    height, width = size(options)
    flow = ImageDataGenerator(rescale=1 / 255, **AUGMENT[options.augment]).flow_from_directory(
        options.dir, target_size=(height, width), batch_size=options.batch, class_mode="sparse", seed=1)
    return flow.samples, (len(next(flow)[0]) for _ in iter(int, 1))


def dataset(options):
    import keras
    import tensorflow as tf

    data = keras.utils.image_dataset_from_directory(
        options.dir, image_size=size(options), batch_size=options.batch, interpolation="nearest", seed=1)
    samples = len(data.file_paths)
    data = data.map(lambda x, y: (tf.cast(x, "float32") / 255, y), num_parallel_calls=tf.data.AUTOTUNE)
    data = data.prefetch(tf.data.AUTOTUNE).repeat()
    return samples, (len(x) for x, _ in data)


def flow(options):
    import numpy as np
    from keras.src.legacy.preprocessing.image import ImageDataGenerator

    random = np.random.default_rng(1)
    x = random.integers(0, 256, (10_000,) + size(options) + (3,)).astype("float32")
    y = random.integers(0, 10, len(x))
    augmented = ImageDataGenerator(rescale=1 / 255, **AUGMENT["cifar10"])
    batches = augmented.flow(x, y, batch_size=options.batch, seed=1)
    return len(x), (len(next(batches)[0]) for _ in iter(int, 1))


def size(options):
    return tuple(int(part) for part in options.size.split("x"))


def main():
    parser = argparse.ArgumentParser(description="Times Keras's ways of delivering pictures.")
    parser.add_argument("--api", default="generator", choices=["generator", "dataset", "flow"])
    parser.add_argument("--dir", help="a folder for each class")
    parser.add_argument("--size", help="height x width; default 150x150, for flow 32x32")
    parser.add_argument("--batch", type=int, help="default 32, for flow 256")
    parser.add_argument("--augment", default="none", choices=sorted(AUGMENT))
    parser.add_argument("--seconds", type=float, default=10)
    options = parser.parse_args()
    options.size = options.size or ("32x32" if options.api == "flow" else "150x150")
    options.batch = options.batch or (256 if options.api == "flow" else 32)
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

    samples, batches = {"generator": generator, "dataset": dataset, "flow": flow}[options.api](options)
    seen = 0
    while seen < max(2000, samples):
        seen += next(batches)
    seen = 0
    begin, cpu = time.monotonic(), time.process_time()
    while time.monotonic() - begin < options.seconds:
        seen += next(batches)
    print("%d pictures" % seen)
    print("cpu_ms/img %.3f" % (1000 * (time.process_time() - cpu) / seen))
    print("img/s %.1f" % (seen / (time.monotonic() - begin)))


if __name__ == "__main__":
    main()
