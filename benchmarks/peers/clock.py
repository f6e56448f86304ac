"""When a process began."""

import os
import time


def process_start():
    """When this process began, on the clock of time.monotonic(); Linux only, to 10 ms."""
    with open("/proc/self/stat") as stat:
        ticks = int(stat.read().rsplit(")", 1)[1].split()[19])
    with open("/proc/uptime") as uptime:
        age = float(uptime.read().split()[0]) - ticks / os.sysconf("SC_CLK_TCK")
    return time.monotonic() - age
