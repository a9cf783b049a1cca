"""Next, Previous, Pause, PlayPause, Stop, Play."""

from stage import names

from .case import SECOND, SLACK, PlayerCase


class NextTests(PlayerCase):
    def test_skips(self):
        """Next: “Skips to the next track in the tracklist.”"""
        self.load(self.music.long)
        first = self.client.track_id
        self.client.player("Next")
        self.client.wait_for_title("Long Two")
        self.assertNotEqual(self.client.track_id, first)
        self.assertEqual(self.client.status, "Playing")

    def test_no_next_track(self):
        """Next: “If there is no next track (and endless playback and track repeat are both off), stop playback.”"""
        self.load(self.music.long, start=2)
        self.assertFalse(self.client.value("CanGoNext"))
        self.client.player("Next")
        self.client.wait_for_status("Stopped")
        self.assertNotEqual(self.client.track_id, names.NO_TRACK)

    def test_paused(self):
        """Next: “If playback is paused or stopped, it remains that way.” — paused, on the new track."""
        self.load(self.music.long, status="Paused")
        mark = self.client.mark()
        self.client.player("Next")
        self.client.wait_for_title("Long Two")
        self.client.mark()
        self.assertEqual(self.client.position, 0)
        self.assertNotIn("PlaybackStatus", dict(self.client.changes_since(mark)))
        self.assertEqual(self.client.status, "Paused")

    def test_stopped(self):
        """Next: “If playback is paused or stopped, it remains that way.” — stopped, on the new track."""
        self.load(self.music.long, status="Stopped")
        mark = self.client.mark()
        self.client.player("Next")
        self.client.wait_for_title("Long Two")
        self.client.mark()
        self.assertNotIn("PlaybackStatus", dict(self.client.changes_since(mark)))
        self.assertEqual(self.client.status, "Stopped")

    def test_paused_then_play(self):
        """Next: after Next while paused, Play plays the new track from its beginning."""
        self.load(self.music.long, status="Paused")
        self.client.player("Seek", "(x)", 40 * SECOND)
        self.client.player("Next")
        self.client.player("Play")
        self.client.wait_for_title("Long Two")
        self.client.wait_for_status("Playing")
        self.assertLess(self.client.position, 30 * SECOND)

    def test_endless(self):
        """Next: with endless playback the next track of the last is the first."""
        self.load(self.music.long, start=2)
        self.client.set("LoopStatus", "s", "Playlist")
        self.client.player("Next")
        self.client.wait_for_title("Long One")
        self.assertEqual(self.client.status, "Playing")

    def test_track_repeat(self):
        """Next: with track repeat it still skips; after the last track the repeated one begins anew."""
        self.load(self.music.long, start=1, status="Paused")
        self.client.set("LoopStatus", "s", "Track")
        self.client.player("Next")
        self.client.wait_for_title("Long Three")
        self.client.player("Seek", "(x)", SECOND)
        track = self.client.track_id
        mark = self.client.mark()
        self.client.player("Next")
        self.client.mark()
        self.assertEqual(self.client.jumps_since(mark), [0])
        self.assertEqual(self.client.track_id, track)
        self.assertEqual(self.client.status, "Paused")

    def test_cannot_go_next(self):
        """Next: “If CanGoNext is false, … should have no effect.” — with nothing in the queue."""
        mark = self.client.mark()
        self.client.player("Next")
        self.assert_no_effect(mark)

    def test_many(self):
        """Next: calls in a row each skip a track."""
        self.load([*self.music.long, *self.music.short], status="Paused")
        for _ in range(4):
            self.client.player("Next")
        self.client.wait_for_title("Short Two")


