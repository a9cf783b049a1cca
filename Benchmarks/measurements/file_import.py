"""The import of 20,000 small tagged files, and a rescan that finds nothing new, beside MPD's update."""

import socket
import statistics
import subprocess
import time

from kit import music, processes
from kit.daemon import Daemon
from kit.figure import Figure, peer
from kit.surroundings import Surroundings

ROUNDS = 3
MPD_CONFIGURATION = """
music_directory "{music}"
db_file "{home}/database"
log_file "{home}/log"
bind_to_address "{home}/socket"
auto_update "no"
audio_output {{
  type "null"
  name "none"
}}
"""


def measure(bench):
    folder = music.small_files(bench.cache)
    music.read_all(folder)
    files = music.SMALL_FILES
    ours, theirs = {"import": [], "rescan": []}, {"import": [], "rescan": []}
    for _ in range(ROUNDS):
        with Surroundings() as surroundings:
            _ours(bench, surroundings, folder, ours)
            _mpd(surroundings, folder, theirs)
    figures = []
    for kind, words in (("import", f"Import of {files:,} files"), ("rescan", "Unchanged rescan of them")):
        mine, mpd = (statistics.median(seconds for seconds, _ in times[kind]) for times in (ours, theirs))
        our_cpu, mpd_cpu = (statistics.median(cpu for _, cpu in times[kind]) for times in (ours, theirs))
        figures.append(Figure(
            f"{words}, median of {ROUNDS}", mine, "s", mpd, peer(1, "MPD's update", mpd, "s"),
            note=f"{mine / mpd:.2f} ×; {files / mine:,.0f} files a second, MPD {files / mpd:,.0f}; "
                 f"CPU {our_cpu:.2f} s, MPD {mpd_cpu:.2f} s"))
    return figures


def _ours(bench, surroundings, folder, times):
    daemon = Daemon(bench, surroundings)
    for kind in times:
        words = [folder] if kind == "import" else []
        before = processes.cpu_seconds(daemon.pid)
        nanoseconds = int(surroundings.run([bench.native("import-time"), music.SMALL_FILES, *words]))
        times[kind].append((nanoseconds / 1e9, processes.cpu_seconds(daemon.pid) - before))
    # The hashing of whole files in the background, which MPD never does, gives way to the rescan.
    daemon.end()


def _mpd(surroundings, folder, times):
    home = surroundings.folder / "mpd"
    home.mkdir()
    configuration = home / "mpd.conf"
    configuration.write_text(MPD_CONFIGURATION.format(music=folder, home=home))
    server = surroundings.start(["mpd", "--no-daemon", configuration], stderr=subprocess.DEVNULL)
    client = _client(server, home / "socket")
    for kind in times:
        before = processes.cpu_seconds(server.pid)
        begin = time.monotonic()
        _command(client, "update")
        while "updating_db" in _command(client, "status"):
            _command(client, "idle update")
        times[kind].append((time.monotonic() - begin, processes.cpu_seconds(server.pid) - before))
    surroundings.end(server)


def _client(server, path):
    # There is no event for "it listens".
    while server.poll() is None:
        connection = socket.socket(socket.AF_UNIX)
        try:
            connection.connect(str(path))
        except OSError:
            time.sleep(0.05)
            continue
        stream = connection.makefile("rw")
        stream.readline()
        return stream
    raise RuntimeError("mpd did not start")


def _command(client, words):
    client.write(words + "\n")
    client.flush()
    lines = []
    while not (line := client.readline()).startswith(("OK", "ACK")):
        if not line:
            raise RuntimeError(f"mpd left during {words}")
        lines.append(line)
    if line.startswith("ACK"):
        raise RuntimeError(f"mpd: {line}")
    return "".join(lines)
