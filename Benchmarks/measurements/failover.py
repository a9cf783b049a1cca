"""The longest silence when the server that a track is streamed from dies and another one has the same file."""

import json
import shutil
import signal
import time

from kit import music
from kit.daemon import Daemon
from kit.figure import Figure
from kit.server import Server
from kit.sound import Sound
from kit.surroundings import HANG_SECONDS, Surroundings

ROUNDS = 3
BUFFERED_SECONDS = 15
WAYS = [("killed", signal.SIGKILL), ("frozen", signal.SIGSTOP)]


def measure(bench):
    track = music.large_track(bench.cache)
    figures = []
    for way, number in WAYS:
        for seeks in (False, True):
            silences = [_silence(bench, track, number, seeks) for _ in range(ROUNDS)]
            then = " and sought in at once" if seeks else ""
            figures.append(Figure(
                f"server {way}{then}, longest silence", max(silences), "s", 1, "1 s",
                note="each of " + ", ".join(f"{one:.2f}" for one in silences)))
    return figures + [_last_error(bench, track)]


def _silence(bench, track, number, seeks):
    with Surroundings() as surroundings:
        sound, daemon, servers = _play(bench, surroundings, track, ["Attic", "Home"])
        since = time.monotonic()
        servers[-1].send(number)
        if seeks:
            # To where nothing has been fetched: the dead server is asked first.
            daemon.control("seek", "+30")
            sound.wait(5)
        else:
            # Until what was fetched before has been heard.
            sound.wait(BUFFERED_SECONDS)
        if "A Long Note" not in daemon.control("status"):
            raise RuntimeError("another track plays")
        silence = sound.longest_silence(since)
        servers[-1].send(signal.SIGCONT)
        daemon.end()
        return silence


def _last_error(bench, track):
    """Nobody else has the file: it ends, and says why."""
    with Surroundings() as surroundings:
        sound, daemon, servers = _play(bench, surroundings, track, ["Home"])
        begin = time.monotonic()
        servers[0].send(signal.SIGKILL)
        reason = ""
        while not reason:
            time.sleep(0.05)
            reason = json.loads(daemon.control("status", "--json"))["last_error"]
            if time.monotonic() > begin + HANG_SECONDS:
                raise TimeoutError("the end of the only server is not told")
        figure = Figure(
            "the only server killed, until LastError", time.monotonic() - begin, "s",
            note=f"what was fetched is heard first; then: {reason}")
        daemon.end()
        return figure


def _play(bench, surroundings, track, names):
    """Streams the track from the last of these servers, for some seconds."""
    shared = surroundings.folder / "shared"
    shared.mkdir()
    shutil.copyfile(track, shared / track.name)
    sound = Sound(surroundings)
    daemon = Daemon(bench, surroundings, sink=sound.sink)
    servers = []
    for name in names:
        servers.append(Server(bench, surroundings, shared, name=name))
        servers[-1].add_to(daemon, name)
    daemon.control("play", "A Long Note")
    sound.wait(5)
    return sound, daemon, servers
