"""Wake-ups and CPU of a player that nobody uses: stopped, paused in the middle of a track, and with servers.

Of the servers one is active, synced and online, and one has gone offline, which nobody waits for."""

import time

from kit import music, processes
from kit.daemon import Daemon
from kit.figure import Figure
from kit.surroundings import Surroundings
from kit.track_server import TrackServer

TRACKS = 1_000
SECONDS = 60
SETTLING_SECONDS = 15
#: An operation's object goes a minute after its end.
OPERATION_SECONDS = 65


def measure(bench):
    track = music.long_track(bench.cache, "flac")
    with (
        Surroundings() as stopped_surroundings, Surroundings() as paused_surroundings,
        Surroundings() as served_surroundings, TrackServer(bench, TRACKS) as home, TrackServer(bench, TRACKS) as attic,
    ):
        stopped = Daemon(bench, stopped_surroundings, library=bench.library(1_000_000))
        paused = Daemon(bench, paused_surroundings)
        paused.control("play", track)
        paused.control("pause")
        served = Daemon(bench, served_surroundings)
        for name, server in (("Home", home), ("Attic", attic)):
            server.add_to(served, name)
            served.control("source", "sync", name)
        served.control("source", "activate", "Home")
        attic.end()
        served.control("source", "check", "Attic", fails=True)
        daemons = {"stopped": stopped, "paused": paused, "with servers": served}
        # Threads that have nothing to do end after some seconds, which is work too.
        for daemon in daemons.values():
            processes.wait_until_idle(daemon.pid, quiet=OPERATION_SECONDS if daemon is served else SETTLING_SECONDS)
        # Reading the counters wakes nobody up.
        before = {state: _counters(daemon) for state, daemon in daemons.items()}
        time.sleep(SECONDS)
        after = {state: _counters(daemon) for state, daemon in daemons.items()}
        for daemon in daemons.values():
            daemon.end()
    figures = []
    for state in daemons:
        (threads_before, cpu_before), (threads_after, cpu_after) = before[state], after[state]
        wake_ups = processes.wake_ups(threads_before, threads_after)
        figures.append(Figure(f"Wake-ups in {SECONDS} s, {state}", wake_ups, "", 0, "none"))
        figures.append(Figure(f"CPU in {SECONDS} s, {state}", (cpu_after - cpu_before) * 1000, "ms", 0, "none"))
    return figures


def _counters(daemon):
    return processes.switches(daemon.pid), processes.cpu_seconds(daemon.pid)
