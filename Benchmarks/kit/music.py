"""Music for the measurements, made once with GStreamer and kept."""

import struct
import subprocess
from pathlib import Path

ENCODERS = {
    "flac": ["flacenc"],
    "mp3": ["lamemp3enc", "target=bitrate", "bitrate=192", "cbr=true", "!", "id3v2mux"],
    "opus": ["opusenc", "!", "oggmux"],
}
TAGS = 'tags="title=\\"A Long Note\\",artist=\\"The Oscillators\\",album=\\"Steady State\\""'
FOLDERS = 200
FILES_PER_FOLDER = 100
SMALL_FILES = FOLDERS * FILES_PER_FOLDER


def long_track(cache, extension, seconds=120):
    """A track with a melody under noise: what a codec has to do with real music."""
    path = cache / f"long.{extension}"
    if not path.exists():
        buffers = seconds * 10
        caps = "audio/x-raw,format=F32LE,rate=44100,channels=2"
        voices = []
        for wave, frequency, volume in (("pink-noise", 440, 0.1), ("saw", 220, 0.2), ("sine", 331, 0.3)):
            voices += ["audiotestsrc", f"wave={wave}", f"freq={frequency}", f"volume={volume}", "samplesperbuffer=4410",
                       f"num-buffers={buffers}", "!", caps, "!", "queue", "!", "mix."]
        _launch(["audiomixer", "name=mix", "!", "audioconvert", "!", "audioresample", "!", "taginject", TAGS, "!",
                 *ENCODERS[extension], "!", "filesink", f"location={path}.part", *voices])
        path.with_name(path.name + ".part").rename(path)
    return path


def large_track(cache, seconds=60):
    """A track without loss in the best form there is, a megabyte a second: no buffer on its way holds much of it."""
    path = cache / "large.flac"
    if not path.exists():
        caps = "audio/x-raw,format=S24LE,rate=192000,channels=2"
        _launch(["audiotestsrc", "wave=white-noise", "volume=0.1", "samplesperbuffer=19200",
                 f"num-buffers={seconds * 10}", "!", "audioconvert", "!", caps, "!", "taginject", TAGS, "!",
                 *ENCODERS["flac"], "!", "filesink", f"location={path}.part"])
        path.with_name(path.name + ".part").rename(path)
    return path


def small_files(cache):
    """A folder of 20,000 files of half a second, FLAC and Opus in turn, each with nine tags of its own."""
    folder = cache / "small-files"
    done = cache / "small-files.made"
    if not done.exists():
        flac = _note(cache, "flac")
        opus = _note(cache, "opus")
        for album in range(FOLDERS):
            directory = folder / f"Artist {album // 4:03}" / f"Album {album:03}"
            directory.mkdir(parents=True, exist_ok=True)
            for track in range(1, FILES_PER_FOLDER + 1):
                comments = _comments(album, track)
                name = f"{track:02} Track {track} of {album}"
                if track % 2:
                    (directory / f"{name}.flac").write_bytes(_tagged_flac(flac, comments))
                else:
                    (directory / f"{name}.opus").write_bytes(_tagged_opus(opus, comments))
        done.touch()
    return folder


def _note(cache, extension):
    path = cache / f"note.{extension}"
    _launch(["audiotestsrc", "samplesperbuffer=4800", "num-buffers=5", "volume=0.3", "!",
             "audio/x-raw,rate=48000,channels=2", "!", "audioconvert", "!", *ENCODERS[extension], "!", "filesink",
             f"location={path}"])
    return path.read_bytes()


def _launch(words):
    subprocess.run(["gst-launch-1.0", "-q", *words], check=True)


def _comments(album, track):
    """A Vorbis comment block (the Vorbis I specification, 5.2.1)."""
    tags = {
        "TITLE": f"Track {track} of {album}", "ARTIST": f"Artist {album // 4:03}",
        "ALBUMARTIST": f"Artist {album // 4:03}", "ALBUM": f"Album {album:03}", "TRACKNUMBER": str(track),
        "TRACKTOTAL": str(FILES_PER_FOLDER), "DISCNUMBER": "1", "DATE": str(1960 + album % 60),
        "GENRE": ("Rock", "Jazz", "Folk", "Electronic")[album % 4],
    }
    block = _counted(b"soul bench") + struct.pack("<I", len(tags))
    return block + b"".join(_counted(f"{name}={value}".encode()) for name, value in tags.items())


def _counted(text):
    return struct.pack("<I", len(text)) + text


def _tagged_flac(flac, comments):
    """The stream information, these comments, the sound (RFC 9639, section 8)."""
    stream_information = flac[4:42]
    position, is_last = 4, False
    while not is_last:
        is_last = bool(flac[position] & 0x80)
        position += 4 + int.from_bytes(flac[position + 1:position + 4], "big")
    header = bytes([0x84]) + len(comments).to_bytes(3, "big")
    return flac[:4] + bytes([stream_information[0] & 0x7F]) + stream_information[1:] + header + comments + flac[position:]


def _tagged_opus(opus, comments):
    """The first page, a page of these comments, the pages of the sound (RFC 3533, section 6; RFC 7845)."""
    first = _page_length(opus, 0)
    second = first + _page_length(opus, first)
    packet = b"OpusTags" + comments
    laces = bytes([255] * (len(packet) // 255) + [len(packet) % 255])
    page = bytearray(opus[first:first + 26]) + bytes([len(laces)]) + laces + packet
    page[22:26] = bytes(4)
    page[22:26] = struct.pack("<I", _checksum(page))
    return opus[:first] + bytes(page) + opus[second:]


def _page_length(ogg, position):
    count = ogg[position + 26]
    return 27 + count + sum(ogg[position + 27:position + 27 + count])


def _table():
    table = []
    for index in range(256):
        value = index << 24
        for _ in range(8):
            value = (value << 1) ^ (0x04C11DB7 if value & 0x80000000 else 0)
        table.append(value & 0xFFFFFFFF)
    return table


CHECKSUMS = _table()


def _checksum(page):
    value = 0
    for byte in page:
        value = ((value << 8) & 0xFFFFFFFF) ^ CHECKSUMS[(value >> 24) ^ byte]
    return value


def read_all(folder: Path):
    """Brings the files into the page cache: the disk is not what is measured."""
    for path in folder.rglob("*"):
        if path.is_file():
            path.read_bytes()
