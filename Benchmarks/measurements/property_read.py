"""A property read from the player, beside the same from a C echo service."""

import subprocess

from kit.daemon import Daemon
from kit.figure import Figure, peer
from kit.samples import Samples
from kit.surroundings import Surroundings

ECHO = "org.soulplayer.BenchEcho"
PLAYER = "org.mpris.MediaPlayer2.soulplayer"


def measure(bench):
    with Surroundings() as surroundings:
        echo = surroundings.start([bench.native("echo-service"), ECHO], stdout=subprocess.PIPE)
        echo.stdout.readline()
        daemon = Daemon(bench, surroundings)
        samples = Samples(surroundings.run(
            [bench.native("round-trips"), 100, 50, f"status={PLAYER}", f"status={ECHO}", "id"]))
        daemon.end()
    ours, echoed = samples.median(f"status={PLAYER}"), samples.median(f"status={ECHO}")
    return [Figure(
        "Get(PlaybackStatus), median", ours, "µs", 1.2 * echoed, peer(1.2, "C echo service", echoed, "µs"),
        note=f"{ours / echoed:.2f} × the echo service; GetId of the bus {samples.median('id'):.0f} µs")]
