"""As server_sync, of 1,000,000 tracks; then changes alone."""

import tempfile
from pathlib import Path

from kit.figure import Figure, peer
from kit.track_server import Sync, TrackServer, limit_seconds

TRACKS = 1_000_000
TIMES = 1.3
MEMORY_LIMIT = 128
CHANGES = 100
CHANGES_LIMIT = 0.1


def measure(bench):
    with tempfile.TemporaryDirectory(prefix="soul-sync.", dir=bench.cache) as folder:
        library = Path(folder) / "ours.db"
        with TrackServer(bench, TRACKS) as server:
            limit = limit_seconds(bench, Path(folder) / "limit.db", server)
            full = Sync(bench, library, server, is_new=True)
        with TrackServer(bench, TRACKS, CHANGES) as server:
            changes = Sync(bench, library, server)
    if changes.changes != CHANGES:
        raise RuntimeError(f"{changes.changes} tracks were changed, not {CHANGES}")
    return [
        Figure(
            f"Full sync of {TRACKS:,} tracks", full.seconds, "s", TIMES * limit,
            peer(TIMES, "C over libcurl and SQLite", limit, "s"),
            note=f"{full.seconds / limit:.2f} ×; {TRACKS / full.seconds:,.0f} tracks a second"),
        Figure(f"Memory of a full sync of {TRACKS:,} tracks, at its peak", full.memory, "MB", MEMORY_LIMIT),
        Figure(
            f"Sync of {CHANGES} changes in {TRACKS:,} tracks", changes.seconds * 1000, "ms", CHANGES_LIMIT * 1000),
    ]
