"""CanControl, CanPlay, CanPause, CanSeek, CanGoNext, CanGoPrevious."""

from .case import PlayerCase


class CapabilityTests(PlayerCase):
    def test_can_control(self):
        """CanControl: “not expected to change, as it describes an intrinsic capability”."""
        self.assertTrue(self.client.get("CanControl").unpack())
        mark = self.client.mark()
        self.load(self.music.long)
        self.assertTrue(self.client.get("CanControl").unpack())
        self.assertNotIn("CanControl", dict(self.client.changes_since(mark)))

    def test_depend_on_the_track(self):
        """CanPlay, CanPause: “should not depend on whether the track is currently paused or playing”; all signalled."""
        for property_ in ("CanPlay", "CanPause", "CanSeek"):
            self.assertFalse(self.client.value(property_), f"{property_} without a track")
        self.load(self.music.long, status="Stopped")
        for member in ("Play", "Pause", "Play", "Stop", "Play"):
            self.client.player(member)
            self.client.mark()
            for property_ in ("CanPlay", "CanPause", "CanSeek"):
                self.assertTrue(self.client.value(property_), f"{property_} after {member}")
        self.client.queue("ClearQueue")
        self.client.mark()
        for property_ in ("CanPlay", "CanPause", "CanSeek", "CanGoNext", "CanGoPrevious"):
            self.assertFalse(self.client.value(property_), f"{property_} after ClearQueue")

    def test_can_go(self):
        """CanGoNext, CanGoPrevious: whether a client can “expect the current track to change”, signalled."""
        self.load(self.music.long, status="Paused")
        told = []
        for member in ("Next", "Next", "Previous", "Previous"):
            told.append((self.client.value("CanGoPrevious"), self.client.value("CanGoNext")))
            self.client.player(member)
            self.client.mark()
        self.assertEqual(told, [(False, True), (True, True), (True, False), (True, True)])

    def test_can_go_after_edits(self):
        """CanGoNext is honest at the last track and after every edit of the queue."""
        self.load(self.music.long[:1], status="Paused")
        uris = [track.uri for track in self.music.short]

        def can_go():
            self.client.mark()
            return self.client.value("CanGoPrevious"), self.client.value("CanGoNext")

        self.assertEqual(can_go(), (False, False))
        added = self.client.queue("Enqueue", "(aso)", uris[:1], "/").unpack()[0]
        self.assertEqual(can_go(), (False, True))
        self.client.queue("MoveEntry", "(oo)", added[0], "/")
        self.assertEqual(can_go(), (True, False))
        self.client.queue("Enqueue", "(aso)", uris[1:2], self.client.track_id)
        self.assertEqual(can_go(), (True, True))
        self.client.queue("Dequeue", "(ao)", added)
        self.assertEqual(can_go(), (False, True))
        self.client.queue("Dequeue", "(ao)", self.entries()[1:])
        self.assertEqual(can_go(), (False, False))
        self.client.set("LoopStatus", "s", "Playlist")
        self.assertEqual(can_go(), (True, True))
        self.client.set("LoopStatus", "s", "None")
        self.assertEqual(can_go(), (False, False))
        self.client.queue("ClearQueue")
        self.assertEqual(can_go(), (False, False))

    def test_promise_kept(self):
        """CanGoNext: where it is true, Next changes the current track; likewise back."""
        self.load(self.music.long, status="Paused")
        for able, member in (("CanGoNext", "Next"), ("CanGoPrevious", "Previous")):
            while self.client.value(able):
                before = self.client.track_id
                self.client.player(member)
                self.client.mark()
                self.assertNotEqual(self.client.track_id, before)
        self.assertEqual(self.client.title, "Long One")
