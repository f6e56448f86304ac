"""Times predictions of an article's network in PyTorch, eager, channels_last, on random numbers.

    python torch_predict.py --net cats-vs-dogs|cifar10|food101 [--batch 1] [--threads 1] [--seconds S]
                            [--policy float32|mixed_bfloat16]

`eval()` and `inference_mode`, from an array to an array, with the softmax; mixed_bfloat16 is torch.autocast. The weights
are not trained; the networks are torch_train.py's. The last line is that of `bin/bench predict`.
"""

import argparse
import os

import latency
from clock import process_start
from torch_train import SIZES, network


def main():
    started = process_start()
    parser = argparse.ArgumentParser(description="Times PyTorch's predictions with an article's network.")
    latency.add_options(parser)
    options = parser.parse_args()

    import numpy as np
    import torch

    torch.set_num_threads(len(os.sched_getaffinity(0)))
    model = network(torch, options.net).to(memory_format=torch.channels_last).eval()
    size, _ = SIZES[options.net]
    x = np.random.default_rng(1).random((options.batch, size, size, 3), dtype=np.float32)

    def predict():
        # (N, H, W, C) in C order is channels_last.
        pictures = torch.from_numpy(x).permute(0, 3, 1, 2)
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=options.policy == "mixed_bfloat16"):
            return model(pictures).float().softmax(1).numpy()

    print("torch %s, %s" % (torch.__version__, options.net))
    latency.measure(predict, options, started)


if __name__ == "__main__":
    main()
