"""Wake-ups and CPU of a player that nobody uses: stopped, and paused in the middle of a track."""

import time

from kit import music, processes
from kit.daemon import Daemon
from kit.figure import Figure
from kit.surroundings import Surroundings

SECONDS = 60


def measure(bench):
    track = music.long_track(bench.cache, "flac")
    with Surroundings() as stopped_surroundings, Surroundings() as paused_surroundings:
        stopped = Daemon(bench, stopped_surroundings, library=bench.library(1_000_000))
        paused = Daemon(bench, paused_surroundings)
        paused.control("play", track)
        paused.control("pause")
        daemons = {"stopped": stopped, "paused": paused}
        for daemon in daemons.values():
            processes.wait_until_idle(daemon.pid)
        # Reading the counters wakes nobody up.
        before = {state: _counters(daemon) for state, daemon in daemons.items()}
        time.sleep(SECONDS)
        after = {state: _counters(daemon) for state, daemon in daemons.items()}
        for daemon in daemons.values():
            daemon.end()
    figures = []
    for state in daemons:
        wake_ups, milliseconds = (end - begin for begin, end in zip(before[state], after[state]))
        figures.append(Figure(f"Wake-ups in {SECONDS} s, {state}", wake_ups, "", 0, "none"))
        figures.append(Figure(f"CPU in {SECONDS} s, {state}", milliseconds, "ms", 0, "none"))
    return figures


def _counters(daemon):
    return processes.wake_ups(daemon.pid), processes.cpu_seconds(daemon.pid) * 1000
