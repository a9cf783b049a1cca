"""Play until the first sound of a track that soul-server gives over loopback, beside a bare playbin with the file."""

import os
import shutil

from kit import music
from kit.daemon import Daemon
from kit.figure import Figure
from kit.samples import Samples
from kit.server import Server
from kit.surroundings import Surroundings


def measure(bench):
    return [_measure(bench, extension) for extension in ("flac", "mp3", "opus")]


def _measure(bench, extension):
    track = music.long_track(bench.cache, extension)
    with Surroundings() as surroundings:
        shared = surroundings.folder / "shared"
        shared.mkdir()
        shutil.copyfile(track, shared / track.name)
        server = Server(bench, surroundings, shared)
        fifos = [surroundings.folder / name for name in ("player.fifo", "playbin.fifo")]
        for fifo in fifos:
            os.mkfifo(fifo)
        sinks = [f"filesink location={fifo}" for fifo in fifos]
        daemon = Daemon(bench, surroundings, sink=sinks[0])
        server.add_to(daemon)
        daemon.control("queue", "add", "A Long Note")
        samples = Samples(surroundings.run(
            [bench.native("first-buffer"), 30, *fifos, bench.native("bare-playbin"), track.as_uri(), sinks[1]]))
        daemon.end()
        server.end()
    ours, bare = (samples.median(name) / 1000 for name in ("player", "playbin"))
    return Figure(
        f"Play → first buffer, {extension.upper()} streamed, median", ours, "ms", 60, "60 ms",
        note=f"the bare playbin with the file: {bare:.2f} ms")
