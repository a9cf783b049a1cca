"""What /proc tells of a process."""

import os
import re
import time
from pathlib import Path


def cpu_seconds(pid):
    """User and system time of the whole process, to the nanosecond: its CPU clock (clock_getcpuclockid(3))."""
    return time.clock_gettime((~pid << 3) | 2)


def switches(pid):
    """How often each thread of the process has been switched away from, by its id."""
    counts = {}
    for task in Path(f"/proc/{pid}/task").iterdir():
        counts[task.name] = sum(map(int, re.findall(r"ctxt_switches:\s*(\d+)", (task / "status").read_text())))
    return counts


def wake_ups(before, after):
    """The switches between two readings. A thread that has gone was awake once at least."""
    gone = len(before.keys() - after.keys())
    return gone + sum(count - before.get(thread, 0) for thread, count in after.items())


def resident_megabytes(pid):
    """Resident memory in MB of 10^6 bytes, as MPD's figure."""
    return _megabytes(pid, "VmRSS")


def peak_megabytes(pid):
    """The most that was ever resident."""
    return _megabytes(pid, "VmHWM")


def _megabytes(pid, key):
    kibibytes = int(re.search(rf"{key}:\s*(\d+)", Path(f"/proc/{pid}/status").read_text())[1])
    return kibibytes * 1024 / 1e6


def loaded(pid, pattern):
    """The names of the mapped files that match."""
    maps = Path(f"/proc/{pid}/maps").read_text()
    return sorted(set(re.findall(pattern, maps)))


def wait_until_idle(pid, quiet=1.0, limit=120):
    """Waits until the process has used no CPU for `quiet` seconds: what it does in the background is done."""
    end = time.monotonic() + limit
    before = cpu_seconds(pid)
    while time.monotonic() < end:
        time.sleep(quiet)
        after = cpu_seconds(pid)
        if after - before < 0.001:
            return
        before = after
    raise TimeoutError(f"process {pid} does not come to rest within {limit} s")


def load():
    return os.getloadavg()[0]
