"""The start with a large library until the name is on the bus, without servers and with two, and the memory that is
resident then."""

import contextlib
import sqlite3
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
    starts, with_servers, floors, resident = [], [], [], []
    with Surroundings() as surroundings:
        floor_library = prepare_home(surroundings, "floor", SINK, library)
        home_library = prepare_home(surroundings, "home", SINK, library)
        for _ in range(ROUNDS):
            daemon = Daemon(bench, surroundings)
            starts.append(daemon.start_milliseconds)
            processes.wait_until_idle(daemon.pid)
            resident.append(processes.resident_megabytes(daemon.pid))
            daemon.end()
            floors.append(_floor(bench, surroundings, floor_library))
        _add_servers(home_library)
        for _ in range(ROUNDS):
            daemon = Daemon(bench, surroundings)
            with_servers.append(daemon.start_milliseconds)
            daemon.end()
    # The first of each found cold caches.
    start, floor = statistics.median(starts[1:]), statistics.median(floors[1:])
    return [
        Figure(
            "Start to name-on-bus, 1,000,000 tracks, median", start, "ms", LIMIT_MILLISECONDS, "25 ms",
            note=f"the floor {floor:.1f} ms; the slowest of {ROUNDS} {max(starts):.1f} ms"),
        Figure(
            "The same with two servers signed in to, median", statistics.median(with_servers[1:]), "ms",
            LIMIT_MILLISECONDS, "25 ms", note=f"the slowest of {ROUNDS} {max(with_servers):.1f} ms"),
        Figure(
            "Resident memory then", max(resident), "MB", LIMIT_MEGABYTES, "60 MB (MPD, 20,000 tracks: 57)"),
    ]


def _add_servers(library):
    """Two servers that nobody answers for, one of them active: what is asked of them comes after the name."""
    with contextlib.closing(sqlite3.connect(library)) as database, database:
        for number in (2, 3):
            database.execute(
                "INSERT INTO sources (id, name, source_type, dialect, server_url, server_username, is_active)"
                " VALUES (?, ?, 'server', 'soul', ?, 'ada', ?)",
                (number, f"Server {number}", f"http://127.0.0.1:{number}", number == 2))
        database.execute("INSERT OR REPLACE INTO settings (key, value) VALUES ('signed_in_sources', '2,3')")


def _floor(bench, surroundings, library):
    starter = surroundings.start(
        [bench.native("start-time"), "org.soulplayer.BenchFloor", bench.made("bench-floor"), library,
         "org.soulplayer.BenchFloor"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    nanoseconds = int(starter.stdout.readline().split()[0])
    starter.stdin.close()
    starter.wait(timeout=30)
    return nanoseconds / 1e6
