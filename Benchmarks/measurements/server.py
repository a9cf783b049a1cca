"""soul-server: pages of a sync, a large file, and its memory with 100,000 tracks."""

import wave

from kit.figure import Figure
from kit.processes import resident_megabytes
from kit.server import Server
from kit.surroundings import Surroundings

TRACKS = 100_000
PAGE = 1_000
FILE_BYTES = 1 << 29


def measure(bench):
    with Surroundings() as surroundings:
        music = surroundings.folder / "music"
        music.mkdir()
        _make_wave(music / "long.wav")
        server = Server(bench, surroundings, music, library=bench.library(TRACKS))
        first = server.get(f"/api/sync/tracks?limit={PAGE}")
        page = f"/api/sync/tracks?limit={PAGE}&cursor={first['next_cursor']}"
        alone, _ = server.rate(page, connections=1, seconds=4)
        pages, size = server.rate(page, connections=4, seconds=6)
        track = next(track["id"] for track in server.get("/api/tracks?q=long&limit=1000")["tracks"]
                     if track.get("file_size", 0) > FILE_BYTES)
        files, bytes_ = server.rate(f"/api/tracks/{track}/stream", connections=1, seconds=4)
        memory = resident_megabytes(server.pid)
        server.end()
    return [
        Figure("Page of 1,000 tracks from soul-server, 4 clients", 1000 / pages, "ms", 2, "500 pages a second",
               note=f"{pages:,.0f} pages of {size:,} bytes a second; {alone:,.0f} for one client"),
        Figure("1 GB of a file from soul-server", 1e9 / (files * bytes_), "s", 1, "1 GB/s",
               note=f"{files * bytes_ / 1e9:.2f} GB/s to one client in Python"),
        Figure(f"Memory of soul-server with {TRACKS:,} tracks", memory, "MB", 60, "60 MB",
               note="after the figures above"),
    ]


def _make_wave(path):
    """Silence, as long as it takes."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(44_100)
        block = bytes(1 << 20)
        for _ in range(FILE_BYTES // len(block) + 1):
            file.writeframesraw(block)