class PreviousTests(PlayerCase):
    def test_skips(self):
        """Previous: “Skips to the previous track in the tracklist.”"""
        self.load(self.music.long, start=1)
        self.client.player("Previous")
        self.client.wait_for_title("Long One")
        self.assertEqual(self.client.status, "Playing")

    def test_skips_from_the_middle(self):
        """Previous: the previous track, wherever the position is (previous_restarts_after is not set)."""
        self.load(self.music.long, start=1)
        self.client.player("Seek", "(x)", 60 * SECOND)
        self.client.player("Previous")
        self.client.wait_for_title("Long One")

    def test_no_previous_track(self):
        """Previous: “If there is no previous track (and endless playback and track repeat are both off), stop …”"""
        self.load(self.music.long)
        self.assertFalse(self.client.value("CanGoPrevious"))
        self.client.player("Previous")
        self.client.wait_for_status("Stopped")

    def test_paused(self):
        """Previous: “If playback is paused or stopped, it remains that way.” — paused, on the new track."""
        self.load(self.music.long, start=2, status="Paused")
        mark = self.client.mark()
        self.client.player("Previous")
        self.client.wait_for_title("Long Two")
        self.client.mark()
        self.assertNotIn("PlaybackStatus", dict(self.client.changes_since(mark)))
        self.assertEqual(self.client.status, "Paused")

    def test_stopped(self):
        """Previous: “If playback is paused or stopped, it remains that way.” — stopped, on the new track."""
        self.load(self.music.long, start=2, status="Stopped")
        mark = self.client.mark()
        self.client.player("Previous")
        self.client.wait_for_title("Long Two")
        self.client.mark()
        self.assertNotIn("PlaybackStatus", dict(self.client.changes_since(mark)))
        self.assertEqual(self.client.status, "Stopped")

    def test_endless(self):
        """Previous: with endless playback the previous track of the first is the last."""
        self.load(self.music.long)
        self.client.set("LoopStatus", "s", "Playlist")
        self.client.player("Previous")
        self.client.wait_for_title("Long Three")

    def test_cannot_go_previous(self):
        """Previous: “If CanGoPrevious is false, … should have no effect.” — with nothing in the queue."""
        mark = self.client.mark()
        self.client.player("Previous")
        self.assert_no_effect(mark)


class PauseTests(PlayerCase):
    def test_pauses(self):
        """Pause: “Pauses playback.”"""
        self.load(self.music.long)
        self.client.player("Pause")
        self.client.wait_for_status("Paused")

    def test_already_paused(self):
        """Pause: “If playback is already paused, this has no effect.”"""
        self.load(self.music.long, status="Paused")
        mark = self.client.mark()
        self.client.player("Pause")
        self.assert_no_effect(mark)

    def test_stopped(self):
        """Pause: pauses playback; where nothing plays there is nothing to pause."""
        self.load(self.music.long, status="Stopped")
        mark = self.client.mark()
        self.client.player("Pause")
        self.assert_no_effect(mark)

    def test_same_position(self):
        """Pause: “Calling Play after this should cause playback to start again from the same position.”"""
        self.load(self.music.long)
        self.client.player("Seek", "(x)", 30 * SECOND)
        self.client.player("Pause")
        paused_at = self.client.position
        self.assertGreaterEqual(paused_at, 30 * SECOND)
        self.client.player("Play")
        self.client.wait_for_status("Playing")
        position = self.client.position
        # The sink may have stopped some milliseconds beside what was told.
        self.assertGreaterEqual(position, paused_at - SLACK)
        self.assertLess(position, paused_at + 30 * SECOND)

    def test_nothing(self):
        """Pause: “If CanPause is false, … should have no effect.”"""
        self.assertFalse(self.client.value("CanPause"))
        mark = self.client.mark()
        self.client.player("Pause")
        self.assert_no_effect(mark)


