"""Play until the first sound is written, beside a bare playbin, for each kind of decoder."""

import os

from kit import music
from kit.daemon import Daemon
from kit.figure import Figure, peer
from kit.samples import Samples
from kit.surroundings import Surroundings


def measure(bench):
    return [_measure(bench, extension) for extension in ("flac", "mp3", "opus")]


def _measure(bench, extension):
    track = music.long_track(bench.cache, extension)
    with Surroundings() as surroundings:
        fifos = [surroundings.folder / name for name in ("player.fifo", "playbin.fifo")]
        for fifo in fifos:
            os.mkfifo(fifo)
        sinks = [f"filesink location={fifo}" for fifo in fifos]
        daemon = Daemon(bench, surroundings, sink=sinks[0])
        daemon.control("queue", "add", track)
        samples = Samples(surroundings.run(
            [bench.native("first-buffer"), 30, *fifos, bench.native("bare-playbin"), track.as_uri(), sinks[1]]))
        daemon.end()
    ours, bare = (samples.median(name) / 1000 for name in ("player", "playbin"))
    return Figure(
        f"Play → first buffer, {extension.upper()}, median", ours, "ms", 1.2 * bare,
        peer(1.2, "bare playbin", bare, "ms"), note=f"{ours / bare:.2f} × the bare playbin")
