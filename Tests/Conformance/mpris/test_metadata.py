"""Metadata."""

import pathlib
import re
import urllib.parse

from stage import names

from .case import SLACK, PlayerCase

TYPES = {
    "mpris:trackid": "o",
    "mpris:length": "x",
    "mpris:artUrl": "s",
    "xesam:album": "s",
    "xesam:albumArtist": "as",
    "xesam:artist": "as",
    "xesam:asText": "s",
    "xesam:audioBPM": "i",
    "xesam:autoRating": "d",
    "xesam:comment": "as",
    "xesam:composer": "as",
    "xesam:contentCreated": "s",
    "xesam:discNumber": "i",
    "xesam:firstUsed": "s",
    "xesam:genre": "as",
    "xesam:lastUsed": "s",
    "xesam:lyricist": "as",
    "xesam:title": "s",
    "xesam:trackNumber": "i",
    "xesam:url": "s",
    "xesam:useCount": "i",
    "xesam:userRating": "d",
}
# RFC 3986: what may stand in a path beside percent-encoded bytes.
URI = re.compile(r"^file:///(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*$")
DATE_TIME = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$")


def path_of(uri):
    return pathlib.Path(urllib.parse.unquote(uri.removeprefix("file://"), errors="strict"))


class MetadataTests(PlayerCase):
    def metadata(self):
        return self.client.get("Metadata").unpack()

    def metadata_of(self, track):
        self.load_library([track], status="Stopped")
        return self.metadata()

    def test_track_id(self):
        """Metadata: “If there is a current track, this must have a "mpris:trackid" entry (of D-Bus type "o")”."""
        self.load(self.music.long)
        map_ = self.client.get("Metadata")
        self.assertEqual(map_.lookup_value("mpris:trackid", None).get_type_string(), "o")
        self.assertEqual(self.client.track_id, self.entries()[0])
        self.assertTrue(self.client.track_id.startswith(names.ENTRIES))

    def test_reserved_paths(self):
        """mpris:trackid: “Media players may not use any paths starting with /org/mpris unless explicitly allowed”."""
        self.load(self.music.long)
        for entry in self.entries():
            self.assertFalse(entry.startswith("/org/mpris"))

    def test_no_track(self):
        """Metadata: without a track there is NoTrack and nothing that a shell could take for one."""
        map_ = self.client.get("Metadata")
        self.assertEqual(map_.unpack(), {"mpris:trackid": names.NO_TRACK})
        self.assertEqual(map_.lookup_value("mpris:trackid", None).get_type_string(), "o")

    def test_unique(self):
        """mpris:trackid: “uniquely identifies this track”: the same file twice has two, never used again."""
        track = self.music.long[0]
        self.load([track, track, track], status="Stopped")
        seen = set()
        for _ in range(3):
            entries = self.entries()
            self.assertEqual(len(set(entries)), 3)
            self.assertTrue(seen.isdisjoint(entries))
            seen.update(entries)
            self.load([track, track, track], status="Stopped")

    def test_stable(self):
        """a stable object path an entry: through playing, moving and coming back."""
        self.load(self.music.long)
        first = self.client.track_id
        self.client.player("Stop")
        self.client.player("Play")
        self.client.player("Next")
        self.client.wait_for_title("Long Two")
        self.client.queue("MoveEntry", "(oo)", first, self.entries()[2])
        self.client.player("Next")
        self.client.player("Next")
        self.client.wait_for_title("Long One")
        self.assertEqual(self.client.track_id, first)

    def test_types(self):
        """Metadata: each key with the type of the MPRIS metadata guidelines, no other keys, nothing empty."""
        for track in self.music.imported:
            title = track.title or "untagged"
            by_title = {item["title"]: item["uri"] for item in self.library_tracks()}
            self.client.queue("ReplaceQueue", "(asub)", [by_title[title]], 0, False)
            self.client.wait_for_title(title)
            map_ = self.client.get("Metadata")
            for key in map_.keys():
                value = map_.lookup_value(key, None)
                self.assertIn(key, TYPES)
                self.assertEqual(value.get_type_string(), TYPES[key], key)
                self.assertNotIn(value.unpack(), ("", []), f"{key} says nothing")

    def test_values(self):
        """Metadata: what the files' tags say."""
        for track in (*self.music.long, self.music.odd_name):
            with self.subTest(track=track.title):
                map_ = self.metadata_of(track)
                self.assertEqual(map_["xesam:title"], track.title)
                self.assertEqual(map_["xesam:album"], track.album)
                self.assertEqual(map_["xesam:albumArtist"], [track.album_artist])
                self.assertEqual(map_["xesam:composer"], [track.composer])
                self.assertEqual(map_["xesam:trackNumber"], track.number)
                self.assertEqual(map_["xesam:discNumber"], track.disc)
                self.assertEqual(map_["xesam:artist"], track.artists)
                self.assertEqual(map_["xesam:genre"], track.genres)
                self.assertTrue(map_["xesam:contentCreated"].startswith(str(track.year)))

    def test_length(self):
        """mpris:length: “The duration of the track in microseconds”, int64."""
        for track in (*self.music.long, *self.music.short):
            map_ = self.metadata_of(track)
            self.assertLessEqual(abs(map_["mpris:length"] - track.length), SLACK, track.title)

    def test_art(self):
        """mpris:artUrl: “The location of an image representing the track”: a file:// that exists."""
        for track in (self.music.long[0], self.music.long[2]):
            uri = self.metadata_of(track)["mpris:artUrl"]
            self.assertRegex(uri, URI)
            self.assertEqual(path_of(uri).read_bytes(), self.music.cover.read_bytes())
        self.assertNotIn("mpris:artUrl", self.metadata_of(self.music.short[0]))

    def test_url(self):
        """xesam:url: “The location of the media file”: percent-encoded, and its decoding is the path."""
        for track in (*self.music.long, *self.music.short, self.music.odd_name):
            uri = self.metadata_of(track)["xesam:url"]
            self.assertRegex(uri, URI)
            self.assertEqual(path_of(uri), track.path)

    def test_url_of_an_opened_file(self):
        """xesam:url: likewise for a file outside of the library."""
        self.client.player("OpenUri", "(s)", self.music.odd_name.uri)
        self.client.wait_for_title(self.music.odd_name.title)
        uri = self.metadata()["xesam:url"]
        self.assertRegex(uri, URI)
        self.assertEqual(path_of(uri), self.music.odd_name.path)

    def test_dates(self):
        """contentCreated, lastUsed: “Date/time fields: … ISO 8601 extended format (eg: 2007-04-29T14:35:51+02:00)”."""
        self.load_library(self.music.short)
        self.client.wait_for_title("Short Two")
        # It was heard to its end: now it has been used.
        self.client.player("Previous")
        self.client.wait_until(
            lambda: "xesam:lastUsed" in self.client.value("Metadata"), "xesam:lastUsed of a track that was heard"
        )
        map_ = self.metadata()
        self.assertRegex(map_["xesam:contentCreated"], DATE_TIME)
        self.assertRegex(map_["xesam:lastUsed"], DATE_TIME)
        self.assertGreaterEqual(map_["xesam:useCount"], 1)

    def test_untagged(self):
        """xesam:title: a file without tags is named by its file name; what is not known is left out."""
        self.client.player("OpenUri", "(s)", self.music.untagged.uri)
        self.client.wait_for_title("untagged")
        self.assertNotIn("xesam:artist", self.metadata())

    def test_signalled_whole(self):
        """Metadata: a change tells the whole new map, in one signal a track."""
        self.load_library(self.music.long, status="Paused")
        mark = self.client.mark()
        self.client.player("Next")
        self.client.mark()
        told = [value for key, value in self.client.changes_since(mark) if key == "Metadata"]
        self.assertEqual(len(told), 1)
        self.assertEqual(told[0], self.metadata())
        self.assertEqual(told[0]["xesam:title"], "Long Two")

    def test_together(self):
        """Properties: what changes together is told together: status, track and Can* of one call in one signal."""
        self.load(self.music.long, status="Stopped")
        mark = self.client.mark()
        self.client.player("Play")
        self.client.mark()
        changes = [signal for signal in self.client.since(mark) if signal.member == "PropertiesChanged"]
        self.assertEqual(len([signal for signal in changes if signal.path == names.MPRIS_PATH]), 1)

    def test_user_rating(self):
        """xesam:userRating: “between 0 and 1”, where there is one."""
        for track in self.music.long:
            self.assertTrue(0 <= self.metadata_of(track).get("xesam:userRating", 0) <= 1)
