"""A full sync from a local server beside fetching, parsing and upserting the same pages in C; then a sync of nothing."""

import statistics
import tempfile
from pathlib import Path

from kit.figure import Figure, peer
from kit.track_server import Sync, TrackServer, counted_rows, limit_seconds

ROUNDS = 5
TRACKS = 100_000
TIMES = 1.5


def measure(bench):
    with tempfile.TemporaryDirectory(prefix="soul-sync.", dir=bench.cache) as folder:
        library = Path(folder) / "ours.db"
        with TrackServer(bench, TRACKS) as server:
            limits, runs = [], []
            for _ in range(ROUNDS):
                limits.append(limit_seconds(bench, Path(folder) / "limit.db", server))
                runs.append(Sync(bench, library, server, is_new=True).seconds)
            return [_full(limits, runs), *_unchanged(bench, library, server)]


def _full(limits, runs):
    limit, ours = statistics.median(limits), statistics.median(runs)
    each = ", ".join(f"{run / limit:.2f}" for limit, run in zip(limits, runs))
    return Figure(
        f"Full sync of {TRACKS:,} tracks, median of {ROUNDS}", ours, "s", TIMES * limit,
        peer(TIMES, "C over libcurl and SQLite", limit, "s"),
        note=f"{ours / limit:.2f} × ({each}); {TRACKS / ours:,.0f} tracks a second")


def _unchanged(bench, library, server):
    server.requests()
    with counted_rows(library) as rows:
        resync = Sync(bench, library, server)
        tracks, playlists = server.requests()
        written = rows()
    return [
        Figure(
            "Requests of a sync without changes", tracks + playlists, "", 2, "the tracks once, the playlists once",
            note=f"{tracks} for the tracks, {playlists} for the playlists; {resync.seconds * 1000:.1f} ms"),
        Figure(
            "Rows that a sync without changes writes", sum(written.values()), "", 1, "the time",
            note=", ".join(f"{count} in {table}" for table, count in written.items())),
    ]
