"""What the scripts that time predictions share: threads that predict one batch after the other, and the printed line."""

import math
import resource
import threading
import time

WARM_UP_SECONDS = 1


def add_options(parser):
    parser.add_argument("--net", required=True, choices=["cats-vs-dogs", "cifar10", "food101"])
    parser.add_argument("--batch", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1, help="that call one model at the same time")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--policy", default="float32", choices=["float32", "mixed_bfloat16"])


def percentile(times, percent):
    """The nearest rank: the least of the times that so many of a hundred do not exceed."""
    ordered = sorted(times)
    return ordered[max(1, math.ceil(percent / 100 * len(ordered))) - 1]


def _from_threads(count, predict, seconds):
    results = [[] for _ in range(count)]

    def work(times):
        end = start = time.perf_counter()
        while end - start < seconds:
            begin = end
            predict()
            end = time.perf_counter()
            times.append(1000 * (end - begin))

    threads = [threading.Thread(target=work, args=(times,)) for times in results]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [each for times in results for each in times]


def measure(predict, options, started):
    """Times predict(), which does one batch, and prints the line of `bin/bench predict`."""
    predict()
    first = 1000 * (time.monotonic() - started)
    _from_threads(options.threads, predict, WARM_UP_SECONDS)
    begin = time.perf_counter()
    times = _from_threads(options.threads, predict, options.seconds)
    elapsed = time.perf_counter() - begin
    print("img/s %.1f latency_ms_p50 %.3f latency_ms_p99 %.3f first_predict_ms %.0f peak_rss_mb %.0f" % (
        options.batch * len(times) / elapsed, percentile(times, 50), percentile(times, 99), first,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
