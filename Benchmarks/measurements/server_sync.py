"""A full sync from a local server beside fetching, parsing and upserting the same pages in C; then changes alone."""

import contextlib
import shutil
import sqlite3
import statistics
import subprocess
import tempfile
from pathlib import Path

from kit import bench as kit
from kit.figure import Figure, peer

ROUNDS = 3
SMALL, LARGE = 100_000, 1_000_000
MEMORY_LIMIT = 128
CHANGES = 100
CHANGES_LIMIT = 0.1


def measure(bench):
    with tempfile.TemporaryDirectory(prefix="soul-sync.", dir=bench.cache) as folder:
        folder = Path(folder)
        figures = _full(bench, folder, SMALL, ROUNDS, 1.5)
        figures += _full(bench, folder, LARGE, 1, 1.3)
        return figures + _changes(bench, folder)


def _full(bench, folder, tracks, rounds, times):
    with _server(bench, tracks, 0) as port:
        limits, runs = [], []
        for _ in range(rounds):
            limits.append(float(_output(bench.native("sync-limit"), _empty(folder), port).split()[0]))
            runs.append(_sync(bench, folder, port, is_new=True))
        resync = _sync(bench, folder, port)
    limit, ours = statistics.median(limits), statistics.median(seconds for seconds, _, _ in runs)
    memory = max(memory for _, _, memory in runs)
    return [
        Figure(
            f"Full sync of {tracks:,} tracks, median of {rounds}", ours, "s", times * limit,
            peer(times, "C over libcurl and SQLite", limit, "s"),
            note=f"{ours / limit:.2f} ×; {tracks / ours:,.0f} tracks a second; an unchanged resync after it takes "
                 f"{resync[0] * 1000:.1f} ms and changes {resync[1]} tracks"),
        Figure(f"Memory of a full sync of {tracks:,} tracks, at its peak", memory, "MB", MEMORY_LIMIT),
    ]


def _changes(bench, folder):
    """The library is the one that the last full sync left."""
    with _server(bench, LARGE, CHANGES) as port:
        seconds, count, _ = _sync(bench, folder, port)
    if count != CHANGES:
        raise RuntimeError(f"{count} tracks were changed, not {CHANGES}")
    return [Figure(f"Sync of {CHANGES} changes in {LARGE:,} tracks", seconds * 1000, "ms", CHANGES_LIMIT * 1000)]


def _sync(bench, folder, port, is_new=False):
    """Seconds, changed tracks, MB."""
    library = folder / "ours.db"
    if is_new:
        _remove(library)
    words = _output(bench.made("bench-sync"), library, f"http://127.0.0.1:{port}", "bench", "bench").split()
    return float(words[0]), int(words[1]), int(words[2])


def _empty(folder):
    """A library as ours makes it, with source 2 and nothing in it."""
    path = folder / "limit.db"
    _remove(path)
    database = sqlite3.connect(path)
    migrations = sorted((kit.ROOT / "Schema" / "player").glob("*.sql"))
    for migration in migrations:
        database.executescript(migration.read_text())
    database.execute(
        "INSERT INTO sources (id, name, source_type, dialect, server_url) VALUES (2, 'Bench', 'server', 'soul', 'http://x')")
    database.commit()
    database.close()
    return path


def _remove(library):
    for suffix in ("", "-wal", "-shm"):
        Path(f"{library}{suffix}").unlink(missing_ok=True)
    shutil.rmtree(f"{library}.covers", ignore_errors=True)


def _output(*command):
    return subprocess.run(
        [str(word) for word in command], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout


@contextlib.contextmanager
def _server(bench, tracks, changes):
    server = subprocess.Popen(
        [bench.native("track-server"), str(tracks), str(changes)], stdout=subprocess.PIPE, text=True)
    try:
        yield server.stdout.readline().strip()
    finally:
        server.kill()
        server.wait()
