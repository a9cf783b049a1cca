"""A reply of 1,000 tracks, beside a C service that sends the same values with libdbus."""

import subprocess

from kit.daemon import Daemon
from kit.figure import Figure, peer
from kit.samples import Samples
from kit.surroundings import Surroundings

ECHO = "org.soulplayer.BenchEcho"


def measure(bench):
    with Surroundings() as surroundings:
        daemon = Daemon(bench, surroundings, library=bench.library(1_000_000))
        saved = surroundings.folder / "reply"
        size = int(surroundings.run([bench.native("save-reply"), saved]))
        echo = surroundings.start([bench.native("echo-service"), ECHO, saved], stdout=subprocess.PIPE)
        echo.stdout.readline()
        samples = Samples(surroundings.run([bench.native("round-trips"), 30, 3, "tracks", f"reply={ECHO}"]))
        daemon.end()
    ours, plain = samples.median("tracks") / 1000, samples.median(f"reply={ECHO}") / 1000
    return [Figure(
        "Reply of 1,000 tracks, median", ours, "ms", 1.5 * plain, peer(1.5, "libdbus, same bytes", plain, "ms"),
        note=f"{size:,} bytes; {ours / plain:.2f} × libdbus")]
