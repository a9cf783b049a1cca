"""CPU and memory while a track plays, beside a bare playbin that plays the same into the same sink."""

import statistics
import subprocess
import time

from kit import music, processes
from kit.daemon import Daemon
from kit.figure import Figure, peer
from kit.surroundings import Surroundings

# Each with new processes: what a thread's place in memory and on a processor costs is another each time.
ROUNDS = 5
SECONDS = 10
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
        rounds = [_round(bench, surroundings, track) for _ in range(ROUNDS)]
    cpu, bare_cpu, memory, bare_memory = (statistics.median(values) for values in list(zip(*rounds))[:4])
    decoders = rounds[0][4]
    name = extension.upper()
    return [
        Figure(
            f"CPU while playing {name}", cpu, "%", 1.2 * bare_cpu, peer(1.2, "bare playbin", bare_cpu, "%"),
            note=f"decoded by {decoders[0]}, the bare playbin by {decoders[1]}; {cpu / bare_cpu:.2f} ×, the rounds "
            + ", ".join(f"{one[0] / one[1]:.2f}" for one in rounds)),
        Figure(
            f"Resident memory while playing {name}", memory, "MB", bare_memory + 25,
            f"bare playbin ({bare_memory:.1f} MB) + 25 MB"),
    ]


def _round(bench, surroundings, track):
    """CPU in % and memory in MB of the daemon and of the playbin, as cpu, bare cpu, memory, bare memory; then the
    decoders of both."""
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
    return *cpu, *memory, decoders


def _decoder(pid):
    return ", ".join(DECODERS[name] for name in processes.loaded(pid, "|".join(DECODERS))) or "none"