class PlayPauseTests(PlayerCase):
    def test_playing(self):
        """PlayPause: “Pauses playback.”"""
        self.load(self.music.long)
        self.client.player("PlayPause")
        self.client.wait_for_status("Paused")

    def test_paused(self):
        """PlayPause: “If playback is already paused, resumes playback.”"""
        self.load(self.music.long, status="Paused")
        self.client.player("PlayPause")
        self.client.wait_for_status("Playing")

    def test_stopped(self):
        """PlayPause: “If playback is stopped, starts playback.”"""
        self.load(self.music.long, status="Stopped")
        self.client.player("PlayPause")
        self.client.wait_for_status("Playing")

    def test_nothing(self):
        """PlayPause: “If CanPause is false, … should have no effect and raise an error.”"""
        self.assertFalse(self.client.value("CanPause"))
        mark = self.client.mark()
        self.assert_refused("PlayPause", error="org.soulplayer.Error.NotFound")
        self.assert_no_effect(mark)

    def test_many(self):
        """PlayPause: an even number of calls in a row changes nothing in the end."""
        self.load(self.music.long)
        for _ in range(20):
            self.client.player("PlayPause")
        self.client.mark()
        self.assertEqual(self.client.status, "Playing")


class StopTests(PlayerCase):
    def test_stops(self):
        """Stop: “Stops playback.” — from playing and from paused."""
        for status in ("Playing", "Paused"):
            self.load(self.music.long, status=status)
            self.client.player("Stop")
            self.client.wait_for_status("Stopped")

    def test_already_stopped(self):
        """Stop: “If playback is already stopped, this has no effect.”"""
        self.load(self.music.long, status="Stopped")
        mark = self.client.mark()
        self.client.player("Stop")
        self.assert_no_effect(mark)

    def test_from_the_beginning(self):
        """Stop: “Calling Play after this should cause playback to start again from the beginning of the track.”"""
        self.load(self.music.long, start=1)
        self.client.player("Seek", "(x)", 60 * SECOND)
        track = self.client.track_id
        self.client.player("Stop")
        self.client.wait_for_status("Stopped")
        self.assertEqual(self.client.position, 0)
        self.client.player("Play")
        self.client.wait_for_status("Playing")
        self.assertEqual(self.client.track_id, track)
        self.assertLess(self.client.position, 50 * SECOND)

    def test_keeps_the_track(self):
        """Metadata: a stopped player still has its current track, or CanPlay could not be true."""
        self.load(self.music.long)
        mark = self.client.mark()
        self.client.player("Stop")
        self.client.wait_for_status("Stopped")
        self.client.mark()
        self.assertNotIn("Metadata", dict(self.client.changes_since(mark)))
        self.assertTrue(self.client.value("CanPlay"))


class PlayTests(PlayerCase):
    def test_starts(self):
        """Play: “Starts … playback.”"""
        self.load(self.music.long, status="Stopped")
        self.client.player("Play")
        self.client.wait_for_status("Playing")

    def test_already_playing(self):
        """Play: “If already playing, this has no effect.”"""
        self.load(self.music.long)
        self.client.player("Seek", "(x)", 30 * SECOND)
        mark = self.client.mark()
        self.client.player("Play")
        self.assert_no_effect(mark)
        self.assertGreaterEqual(self.client.position, 30 * SECOND)

    def test_resumes(self):
        """Play: “If paused, playback resumes from the current position.”"""
        self.load(self.music.long, status="Paused")
        self.client.player("SetPosition", "(ox)", self.client.track_id, 70 * SECOND)
        self.client.player("Play")
        self.client.wait_for_status("Playing")
        position = self.client.position
        self.assertGreaterEqual(position, 70 * SECOND)
        self.assertLess(position, 110 * SECOND)

    def test_no_track(self):
        """Play: “If there is no track to play, this has no effect.”"""
        self.assertFalse(self.client.value("CanPlay"))
        mark = self.client.mark()
        self.client.player("Play")
        self.assert_no_effect(mark)
        self.assertEqual(self.client.status, "Stopped")

    def test_to_the_end(self):
        """PlaybackStatus: the queue is played from track to track, then stops: “Stopped”."""
        self.load(self.music.short)
        mark = self.client.mark()
        self.client.wait_for_status("Stopped")
        titles = [value["xesam:title"] for key, value in self.client.changes_since(mark) if key == "Metadata"]
        self.assertEqual(titles[:2], ["Short Two", "Short Three"])
        # “This signal does not need to be emitted … when the track changes”, and nothing else happened.
        self.assertEqual(self.client.jumps_since(mark), [])
