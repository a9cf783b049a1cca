"""What /proc tells of a process."""

import os
import re
import time
from pathlib import Path


def cpu_seconds(pid):
    """User and system time of the whole process, to the nanosecond: its CPU clock (clock_getcpuclockid(3))."""
    return time.clock_gettime((~pid << 3) | 2)


def wake_ups(pid):
    """How often a thread of the process has been switched to: each is one switch away from it."""
    total = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        total += sum(map(int, re.findall(r"ctxt_switches:\s*(\d+)", (task / "status").read_text())))
    return total


def resident_megabytes(pid):
    """Resident memory in MB of 10^6 bytes, as MPD's figure."""
    kibibytes = int(re.search(r"VmRSS:\s*(\d+)", Path(f"/proc/{pid}/status").read_text())[1])
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
