"""What the daemon's clients notice of 1,000,000 tracks that come from a server, and go again with it."""

import subprocess
import time

from kit import processes
from kit.daemon import Daemon
from kit.figure import Figure
from kit.samples import Samples
from kit.surroundings import Surroundings
from kit.track_server import TrackServer

TRACKS = 1_000_000
LIMIT_MICROSECONDS = 2000
MEMORY_LIMIT = 128
LOG_LIMIT = 1
PLAYER = "org.mpris.MediaPlayer2.soulplayer"


def measure(bench):
    with Surroundings() as surroundings, TrackServer(bench, TRACKS) as server:
        daemon = Daemon(bench, surroundings)
        log = surroundings.folder / "home" / "data" / "soul-player" / "library.db-wal"
        server.add_to(daemon, "Bench")
        figures = []
        for name, words in (
            (f"a sync of {TRACKS:,} tracks", ("source", "sync", "Bench")),
            (f"the removal of {TRACKS:,} tracks", ("source", "remove", "Bench")),
        ):
            seconds, samples = _meanwhile(bench, surroundings, words)
            slow = samples.percentile(f"status={PLAYER}", 99)
            figures += [
                Figure(
                    f"Get(PlaybackStatus) during {name}, p99", slow, "µs", LIMIT_MICROSECONDS, "2 ms",
                    note=f"median {samples.median(f'status={PLAYER}'):.0f} µs, slowest "
                         f"{samples.percentile(f'status={PLAYER}', 100) / 1000:.1f} ms; it took {seconds:.1f} s with these calls"),
                Figure(
                    f"Memory of the daemon until the end of {name}, at its peak", processes.peak_megabytes(daemon.pid),
                    "MB", MEMORY_LIMIT),
                Figure(f"Write-ahead log after {name}", log.stat().st_size / 1e6, "MB", LOG_LIMIT),
            ]
        daemon.end()
    return figures


def _meanwhile(bench, surroundings, words):
    """Calls a property again and again while soulctl does this. Returns how long that took, and the calls' times."""
    begin = time.monotonic()
    command = surroundings.start([bench.program("soulctl"), *words], stdout=subprocess.DEVNULL)
    text = ""
    while command.poll() is None:
        text += surroundings.run([bench.native("round-trips"), 200, 1, f"status={PLAYER}"])
    if command.returncode != 0:
        raise RuntimeError(f"soulctl {' '.join(words)} failed")
    return time.monotonic() - begin, Samples(text)
