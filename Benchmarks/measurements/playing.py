"""CPU and memory while a track plays, beside a bare playbin that plays the same into the same sink."""

import subprocess
import time

from kit import music, processes
from kit.daemon import Daemon
from kit.figure import Figure, peer
from kit.surroundings import Surroundings

SECONDS = 20
SINK = "fakesink sync=true"
DECODERS = {
    "libgstflac": "flacdec", "libgstmpg123": "mpg123audiodec", "libgstopus": "opusdec", "libgstlibav": "libav",
}


def measure(bench):
    figures = []
    for extension in ("flac", "mp3", "opus"):
        figures += _measure(bench, extension)
    return figures


def _measure(bench, extension):
    track = music.long_track(bench.cache, extension)
    with Surroundings() as surroundings:
        # The registry is made before anything is measured.
        surroundings.run([bench.native("bare-playbin"), track.as_uri(), SINK])
        daemon = Daemon(bench, surroundings)
        daemon.control("play", track)
        playbin = surroundings.start([bench.native("bare-playbin"), track.as_uri(), SINK], stdin=subprocess.PIPE)
        playbin.stdin.write(b"p")
        playbin.stdin.flush()
        # The beginning costs more than going on; it has its own measurement.
        time.sleep(2)
        pids = (daemon.pid, playbin.pid)
        before = [processes.cpu_seconds(pid) for pid in pids]
        time.sleep(SECONDS)
        cpu = [(processes.cpu_seconds(pid) - earlier) / SECONDS * 100 for pid, earlier in zip(pids, before)]
        memory = [processes.resident_megabytes(pid) for pid in pids]
        decoders = [_decoder(pid) for pid in pids]
        playbin.stdin.close()
        daemon.end()
    name = extension.upper()
    return [
        Figure(
            f"CPU while playing {name}", cpu[0], "%", 1.2 * cpu[1], peer(1.2, "bare playbin", cpu[1], "%"),
            note=f"decoded by {decoders[0]}, the bare playbin by {decoders[1]}; {cpu[0] / cpu[1]:.2f} ×"),
        Figure(
            f"Resident memory while playing {name}", memory[0], "MB", memory[1] + 25,
            f"bare playbin ({memory[1]:.1f} MB) + 25 MB"),
    ]


def _decoder(pid):
    return ", ".join(DECODERS[name] for name in processes.loaded(pid, "|".join(DECODERS))) or "none"
