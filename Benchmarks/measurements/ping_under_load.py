"""A stranger's Ping amid 20,000 pipelined calls of four clients, and amid the same calls to a C echo service."""

import subprocess

from kit import music
from kit.daemon import Daemon
from kit.figure import Figure
from kit.samples import Samples
from kit.surroundings import Surroundings

LIMIT_MILLISECONDS = 250
CALLS_OF_A_CLIENT = 5_000
ROUNDS = 3
PLAYER = "org.mpris.MediaPlayer2.soulplayer"
ECHO = "org.soulplayer.BenchEcho"


def measure(bench):
    track = music.long_track(bench.cache, "flac")
    with Surroundings() as surroundings:
        echo = surroundings.start([bench.native("echo-service"), ECHO], stdout=subprocess.PIPE)
        echo.stdout.readline()
        daemon = Daemon(bench, surroundings)
        daemon.control("queue", "add", track)
        worst = {PLAYER: [], ECHO: []}
        for _ in range(ROUNDS):
            for name, times in worst.items():
                samples = Samples(surroundings.run([bench.native("flood"), name, CALLS_OF_A_CLIENT]))
                times.append(samples.percentile("ping", 100) / 1000)
        daemon.end()
    return [Figure(
        "Ping amid 20,000 calls, worst", max(worst[PLAYER]), "ms", LIMIT_MILLISECONDS, "250 ms",
        note=f"the worst of {ROUNDS} floods: {', '.join(f'{time:.0f}' for time in worst[PLAYER])} ms; the same amid as "
             f"many calls of the C echo service: {', '.join(f'{time:.0f}' for time in worst[ECHO])} ms")]
