"""Random values of a signature: ordinary, at the edges, hostile."""

import math

from wire import Variant
from wire.marshalling import single_types

INTEGERS = {"y": (0, 255), "n": (-(2**15), 2**15 - 1), "q": (0, 2**16 - 1), "i": (-(2**31), 2**31 - 1)}
INTEGERS |= {"u": (0, 2**32 - 1), "x": (-(2**63), 2**63 - 1), "t": (0, 2**64 - 1)}
DOUBLES = [0.0, -0.0, 0.5, 1.0, 1.5, -1.0, 2.0, 0.25, 4.0, 1e-300, 1e300, -1e300, 5e-324, math.nan, math.inf, -math.inf]
BASIC = "ybnqiuxtdsog"
HOSTILE = [
    "", " ", "\n", "\t\r", "x" * 5000, "ü" * 3000, "\U0001f3b5" * 500, "\u202e\u200b\ufeff", "\x01\x1b[31m", "\x7f",
    "'; DROP TABLE tracks; --", '"', '"*', "NEAR(", "a AND", "%s%n%d", "%", "%00", "%zz", "../../../etc/passwd", "\\",
    "$(reboot)", "`reboot`", "{}", "[]", "null", "NaN", "-1", "0", "1e999", "None", "Track", "Playlist", "Stopped",
    "file://", "file:///", "file:///dev/zero", "file:///proc/self/mem", "file:///proc/kmsg", "file:///dev/tty",
    "file:///nonexistent.flac", "file://remote/x", "file:relative", "soul:", "soul:track/0", "soul:track/1",
    "soul:track/-1", "soul:track/99999999999999999999", "soul:album/1", "soul:artist/1", "soul:playlist/1",
    "soul:search?q=", "soul:search?q=long", "soul:search?q=%22", "soul:search?q=%ff", "http://127.0.0.1:9/x",
    "cdda://1", "gopher://x", "javascript:alert(1)", "long", "short", "ada bert", "ünï",
]  # fmt: skip
FILTER_KEYS = ["source", "available", "badge", "album", "artist", "playlist", "order", "offset", "limit", "nonsense"]
FILTER_VALUES = [
    Variant("b", True), Variant("b", False), Variant("u", 0), Variant("u", 5), Variant("u", 1000), Variant("u", 1001),
    Variant("u", 2**32 - 1), Variant("t", 1), Variant("t", 2**64 - 1), Variant("s", "title"), Variant("s", "local"),
    Variant("s", "artist"), Variant("s", "added"), Variant("o", "/org/soulplayer/sources/1"), Variant("o", "/"),
]  # fmt: skip


class ValueSource:
    """Values from a random generator. `uris` are some that can be played."""

    def __init__(self, random, uris, paths):
        self.random = random
        self.uris = uris
        self.paths = [*paths, "/", "/org/mpris/MediaPlayer2/TrackList/NoTrack", "/x/" + "y" * 200]

    def values(self, signature):
        return [self.value(type_) for type_ in single_types(signature)]

    def value(self, type_, depth=0):
        random = self.random
        code = type_[0]
        if code in INTEGERS:
            low, high = INTEGERS[code]
            near = random.choice([0, 1, -1, 2, 7, 100, 1000, 1001, 1_000_000, 2_000_000, low, low + 1, high, high - 1])
            return near if low <= near <= high and random.random() < 0.8 else random.randint(low, high)
        if code == "b":
            return random.random() < 0.5
        if code == "d":
            return random.choice(DOUBLES) if random.random() < 0.8 else random.uniform(-10, 10)
        if code == "s":
            return self.text()
        if code == "o":
            return self.path()
        if code == "g":
            return self.signature()
        if code == "h":
            return 0
        if code == "v":
            inner = self.signature(1) if depth < 3 else "s"
            return Variant(inner, self.value(inner, depth + 1))
        if code == "a":
            return self.array(type_[1:], depth)
        return tuple(self.value(inner, depth + 1) for inner in single_types(type_[1:-1]))

    def array(self, element, depth):
        if element == "{sv}" and self.random.random() < 0.8:
            # Most filters are small and nearly right.
            keys = self.random.sample(FILTER_KEYS, self.random.choice([0, 0, 0, 1, 1, 2, 3]))
            return {key: self.random.choice(FILTER_VALUES) for key in keys}
        count = self.random.choice([0, 1, 1, 2, 3, 10]) if depth or self.random.random() < 0.995 else 2000
        if element[0] == "{":
            key, value = single_types(element[1:-1])
            return {self.value(key, depth + 1): self.value(value, depth + 1) for _ in range(count)}
        if element == "y":
            return self.random.randbytes(count)
        return [self.value(element, depth + 1) for _ in range(count)]

    def text(self):
        chance = self.random.random()
        if chance < 0.25:
            return self.random.choice(self.uris)
        if chance < 0.9:
            return self.random.choice(HOSTILE)
        length = self.random.choice([1, 3, 20, 300])
        return "".join(
            chr(self.random.choice([self.random.randint(1, 0x7F), self.random.randint(0xA0, 0xD7FF)]))
            for _ in range(length)
        )

    def path(self):
        if self.random.random() < 0.5:
            return f"/org/soulplayer/entries/{self.random.choice([0, 1, 2, 3, 10, 50, self.random.randint(0, 5000)])}"
        return self.random.choice(self.paths)

    def signature(self, parts=None):
        """A random signature of so many complete types, at most 3."""
        count = self.random.randint(0, 3) if parts is None else parts
        return "".join(self._type(0) for _ in range(count))

    def _type(self, depth):
        chance = self.random.random()
        if depth > 2 or chance < 0.7:
            return self.random.choice(BASIC)
        if chance < 0.78:
            return "v"
        if chance < 0.9:
            return "a" + self._type(depth + 1)
        if chance < 0.96:
            return "a{" + self.random.choice("sui") + self._type(depth + 1) + "}"
        return "(" + self._type(depth + 1) + self._type(depth + 1) + ")"
