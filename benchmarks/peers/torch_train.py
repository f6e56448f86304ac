"""Times training of an article's network in PyTorch, eager, channels_last, on arrays of random numbers.

    python torch_train.py --net cats-vs-dogs|cifar10|food101 [--batch N] [--seconds S] [--policy float32|mixed_bfloat16]

A plain loop, as PyTorch's users write it: a shuffled batch out of an array, forward, loss, backward, the optimizer's
step, the accuracy so far. mixed_bfloat16 is torch.autocast. The last line is that of keras_train.py, counted alike; the
networks are those of nets.py.
"""

import argparse
import os
import resource
import statistics
import time

from clock import process_start

WARM_UP = 3
BATCHES = 10

# Height and width of the pictures, and classes.
SIZES = {"cats-vs-dogs": (150, 2), "cifar10": (32, 10), "food101": (128, 10)}

# Those of nets.py, which needs Keras.
PARAMETERS = {"cats-vs-dogs": 1_355_938, "cifar10": 276_138, "food101": 10_588_458}


def network(torch, name):
    nn = torch.nn

    def conv(channels, filters, size=3, same=True):
        return [nn.Conv2d(channels, filters, size, padding=size // 2 if same else 0), nn.ReLU()]

    model = nn.Sequential(*{
        "cats-vs-dogs": lambda: [
            *conv(3, 32), nn.MaxPool2d(2), *conv(32, 32), nn.MaxPool2d(2), *conv(32, 64), nn.MaxPool2d(2),
            nn.Dropout(0.25), nn.Flatten(), nn.Linear(18 * 18 * 64, 64), nn.ReLU(), nn.Dropout(0.5), nn.Linear(64, 2)],
        "cifar10": lambda: [
            *conv(3, 32), *conv(32, 32, same=False), nn.MaxPool2d(2), nn.Dropout(0.25),
            *conv(32, 64), *conv(64, 64, same=False), nn.MaxPool2d(2), nn.Dropout(0.25),
            *conv(64, 64), *conv(64, 64, same=False), nn.MaxPool2d(2), nn.Dropout(0.25),
            nn.Flatten(), nn.Linear(2 * 2 * 64, 512), nn.ReLU(), nn.Dropout(0.5), nn.Linear(512, 10)],
        "food101": lambda: [
            *conv(3, 32), *conv(32, 32, same=False), nn.MaxPool2d(2), nn.Dropout(0.2),
            *conv(32, 64), *conv(64, 64, same=False), nn.MaxPool2d(2), nn.Dropout(0.2),
            *conv(64, 128), *conv(128, 128, same=False), nn.ReLU(), nn.MaxPool2d(2), nn.Dropout(0.2),
            *conv(128, 512, 5), *conv(512, 512, 5, same=False), nn.MaxPool2d(4), nn.Dropout(0.2),
            nn.Flatten(), nn.Linear(2 * 2 * 512, 1024), nn.ReLU(), nn.Dropout(0.2), nn.Linear(1024, 10)],
    }[name]())
    parameters = sum(each.numel() for each in model.parameters())
    if parameters != PARAMETERS[name]:
        raise SystemExit("%s has %d parameters. Received: %d" % (name, PARAMETERS[name], parameters))
    return model


def application(torch, name):
    """torchvision's network of that name, for ten classes; with -head, its last layer alone trains."""
    import torchvision

    makers = {"resnet50": "resnet50", "mobilenetv2": "mobilenet_v2", "efficientnetb0": "efficientnet_b0"}
    model = getattr(torchvision.models, makers[name.removesuffix("-head")])(weights=None, num_classes=10)
    if name.endswith("-head"):
        head = model.fc if name.startswith("resnet") else model.classifier
        model.eval().requires_grad_(False)
        head.train().requires_grad_(True)
    return model


def main():
    started = process_start()
    parser = argparse.ArgumentParser(description="Times PyTorch on an article's network.")
    parser.add_argument("--net", required=True, help="cats-vs-dogs, cifar10, food101, "
                        "resnet50, mobilenetv2, efficientnetb0, or one of these three with -head")
    parser.add_argument("--batch", type=int, help="default: 256 for cifar10, else 32")
    parser.add_argument("--seconds", type=float, default=30, help="of steps after the warm-up")
    parser.add_argument("--policy", default="float32", choices=["float32", "mixed_bfloat16"])
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    options = parser.parse_args()

    import torch

    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    article = options.net in PARAMETERS
    model = (network if article else application)(torch, options.net).to(memory_format=torch.channels_last)
    size, classes = SIZES.get(options.net, (224, 10))
    optimizer = {
        "cats-vs-dogs": lambda p: torch.optim.SGD(p, 0.01, momentum=0.9),
        "cifar10": lambda p: torch.optim.RMSprop(p, 1e-3, alpha=0.9),
        "food101": lambda p: torch.optim.RMSprop(p, 1e-4, alpha=0.9),
    }.get(options.net, lambda p: torch.optim.SGD(p, 0.01, momentum=0.9))(
        [each for each in model.parameters() if each.requires_grad])
    batch = options.batch or (256 if options.net == "cifar10" else 32)
    x = torch.rand(BATCHES * batch, 3, size, size).to(memory_format=torch.channels_last)
    y = torch.randint(classes, (BATCHES * batch,))
    one_hot = torch.nn.functional.one_hot(y, classes).float()

    begins, ends = [], []
    while True:
        order = torch.randperm(len(x))
        correct = 0
        for start in range(0, len(x), batch):
            rows = order[start:start + batch]
            begins.append(time.monotonic())
            optimizer.zero_grad()
            with torch.autocast("cpu", torch.bfloat16, enabled=options.policy == "mixed_bfloat16"):
                logits = model(x[rows])
            logits = logits.float()
            if options.net == "cats-vs-dogs":
                loss = torch.nn.functional.binary_cross_entropy(logits.softmax(1), one_hot[rows])
            else:
                loss = torch.nn.functional.cross_entropy(logits, y[rows])
            loss.backward()
            optimizer.step()
            correct += (logits.argmax(1) == y[rows]).sum().item()
            ends.append(time.monotonic())
        if ends[-1] - ends[WARM_UP - 1] >= options.seconds:
            break

    steps = [1000 * (end - begin) for begin, end in zip(begins, ends)][WARM_UP:]
    pauses = [begins[i] - ends[i - 1] for i in range(BATCHES, len(ends), BATCHES)]
    elapsed = ends[-1] - ends[WARM_UP - 1] - sum(pauses)
    print("torch %s, %s, batch %d, %s, %d steps" % (torch.__version__, options.net, batch, options.policy, len(steps)))
    print("img/s %.1f step_ms_min %.1f step_ms_p50 %.1f first_step_ms %.0f peak_rss_mb %.0f" % (
        batch * len(steps) / elapsed, min(steps), statistics.median(steps), 1000 * (ends[0] - started),
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


if __name__ == "__main__":
    main()
