"""Searches of a large library over the bus."""

import sqlite3
import statistics
import string

from kit.daemon import Daemon
from kit.figure import Figure, number
from kit.samples import Samples
from kit.surroundings import Surroundings

TRACKS = 1_000_000
LIMIT_MEDIAN = 5
LIMIT_LETTER = 50


def measure(bench):
    library = bench.library(TRACKS)
    texts, letters = _typed(library), list(string.ascii_lowercase)
    with Surroundings() as surroundings:
        daemon = Daemon(bench, surroundings, library=library)
        calls = [f"search={text}" for text in texts + letters]
        samples = Samples(surroundings.run([bench.native("round-trips"), 5, 1, *calls]))
        daemon.end()
    # As a person types: a text counts as often as another, whatever it costs.
    medians = {text: samples.median(f"search={text}") / 1000 for text in texts + letters}
    slowest = max(texts, key=medians.get)
    letter = max(letters, key=medians.get)
    return [
        Figure(
            f"Search, top 50 of {TRACKS:,} tracks, median of {len(texts)} texts",
            statistics.median(medians[text] for text in texts), "ms", LIMIT_MEDIAN, "5 ms",
            note=f"the slowest “{slowest}”, {number(medians[slowest])} ms"),
        Figure(
            "Search of the worst single letter", medians[letter], "ms", LIMIT_LETTER, "50 ms",
            note=f"“{letter}”"),
    ]


def _typed(library):
    """What people type into the field: whole titles, words, pairs of words, beginnings of words."""
    connection = sqlite3.connect(f"file:{library}?mode=ro", uri=True)
    rows = connection.execute(
        "SELECT title, artists, album FROM tracks WHERE id % 41117 = 7 ORDER BY id LIMIT 24").fetchall()
    connection.close()
    texts = []
    for title, artists, album in rows:
        artist = artists.split("\n")[0]
        texts += [title, artist.split(" ")[0], f"{artist.split(' ')[0]} {album.split(' ')[0]}", title[:4], album[:3]]
    return sorted(set(filter(str.strip, texts)))
