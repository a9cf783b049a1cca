"""`org.mpris.MediaPlayer2`."""

import configparser
import functools
import http.server
import pathlib
import re
import threading
import urllib.parse

from stage import Refused, names
from stage.contract import PROJECT, read_interfaces

from .case import PlayerCase


class QuietFiles(http.server.SimpleHTTPRequestHandler):
    """Files over HTTP, without a line for each request."""

    def log_message(self, *_):
        pass


class RootTests(PlayerCase):
    def root(self, property_):
        return self.client.get(property_, names.ROOT)

    def introspected(self):
        xml = self.client.call(names.MPRIS_PATH, names.INTROSPECTABLE, "Introspect").unpack()[0]
        return read_interfaces(xml)

    def test_interfaces(self):
        """Interfaces: “must implement the org.mpris.MediaPlayer2 interface and the …Player interface”."""
        self.assertLessEqual({names.ROOT, names.PLAYER}, set(self.introspected()))

    def test_bus_name(self):
        """Bus name policy: “a unique bus name which begins with org.mpris.MediaPlayer2.”; a valid instance part."""
        watcher = self.session.connect()
        owned = [name for name in watcher.call_bus("ListNames").body[0] if name.startswith(names.ROOT + ".")]
        self.assertEqual(owned, [names.MPRIS_NAME])
        self.assertRegex(owned[0], r"^org\.mpris\.MediaPlayer2\.[A-Za-z_-][A-Za-z0-9_-]*$")

    def test_types(self):
        """Properties: the types of the specification."""
        due = {"CanQuit": "b", "Fullscreen": "b", "CanSetFullscreen": "b", "CanRaise": "b", "HasTrackList": "b"}
        due |= {"Identity": "s", "DesktopEntry": "s", "SupportedUriSchemes": "as", "SupportedMimeTypes": "as"}
        everything = self.client.call(names.MPRIS_PATH, names.PROPERTIES, "GetAll", "(s)", names.ROOT)
        answered = everything.get_child_value(0)
        types = {key: answered.lookup_value(key, None).get_type_string() for key in answered.keys()}
        self.assertEqual(types, due)
        for property_, type_ in due.items():
            self.assertEqual(self.root(property_).get_type_string(), type_, property_)

    def test_raise(self):
        """Raise: “the CanRaise property is false and this method does nothing”; may be NotSupported."""
        self.assertFalse(self.root("CanRaise").unpack())
        mark = self.client.mark()
        try:
            self.client.call(names.MPRIS_PATH, names.ROOT, "Raise")
        except Refused as refused:
            self.assertEqual(refused.name, names.ERROR + "NotSupported")
        self.assert_no_effect(mark)

    def test_can_quit(self):
        """Quit: “players which can be D-Bus activated … should allow clients to use this method”."""
        self.assertTrue(self.root("CanQuit").unpack())

    def test_fullscreen(self):
        """Fullscreen: “If CanSetFullscreen is false … setting … should have no effect, and may raise an error”."""
        self.assertFalse(self.root("CanSetFullscreen").unpack())
        mark = self.client.mark()
        for wanted in (True, False):
            try:
                self.client.set("Fullscreen", "b", wanted, names.ROOT)
            except Refused as refused:
                self.assertGreater(len(refused.sentence.split()), 3)
            self.assertFalse(self.root("Fullscreen").unpack())
        self.assert_no_effect(mark)

    def test_has_track_list(self):
        """HasTrackList: whether the object “implements the org.mpris.MediaPlayer2.TrackList interface”."""
        implemented = "org.mpris.MediaPlayer2.TrackList" in self.introspected()
        self.assertEqual(self.root("HasTrackList").unpack(), implemented)

    def desktop_file(self):
        path = PROJECT / "data" / (self.root("DesktopEntry").unpack() + ".desktop")
        self.assertTrue(path.is_file(), f"{path} is not what gets installed")
        file = configparser.ConfigParser(interpolation=None, delimiters="=")
        file.optionxform = str
        file.read(path)
        return file["Desktop Entry"]

    def test_identity(self):
        """Identity: “should usually match the name found in .desktop files”."""
        self.assertEqual(self.root("Identity").unpack(), self.desktop_file()["Name"])

    def test_desktop_entry(self):
        """DesktopEntry: “basename of an installed .desktop file … with the .desktop extension stripped”."""
        entry = self.root("DesktopEntry").unpack()
        self.assertFalse(entry.endswith(".desktop"))
        self.assertNotIn("/", entry)
        self.assertEqual(self.desktop_file()["Type"], "Application")

    def test_uri_schemes(self):
        """SupportedUriSchemes: “URI schemes should be lower-case”; almost every player has “file”."""
        schemes = self.root("SupportedUriSchemes").unpack()
        self.assertIn("file", schemes)
        self.assertEqual(len(schemes), len(set(schemes)))
        for scheme in schemes:
            self.assertRegex(scheme, r"^[a-z][a-z0-9+.-]*$")

    def test_mime_types(self):
        """SupportedMimeTypes: “in the standard format (eg: audio/mpeg or application/ogg)”."""
        types = self.root("SupportedMimeTypes").unpack()
        self.assertLessEqual({"audio/mpeg", "audio/flac", "audio/ogg"}, set(types))
        self.assertEqual(len(types), len(set(types)))
        for type_ in types:
            self.assertRegex(type_, r"^[a-z]+/[a-z0-9][a-z0-9.+-]*$")

    def test_desktop_file_types(self):
        """SupportedMimeTypes: what the desktop file promises to open is among them."""
        promised = set(filter(None, self.desktop_file()["MimeType"].split(";")))
        self.assertLessEqual(promised, set(self.root("SupportedMimeTypes").unpack()))

    def test_schemes_are_taken(self):
        """SupportedUriSchemes: each scheme that is named is taken by OpenUri."""
        track = next(track for track in self.library_tracks() if track["title"] == "Long Two")
        file = pathlib.Path(urllib.parse.unquote(urllib.parse.urlsplit(self.music.long[0].uri).path))
        handler = functools.partial(QuietFiles, directory=file.parent)
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever).start()
            web = f"http://127.0.0.1:{server.server_port}/{urllib.parse.quote(file.name)}"
            samples = {"file": self.music.long[0].uri, "soul": track["uri"], "http": web}
            # Nobody has a certificate here: that it is tried is enough.
            self.assertEqual({*samples, "https"}, set(self.root("SupportedUriSchemes").unpack()))
            for uri in samples.values():
                self.client.player("OpenUri", "(s)", uri)
                self.client.wait_for_status("Playing")
            self.client.player("OpenUri", "(s)", web.replace("http", "https", 1))
            server.shutdown()

    def test_activation(self):
        """Activation: a service file for each name, so that a client's first call starts the player."""
        for name in (names.MPRIS_NAME, names.SERVICE_NAME):
            path = pathlib.Path(PROJECT / "dbus" / f"{name}.service")
            self.assertTrue(path.is_file(), path)
            self.assertTrue(re.search(rf"^Name={re.escape(name)}$", path.read_text(), re.MULTILINE))
