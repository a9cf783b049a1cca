"""Seek, SetPosition, Position, Seeked."""

from stage import Station

from .case import SECOND, SLACK, PlayerCase

LARGEST = 2**63 - 1
SMALLEST = -(2**63)


class SeekTests(PlayerCase):
    def test_forward(self):
        """Seek: “Seeks forward in the current track by the specified number of microseconds.”"""
        self.load(self.music.long, status="Paused")
        before = self.client.position
        mark = self.client.mark()
        self.client.player("Seek", "(x)", 12 * SECOND)
        self.assertEqual(self.client.position, before + 12 * SECOND)
        self.assertEqual(self.client.jumps_since(mark), [before + 12 * SECOND])

    def test_forward_while_playing(self):
        """Seek: forward while it plays; it goes on playing from there."""
        self.load(self.music.long)
        mark = self.client.mark()
        self.client.player("Seek", "(x)", 50 * SECOND)
        self.client.mark()
        (jump,) = self.client.jumps_since(mark)
        self.assertGreaterEqual(jump, 50 * SECOND)
        self.assertGreaterEqual(self.client.position, jump)
        self.assertEqual(self.client.status, "Playing")

    def test_back(self):
        """Seek: “A negative value seeks back.”"""
        self.load(self.music.long, status="Paused")
        self.client.player("SetPosition", "(ox)", self.client.track_id, 30 * SECOND)
        self.client.player("Seek", "(x)", -10 * SECOND)
        self.assertEqual(self.client.position, 20 * SECOND)

    def test_before_the_start(self):
        """Seek: “If this would mean seeking back further than the start of the track, the position is set to 0.”"""
        self.load(self.music.long, status="Paused")
        for offset in (-60 * SECOND, SMALLEST):
            self.client.player("SetPosition", "(ox)", self.client.track_id, 30 * SECOND)
            mark = self.client.mark()
            self.client.player("Seek", "(x)", offset)
            self.assertEqual(self.client.position, 0)
            self.assertEqual(self.client.jumps_since(mark), [0])

    def test_beyond_the_end(self):
        """Seek: “If the value … would mean seeking beyond the end of the track, acts like a call to Next.”"""
        self.load(self.music.long)
        self.client.player("Seek", "(x)", 1000 * SECOND)
        self.client.wait_for_title("Long Two")
        self.assertEqual(self.client.status, "Playing")
        self.client.player("Seek", "(x)", LARGEST)
        self.client.wait_for_title("Long Three")

    def test_beyond_the_end_paused(self):
        """Seek: past the end is Next, paused too; it stays paused on the new track."""
        self.load(self.music.long, status="Paused")
        mark = self.client.mark()
        self.client.player("Seek", "(x)", 1000 * SECOND)
        self.client.wait_for_title("Long Two")
        self.assertEqual(self.client.status, "Paused")
        self.assertEqual(self.client.position, 0)
        self.assertEqual(self.client.jumps_since(mark), [])

    def test_beyond_the_end_of_all(self):
        """Seek: past the end of the last track is Next there: it stops."""
        self.load(self.music.long, start=2)
        self.client.player("Seek", "(x)", 1000 * SECOND)
        self.client.wait_for_status("Stopped")

    def test_adds_up(self):
        """Seek: relative seeks add up while paused, exactly."""
        self.load(self.music.long, status="Paused")
        self.client.player("SetPosition", "(ox)", self.client.track_id, 0)
        mark = self.client.mark()
        for _ in range(5):
            self.client.player("Seek", "(x)", 7 * SECOND)
        self.client.player("Seek", "(x)", -3 * SECOND)
        self.assertEqual(self.client.position, 32 * SECOND)
        self.assertEqual(self.client.jumps_since(mark), [n * SECOND for n in (7, 14, 21, 28, 35, 32)])

    def test_cannot_seek(self):
        """Seek: “If the CanSeek property is false, this has no effect.”"""
        self.assertFalse(self.client.value("CanSeek"))
        mark = self.client.mark()
        for offset in (SECOND, -SECOND, 0, LARGEST, SMALLEST):
            self.client.player("Seek", "(x)", offset)
        self.assert_no_effect(mark)

    def test_cannot_seek_in_a_station(self):
        """CanSeek: false for what has no end; then Seek and SetPosition have no effect, whatever plays."""
        for name in ("Conformance FM", None):
            with self.subTest(name=name):
                self.listen(Station(self.music.long[2], name))
                mark = self.client.mark()
                for offset in (SECOND, -SECOND, LARGEST, SMALLEST):
                    self.client.player("Seek", "(x)", offset)
                for position in (0, SECOND, LARGEST):
                    self.client.player("SetPosition", "(ox)", self.client.track_id, position)
                self.assert_no_effect(mark)
                self.assertFalse(self.client.value("CanSeek"))
                self.assertNotIn("mpris:length", self.client.value("Metadata"))
                self.assertTrue(self.client.value("CanGoNext"))
                self.assertTrue(self.client.value("CanPause"))

    def listen(self, station):
        self.addCleanup(station.close)
        self.load(self.music.long)
        self.client.player("OpenUri", "(s)", station.uri)
        self.client.wait_until(lambda: not self.client.value("CanSeek"), "CanSeek false")
        self.client.wait_for_status("Playing")
        while self.client.position == 0:
            pass
        # What the sound's own header says has come.
        self.client.mark()

    def test_not_told_without_a_jump(self):
        """Seeked: at each jump and only then: playing, pausing, skipping and stopping tell none."""
        self.load(self.music.long, status="Stopped")
        mark = self.client.mark()
        for member in ("Play", "Pause", "Play", "Next", "Pause", "Previous", "Play", "Stop"):
            self.client.player(member)
        self.client.mark()
        self.assertEqual(self.client.jumps_since(mark), [])

    def test_stopped(self):
        """CanSeek, Seeked: while stopped too, Position and Seeked agree."""
        self.load(self.music.long, status="Stopped")
        mark = self.client.mark()
        self.client.player("Seek", "(x)", 10 * SECOND)
        position = self.client.position
        self.assertEqual(self.client.jumps_since(mark), [] if position == 0 else [position])
        self.assertEqual(self.client.status, "Stopped")
        mark = self.client.mark()
        self.client.player("Play")
        # “An expected position would be … 0 when going from Stopped to Playing”: another one is told.
        self.assertEqual(self.client.jumps_since(mark), [] if position == 0 else [position])
        self.assertGreaterEqual(self.client.position, position)


