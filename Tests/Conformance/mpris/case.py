"""What every test of the player begins and ends with."""

import unittest

from stage import Refused, Session, names

SECOND = 1_000_000
# For what encoders add to a track's length, and for a sink that stops between two buffers.
SLACK = SECOND // 5


class PlayerCase(unittest.TestCase):
    """Begins with an empty queue and everything at its default; ends with an audit of all signals."""

    def setUp(self):
        self.session = Session.shared()
        self.music = self.session.music
        self.client = self.session.client
        self.client.queue("ClearQueue")
        self.client.set("LoopStatus", "s", "None")
        self.client.set("Shuffle", "b", False)
        self.client.set("Rate", "d", 1.0)
        self.client.set("Volume", "d", 1.0)
        faults = self.session.auditor.check()
        self.assertEqual(faults, [], "while the player was set back")

    def tearDown(self):
        self.assertTrue(self.session.daemon.is_running, f"the daemon has ended:\n{self.session.daemon.read_log()}")
        self.assertEqual(self.session.auditor.check(), [], "what the daemon signalled in this test")

    def load(self, tracks, start=0, status="Playing"):
        """Puts tracks into the queue and brings the player into a status on one of them."""
        self.load_uris([track.uri for track in tracks], tracks[start].title, start, status)

    def load_library(self, tracks, start=0, status="Playing"):
        """As `load`, with the tracks as the library knows them."""
        by_title = {track["title"]: track["uri"] for track in self.library_tracks()}
        self.load_uris([by_title[track.title] for track in tracks], tracks[start].title, start, status)

    def load_uris(self, uris, title, start, status):
        self.client.queue("ReplaceQueue", "(asub)", uris, start, status != "Stopped")
        self.client.wait_for_title(title)
        if status == "Paused":
            self.client.wait_for_status("Playing")
            self.client.player("Pause")
        self.client.wait_for_status(status)

    def library_tracks(self):
        return self.client.library("Tracks", "(a{sv})", {}).unpack()[0]

    def entries(self):
        """The queue's entry paths."""
        return [entry["entry"] for entry in self.client.queue("Entries", "(uu)", 0, 1000).unpack()[0]]

    def assert_refused(self, *arguments, error=names.INVALID_ARGS, set_=False):
        """A call, or with `set_` the setting of a property, is refused by name and with a sentence."""
        with self.assertRaises(Refused) as caught:
            self.client.set(*arguments) if set_ else self.client.player(*arguments)
        self.assertIn(caught.exception.name, [error] if isinstance(error, str) else error)
        self.assertGreater(len(caught.exception.sentence.split()), 3, "an error needs a sentence")

    def assert_no_effect(self, mark, message="this should have no effect"):
        """No property changed and no jump was told since the mark."""
        self.client.mark()
        self.assertEqual(self.client.changes_since(mark), [], message)
        self.assertEqual(self.client.jumps_since(mark), [], message)
