"""Real music files of known content, made with the encoders that people use."""

import array
import math
import pathlib
import struct
import subprocess
import wave
import zlib
from dataclasses import dataclass, field

RATE = 44_100


@dataclass
class Track:
    """What a file of the music folder says of itself."""

    name: str
    seconds: int
    title: str | None = None
    artists: list[str] = field(default_factory=list)
    genres: list[str] = field(default_factory=list)
    number: int | None = None
    cover: bool = False
    path: pathlib.Path | None = None

    album = "Conformance"
    album_artist = "The Test Suite"
    composer = "Clara Composer"
    year = 2019
    disc = 1

    @property
    def uri(self):
        return self.path.as_uri()

    @property
    def length(self):
        """Microseconds."""
        return self.seconds * 1_000_000


class Music:
    """A folder of music. Long tracks outlast every test; the short ones are there to be heard to their end."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True)
        self.cover = self.folder.parent / "cover.png"
        self.cover.write_bytes(_png(64))
        duo = ["Ada Analogue", "Bert Bitrate"]
        self.long = [
            self._flac(Track("01 long.flac", 120, "Long One", duo, ["Ambient", "Drone"], 1, True)),
            self._ogg(Track("02 long.ogg", 120, "Long Two", duo, ["Ambient"], 2)),
            self._mp3(Track("03 long.mp3", 120, "Long Three", ["Ada Analogue"], ["Drone"], 3, True)),
        ]
        self.short = [
            self._flac(Track("04 short.flac", 2, "Short One", ["Ada Analogue"], ["Noise"], 4)),
            self._flac(Track("05 short.flac", 2, "Short Two", ["Ada Analogue"], ["Noise"], 5)),
            self._ogg(Track("06 short.ogg", 2, "Short Three", ["Ada Analogue"], ["Noise"], 6)),
        ]
        self.odd_name = self._flac(Track("07 100% Ünï cøde #1? & [x]; «y».flac", 3, "Ünï cøde", ["Øyvind"], ["Pop"], 7))
        self.untagged = self._wav(Track("untagged.wav", 3))
        # Not in the folder that is imported, but there to be opened.
        self.outside = self._flac(Track("outside.flac", 120, "Outside", ["Nobody"], ["Noise"], 9), self.folder.parent)

    @property
    def imported(self):
        return [*self.long, *self.short, self.odd_name, self.untagged]

    def _wav(self, track, folder=None):
        track.path = (folder or self.folder) / track.name
        _write_tone(track.path, track.seconds)
        return track

    def _source(self, track):
        path = self.folder.parent / f"tone-{track.seconds}.wav"
        if not path.exists():
            _write_tone(path, track.seconds)
        return path

    def _comments(self, track, option):
        values = [("ALBUM", track.album), ("ALBUMARTIST", track.album_artist), ("COMPOSER", track.composer)]
        values += [("TITLE", track.title), ("DATE", track.year), ("TRACKNUMBER", track.number)]
        values += [("DISCNUMBER", track.disc)]
        values += [("ARTIST", artist) for artist in track.artists]
        values += [("GENRE", genre) for genre in track.genres]
        return [part for key, value in values for part in (option, f"{key}={value}")]

    def _flac(self, track, folder=None):
        track.path = (folder or self.folder) / track.name
        cover = [f"--picture=3||||{self.cover}"] if track.cover else []
        _run("flac", "--silent", "--fast", *cover, *self._comments(track, "-T"), "-o", track.path, self._source(track))
        return track

    def _ogg(self, track):
        track.path = self.folder / track.name
        _run("oggenc", "-Q", *self._comments(track, "-c"), "-o", track.path, self._source(track))
        return track

    def _mp3(self, track):
        track.path = self.folder / track.name
        tags = {"album": track.album, "album_artist": track.album_artist, "composer": track.composer}
        tags |= {"title": track.title, "date": track.year, "track": track.number, "disc": track.disc}
        tags |= {"artist": track.artists[0], "genre": track.genres[0]}
        options = [part for key, value in tags.items() for part in ("-metadata", f"{key}={value}")]
        _run(
            "ffmpeg", "-v", "error", "-i", self._source(track), "-i", self.cover, "-map", "0:a", "-map", "1:v",
            "-c:v", "copy", "-disposition:v", "attached_pic", "-b:a", "64k", "-id3v2_version", "3",
            *options, track.path,
        )  # fmt: skip
        return track


def _run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]} could not make a test file:\n{done.stderr}")


def _write_tone(path, seconds):
    # 441 Hz at 44,100 samples a second is 100 samples a period.
    period = array.array("h", (int(8000 * math.sin(2 * math.pi * n / 100)) for n in range(100)))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(period.tobytes() * (RATE // 100 * seconds))


def _png(size):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes((x * 4, y * 4, 128)[i] for x in range(size) for i in range(3)) for y in range(size))
    header = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