class SetPositionTests(PlayerCase):
    def test_sets(self):
        """SetPosition: “Sets the current track position in microseconds.”"""
        self.load(self.music.long, status="Paused")
        for position in (50 * SECOND, 0, 1, 119 * SECOND):
            mark = self.client.mark()
            self.client.player("SetPosition", "(ox)", self.client.track_id, position)
            self.assertEqual(self.client.position, position)
            self.assertEqual(self.client.jumps_since(mark), [position])

    def test_at_the_end(self):
        """SetPosition: “greater than the track length, do nothing”: the length itself is a position."""
        self.load(self.music.long, status="Paused")
        length = self.client.value("Metadata")["mpris:length"]
        mark = self.client.mark()
        self.client.player("SetPosition", "(ox)", self.client.track_id, length)
        self.assertEqual(self.client.position, length)
        self.assertEqual(self.client.jumps_since(mark), [length])
        self.assertEqual(self.client.title, "Long One")
        self.client.player("Play")
        self.client.wait_for_title("Long Two")
        self.assertEqual(self.client.status, "Playing")

    def test_stopped(self):
        """SetPosition: while stopped too, Position and Seeked agree, and it stays stopped."""
        self.load(self.music.long, status="Stopped")
        mark = self.client.mark()
        self.client.player("SetPosition", "(ox)", self.client.track_id, 20 * SECOND)
        position = self.client.position
        self.assertEqual(self.client.jumps_since(mark), [] if position == 0 else [position])
        self.assertEqual(self.client.changes_since(mark), [])
        self.assertEqual(self.client.status, "Stopped")

    def test_while_playing(self):
        """SetPosition: while it plays, it plays on from there."""
        self.load(self.music.long)
        self.client.player("SetPosition", "(ox)", self.client.track_id, 40 * SECOND)
        position = self.client.position
        self.assertGreaterEqual(position, 40 * SECOND)
        self.assertLess(position, 100 * SECOND)
        self.assertEqual(self.client.status, "Playing")

    def test_stale(self):
        """SetPosition: “If this does not match the id of the currently-playing track, the call is ignored as stale.”"""
        self.load(self.music.long, status="Paused")
        stale = self.client.track_id
        self.client.player("Next")
        self.client.wait_for_title("Long Two")
        mark = self.client.mark()
        for track in (stale, "/", "/org/mpris/MediaPlayer2/TrackList/NoTrack", "/no/such/track", stale + "0"):
            self.client.player("SetPosition", "(ox)", track, 10 * SECOND)
        self.assert_no_effect(mark)
        self.assertEqual(self.client.position, 0)

    def test_below_zero(self):
        """SetPosition: “If the Position argument is less than 0, do nothing.”"""
        self.load(self.music.long, status="Paused")
        before = self.client.position
        mark = self.client.mark()
        for position in (-1, SMALLEST):
            self.client.player("SetPosition", "(ox)", self.client.track_id, position)
        self.assert_no_effect(mark)
        self.assertEqual(self.client.position, before)

    def test_beyond_the_end(self):
        """SetPosition: “If the Position argument is greater than the track length, do nothing.”"""
        self.load(self.music.long, status="Paused")
        before = self.client.position
        length = self.client.value("Metadata")["mpris:length"]
        mark = self.client.mark()
        for position in (length + 1, LARGEST):
            self.client.player("SetPosition", "(ox)", self.client.track_id, position)
        self.assert_no_effect(mark)
        self.assertEqual(self.client.position, before)

    def test_cannot_seek(self):
        """SetPosition: “If the CanSeek property is false, this has no effect.”"""
        mark = self.client.mark()
        self.client.player("SetPosition", "(ox)", self.client.track_id, 0)
        self.assert_no_effect(mark)


