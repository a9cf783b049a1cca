"""Where programs, caches and libraries are, made at first use."""

import hashlib
import os
import sqlite3
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ["dbus-1", "gstreamer-1.0"]
#: Of programs that need other ones.
OTHER_PACKAGES = {"sync-limit": ["libcurl", "sqlite3"], "track-server": []}


class Bench:
    """programs: the folder with soulplayerd and soulctl. made: the folder with bench-library, bench-sync and bench-floor."""

    def __init__(self, programs, made):
        self._programs = Path(programs).resolve()
        self._made = Path(made).resolve()
        self.cache = ROOT / ".build-bench"
        self.cache.mkdir(exist_ok=True)

    def program(self, name):
        return self._programs / name

    def made(self, name):
        return self._made / name

    @cache
    def native(self, name):
        """The C program of this name, compiled."""
        source = ROOT / "Benchmarks" / "native" / f"{name}.c"
        binary = self.cache / name
        part = self.cache / f"{name}.{os.getpid()}"
        packages = OTHER_PACKAGES.get(name, PACKAGES)
        flags = []
        if packages:
            words = ["pkg-config", "--cflags", "--libs", *packages]
            flags = subprocess.run(words, check=True, capture_output=True, text=True).stdout.split()
        subprocess.run(
            ["cc", "-std=c17", "-O2", "-D_GNU_SOURCE", "-pthread", str(source), "-o", str(part), *flags], check=True)
        # A run beside this one may be using the program of before.
        part.rename(binary)
        return binary

    def library(self, tracks):
        """A library of so many tracks, made once for each schema of it."""
        schema = hashlib.sha256()
        for migration in sorted((ROOT / "Schema" / "player").glob("*.sql")):
            schema.update(migration.read_bytes())
        path = self.cache / f"library-{tracks}-{schema.hexdigest()[:12]}.db"
        if not path.exists():
            part = self.cache / "library.part"
            for name in (part, Path(f"{part}-wal"), Path(f"{part}-shm")):
                name.unlink(missing_ok=True)
            print(f"Making a library of {tracks:,} tracks (once; some minutes) …", flush=True)
            subprocess.run([self.made("bench-library"), part, str(tracks)], check=True)
            settle(part)
            # What the disk still has to write would slow down what is measured next.
            os.sync()
            part.rename(path)
        return path


def settle(library):
    """As a library is some time after its import: each file has been hashed as a whole in the background."""
    database = sqlite3.connect(library)
    with database:
        database.execute("UPDATE file_facts SET sha256 = content_hash WHERE sha256 IS NULL")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
