"""OpenUri."""

import os
import pathlib

from stage import Refused, names

from .case import PlayerCase

NOT_FOUND = "org.soulplayer.Error.NotFound"
NOT_PLAYABLE = "org.soulplayer.Error.NotPlayable"


class OpenUriTests(PlayerCase):
    def open(self, uri):
        self.client.player("OpenUri", "(s)", uri)

    def test_starts(self):
        """OpenUri: “If the playback is stopped, starts playing”."""
        self.assertEqual(self.client.status, "Stopped")
        self.open(self.music.outside.uri)
        self.client.wait_for_status("Playing")
        self.client.wait_for_title("Outside")

    def test_changes_track_id(self):
        """OpenUri: clients “should wait until the mpris:trackid field in the Metadata property changes”."""
        self.load(self.music.long)
        before = self.client.track_id
        self.open(self.music.outside.uri)
        self.client.wait_until(lambda: self.client.track_id != before, "another mpris:trackid")
        self.client.wait_for_title("Outside")
        self.assertEqual(self.client.status, "Playing")

    def test_same_again(self):
        """OpenUri: the same file opened twice is two entries with an id each."""
        self.open(self.music.outside.uri)
        first = self.client.track_id
        self.open(self.music.outside.uri)
        self.client.wait_until(lambda: self.client.track_id != first, "another mpris:trackid")
        self.assertEqual(len(set(self.entries())), 2)

    def test_paused(self):
        """OpenUri: “Opens the Uri”: what is opened is heard, paused before or not."""
        self.load(self.music.long, status="Paused")
        self.open(self.music.outside.uri)
        self.client.wait_for_title("Outside")
        self.client.wait_for_status("Playing")

    def test_every_format(self):
        """OpenUri: a file of each kind, each with its own name for people."""
        for track in (*self.music.long, self.music.odd_name):
            self.open(track.uri)
            self.client.wait_for_title(track.title)
            self.client.wait_for_status("Playing")

    def test_percent_encoding(self):
        """OpenUri: a URI is percent-encoded; what is written raw where RFC 3986 lets it means the same."""
        self.open(self.music.odd_name.uri)
        self.client.wait_for_title(self.music.odd_name.title)
        self.assertEqual(self.client.value("Metadata")["xesam:url"].upper(), self.music.odd_name.uri.upper())

    def test_other_spellings(self):
        """OpenUri: RFC 8089: file:/PATH and file://localhost/PATH; RFC 3986: schemes have no case."""
        path = self.music.outside.uri.removeprefix("file://")
        for uri in ("file:" + path, "file://localhost" + path, "FILE://" + path):
            before = self.client.track_id
            self.open(uri)
            self.client.wait_until(lambda before=before: self.client.track_id != before, f"the track of {uri}")

    def test_unsupported(self):
        """OpenUri: “If the uri scheme or the mime-type … is not supported, this method does nothing and may raise …”"""
        self.load(self.music.long)
        mark = self.client.mark()
        here = self.music.long[0].path
        uris = [
            "",
            "x",
            ":",
            "file:",
            "file://",
            "http:",
            "gopher://example.org/x",
            "soul:",
            "soul:track/",
            "soul:track/x",
        ]
        uris += [
            "soul:track/-1",
            "soul:nothing/1",
            "soul:track/1/2",
            "soul:search",
            "soul:TRACK/1",
            "javascript:alert(1)",
        ]
        uris += [
            str(here),
            "file://elsewhere.example" + str(here),
            "file:///%zz",
            "file:///a%00b",
            "data:,x",
            "\n",
            "file:relative",
        ]
        for uri in uris:
            with self.subTest(uri=uri):
                self.assert_refused("OpenUri", "(s)", uri, error=[names.INVALID_ARGS, NOT_FOUND])
        self.assert_no_effect(mark)

    def test_not_there(self):
        """OpenUri: what isn't there is NotFound at once, and nothing changes."""
        self.load(self.music.long)
        mark = self.client.mark()
        missing = (self.music.folder / "missing.flac").as_uri()
        beyond_a_file = self.music.long[0].uri + "/x.flac"
        for uri in (
            missing,
            beyond_a_file,
            "soul:track/999999",
            "soul:album/999999",
            "soul:artist/9223372036854775807",
        ):
            with self.subTest(uri=uri):
                self.assert_refused("OpenUri", "(s)", uri, error=NOT_FOUND)
        self.assert_no_effect(mark)

    def test_no_regular_file(self):
        """OpenUri of a FIFO, a device, /proc/… or a folder answers an error at once and never blocks."""
        self.load(self.music.long)
        folder = pathlib.Path(self.session.folder)
        fifo, fifo_by_link = folder / "fifo.flac", folder / "link.flac"
        os.mkfifo(fifo)
        fifo_by_link.symlink_to(fifo)
        self.addCleanup(fifo.unlink)
        self.addCleanup(fifo_by_link.unlink)
        mark = self.client.mark()
        paths = [fifo, fifo_by_link, "/dev/zero", "/dev/random", "/dev/tty", "/proc/self/mem", "/proc/kmsg"]
        paths += ["/proc/self/environ", "/sys/kernel/notes", self.music.folder, "/", self.session.folder / "bus"]
        for path in map(pathlib.Path, paths):
            with self.subTest(path=str(path)):
                errors = [NOT_PLAYABLE, NOT_FOUND, names.INVALID_ARGS]
                self.assert_refused("OpenUri", "(s)", path.as_uri(), error=errors)
        self.assert_no_effect(mark)

    def test_no_music(self):
        """OpenUri: a regular file that is no music: refused, or skipped with a note; never a stuck player."""
        text = pathlib.Path(self.session.folder) / "text.flac"
        text.write_text("This is no music.\n" * 100)
        self.addCleanup(text.unlink)
        try:
            self.open(text.as_uri())
        except Refused as refused:
            self.assertEqual(refused.name, NOT_PLAYABLE)
            return
        self.client.wait_for_status("Stopped")
        error = self.client.get("LastError", names.QUEUE, names.SERVICE_PATH).unpack()
        self.assertIn("text", error)

    def test_collections(self):
        """OpenUri: soul:album/… and soul:search?q=… replace the queue and play from its beginning."""
        self.load(self.music.short)
        albums = self.client.library("Albums", "(a{sv})", {}).unpack()[0]
        album = next(album for album in albums if album["title"] == "Conformance")
        self.open(album["uri"])
        self.client.wait_for_title("Long One")
        self.assertEqual(len(self.entries()), album["track_count"])
        self.open("soul:search?q=%C3%BCn%C3%AF")
        self.client.wait_for_title("Ünï cøde")
        self.assertEqual(len(self.entries()), 1)