class PositionTests(PlayerCase):
    def test_type(self):
        """Position: of type x, “between 0 and the 'mpris:length' metadata entry”."""
        self.load(self.music.long)
        position = self.client.get("Position")
        self.assertEqual(position.get_type_string(), "x")
        self.assertGreaterEqual(position.unpack(), 0)
        self.assertLessEqual(position.unpack(), self.client.value("Metadata")["mpris:length"])

    def test_paused(self):
        """Seeked: “When paused, it remains constant.” — from the first moment on, whatever the sink still tells."""
        for _ in range(20):
            self.load(self.music.long)
            self.client.player("Pause")
            first = self.client.position
            self.client.player("SetPosition", "(ox)", "/stale", 0)
            for _ in range(20):
                self.assertEqual(self.client.position, first)
        self.client.player("Play")
        self.client.player("Pause")
        first = self.client.position
        self.assertEqual(self.client.position, first)
        self.client.player("Seek", "(x)", SECOND)
        for _ in range(50):
            self.assertEqual(self.client.position, first + SECOND)

    def test_advances(self):
        """Seeked: “When playing, the position progresses according to the rate property.”"""
        self.load(self.music.short)
        mark = self.client.mark()
        positions = []
        while self.client.title == "Short One":
            positions.append(self.client.position)
        # The last one may be of the next track already, whose signal is on its way.
        positions = positions[:-1]
        # Told from a clock; each time the sink tells where it really is, that may be milliseconds beside it.
        for before, after in zip(positions, positions[1:], strict=False):
            self.assertGreaterEqual(after, before - SLACK)
        self.assertGreater(positions[-1], SECOND)
        self.assertLessEqual(positions[-1], 2 * SECOND)
        self.assertEqual(self.client.jumps_since(mark), [])

    def test_stopped(self):
        """Position: without a track, and stopped at its beginning, it is 0."""
        self.assertEqual(self.client.position, 0)
        self.load(self.music.long, status="Stopped")
        self.assertEqual(self.client.position, 0)

    def test_never_signalled(self):
        """Position: “EmitsChangedSignal: false” — through playing, seeking, pausing and a change of track."""
        mark = self.client.mark()
        self.load(self.music.short)
        self.client.player("Seek", "(x)", SECOND)
        self.client.player("Pause")
        self.client.player("Seek", "(x)", -SECOND)
        self.client.player("Play")
        self.client.wait_for_title("Short Two")
        self.client.player("Stop")
        self.client.mark()
        self.assertNotIn("Position", dict(self.client.changes_since(mark)))
