"""The start with a large library until the name is on the bus, and the memory that is resident then."""

import statistics
import subprocess

from kit import processes
from kit.daemon import Daemon, prepare_home
from kit.figure import Figure
from kit.surroundings import Surroundings

TRACKS = 1_000_000
ROUNDS = 11
LIMIT_MILLISECONDS = 25
LIMIT_MEGABYTES = 60
SINK = "fakesink sync=true"


def measure(bench):
    library = bench.library(TRACKS)
    starts, floors, resident = [], [], []
    with Surroundings() as surroundings:
        floor_library = prepare_home(surroundings, "floor", SINK, library)
        prepare_home(surroundings, "home", SINK, library)
        for _ in range(ROUNDS):
            daemon = Daemon(bench, surroundings)
            starts.append(daemon.start_milliseconds)
            processes.wait_until_idle(daemon.pid)
            resident.append(processes.resident_megabytes(daemon.pid))
            daemon.end()
            floors.append(_floor(bench, surroundings, floor_library))
    # The first of each found cold caches.
    start, floor = statistics.median(starts[1:]), statistics.median(floors[1:])
    return [
        Figure(
            "Start to name-on-bus, 1,000,000 tracks, median", start, "ms", LIMIT_MILLISECONDS, "25 ms",
            note=f"the floor {floor:.1f} ms; the slowest of {ROUNDS} {max(starts):.1f} ms"),
        Figure(
            "Resident memory then", max(resident), "MB", LIMIT_MEGABYTES, "60 MB (MPD, 20,000 tracks: 57)"),
    ]


def _floor(bench, surroundings, library):
    starter = surroundings.start(
        [bench.native("start-time"), "org.soulplayer.BenchFloor", bench.made("bench-floor"), library,
         "org.soulplayer.BenchFloor"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    nanoseconds = int(starter.stdout.readline().split()[0])
    starter.stdin.close()
    starter.wait(timeout=30)
    return nanoseconds / 1e6
