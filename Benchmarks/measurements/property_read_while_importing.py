"""The slowest property reads while an import runs."""

import subprocess

from kit import music
from kit.daemon import Daemon
from kit.figure import Figure
from kit.samples import Samples
from kit.surroundings import Surroundings

LIMIT_MICROSECONDS = 2000
PLAYER = "org.mpris.MediaPlayer2.soulplayer"
ECHO = "org.soulplayer.BenchEcho"


def measure(bench):
    folder = music.small_files(bench.cache)
    with Surroundings() as surroundings:
        echo = surroundings.start([bench.native("echo-service"), ECHO], stdout=subprocess.PIPE)
        echo.stdout.readline()
        daemon = Daemon(bench, surroundings)
        importing = surroundings.start([bench.native("import-time"), music.SMALL_FILES, folder],
                                       stdout=subprocess.PIPE)
        text = ""
        while importing.poll() is None:
            text += surroundings.run([bench.native("round-trips"), 100, 5, f"status={PLAYER}", f"status={ECHO}"])
        daemon.end()
    samples = Samples(text)
    slow, echoed = (samples.percentile(f"status={name}", 99) for name in (PLAYER, ECHO))
    return [Figure(
        "Get(PlaybackStatus) while importing, p99", slow, "µs", LIMIT_MICROSECONDS, "2 ms",
        note=f"median {samples.median(f'status={PLAYER}'):.0f} µs; the C echo service's p99 meanwhile {echoed:.0f} µs")]
