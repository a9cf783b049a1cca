"""PlayPause until its PropertiesChanged is at the client."""

from kit import music
from kit.daemon import Daemon
from kit.figure import Figure, peer
from kit.samples import Samples
from kit.surroundings import Surroundings


def measure(bench):
    track = music.long_track(bench.cache, "flac")
    with Surroundings() as surroundings:
        daemon = Daemon(bench, surroundings)
        daemon.control("play", track)
        samples = Samples(surroundings.run([bench.native("state-signal"), 50]))
        daemon.end()
    signal, identity = samples.median("signal"), samples.median("id")
    return [Figure(
        "PlayPause → PropertiesChanged, median", signal, "µs", 13 * identity, peer(13, "GetId", identity, "µs"),
        note=f"{signal / identity:.1f} × GetId; the slowest of 50 {samples.percentile('signal', 100):.0f} µs")]
