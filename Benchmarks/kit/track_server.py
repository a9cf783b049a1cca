"""A server that is never the bottleneck, and syncs with it: ours, and the least that one takes."""

import contextlib
import json
import shutil
import sqlite3
import subprocess
import urllib.request
from pathlib import Path

from kit import bench as kit


class TrackServer(contextlib.AbstractContextManager):
    """tracks: in its library. changes: of which it tells after a whole sync, once."""

    def __init__(self, bench, tracks, changes=0):
        self._process = subprocess.Popen(
            [bench.native("track-server"), str(tracks), str(changes)], stdout=subprocess.PIPE, text=True)
        self.port = int(self._process.stdout.readline())
        self.url = f"http://127.0.0.1:{self.port}"

    def requests(self):
        """How often the lists of tracks and of playlists were asked for since this was asked last."""
        with urllib.request.urlopen(f"{self.url}/requests") as answer:
            return json.load(answer)

    def add_to(self, daemon, name):
        """Makes it a source of a daemon, signed in, which syncs it."""
        daemon.control("source", "add", name, self.url, "--username", "bench")
        daemon.control("source", "login", name, "--password-stdin", text="bench")

    def __exit__(self, *_):
        self.end()

    def end(self):
        """As a crash would."""
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()


class Sync:
    """What bench-sync tells of a sync with the library that it left last time. is_new: of an empty one."""

    def __init__(self, bench, library, server, is_new=False):
        if is_new:
            remove(library)
        words = _output(bench.made("bench-sync"), library, server.url, "bench", "bench").split()
        self.seconds = float(words[0])
        #: Tracks that it wrote or took out.
        self.changes = int(words[1])
        #: At its peak, MB.
        self.memory = int(words[2])


def limit_seconds(bench, library, server):
    """The same pages, upserted in C into the project's own tables."""
    remove(library)
    database = sqlite3.connect(library)
    for migration in sorted((kit.ROOT / "Schema" / "player").glob("*.sql")):
        database.executescript(migration.read_text())
    database.execute(
        "INSERT INTO sources (id, name, source_type, dialect, server_url) VALUES (2, 'Bench', 'server', 'soul', 'http://x')")
    database.commit()
    database.close()
    seconds = float(_output(bench.native("sync-limit"), library, server.port).split()[0])
    remove(library)
    return seconds


@contextlib.contextmanager
def counted_rows(library):
    """Yields a function that tells how many rows were written, and of which tables, since this began."""
    database = sqlite3.connect(library)
    tables = [name for name, in database.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'")]
    database.execute("CREATE TABLE bench_rows (name TEXT)")
    for table in tables:
        for change in ("INSERT", "UPDATE", "DELETE"):
            database.execute(
                f"CREATE TRIGGER bench_{table}_{change} AFTER {change} ON {table} "
                f"BEGIN INSERT INTO bench_rows VALUES ('{table}'); END")
    database.commit()
    database.close()

    def count():
        database = sqlite3.connect(library)
        with contextlib.closing(database):
            return dict(database.execute("SELECT name, count(*) FROM bench_rows GROUP BY name"))

    yield count


def remove(library):
    for suffix in ("", "-wal", "-shm"):
        Path(f"{library}{suffix}").unlink(missing_ok=True)
    shutil.rmtree(f"{library}.covers", ignore_errors=True)


def _output(*command):
    return subprocess.run(
        [str(word) for word in command], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
