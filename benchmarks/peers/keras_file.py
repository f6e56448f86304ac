"""Times Keras loading and saving a whole model's file.

    python keras_file.py --load FILE [--save FILE]
    python keras_file.py --vgg16 FILE        # writes the VGG16 with random weights to try it with, 553 MB

The last line is `load_ms X save_ms Y peak_rss_mb Z`: the times of load_model and save alone, and the most memory of
the process, which has imported Keras and its backend.
"""

import argparse
import os
import resource
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")


def main():
    parser = argparse.ArgumentParser(description="Times Keras loading and saving a model's file.")
    parser.add_argument("--load")
    parser.add_argument("--save")
    parser.add_argument("--vgg16")
    options = parser.parse_args()
    import keras

    if options.vgg16:
        keras.applications.VGG16(weights=None).save(options.vgg16)
        return
    start = time.perf_counter()
    model = keras.models.load_model(options.load, compile=False)
    load_ms = (time.perf_counter() - start) * 1e3
    start = time.perf_counter()
    if options.save:
        model.save(options.save)
    save_ms = (time.perf_counter() - start) * 1e3
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print("load_ms %.0f save_ms %.0f peak_rss_mb %.0f" % (load_ms, save_ms, peak))


if __name__ == "__main__":
    main()
