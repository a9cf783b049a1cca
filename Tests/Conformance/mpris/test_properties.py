"""PlaybackStatus, LoopStatus, Rate, Shuffle, Volume, Can*."""

import math
import time

from stage import names

from .case import SECOND, SLACK, PlayerCase


class TypeTests(PlayerCase):
    due = {"PlaybackStatus": "s", "LoopStatus": "s", "Rate": "d", "Shuffle": "b", "Metadata": "a{sv}"}
    due |= {"Volume": "d", "Position": "x", "MinimumRate": "d", "MaximumRate": "d", "CanGoNext": "b"}
    due |= {"CanGoPrevious": "b", "CanPlay": "b", "CanPause": "b", "CanSeek": "b", "CanControl": "b"}

    def assert_types(self):
        everything = self.client.call(names.MPRIS_PATH, names.PROPERTIES, "GetAll", "(s)", names.PLAYER)
        answered = everything.get_child_value(0)
        types = {key: answered.lookup_value(key, None).get_type_string() for key in answered.keys()}
        self.assertEqual(types, self.due)
        for property_, type_ in self.due.items():
            self.assertEqual(self.client.get(property_).get_type_string(), type_, property_)

    def test_types(self):
        """Properties: every one of the specification, optional ones too, with its type, with a track and without."""
        self.assert_types()
        self.load(self.music.long)
        self.assert_types()


class PlaybackStatusTests(PlayerCase):
    def test_values(self):
        """PlaybackStatus: “May be "Playing", "Paused" or "Stopped".” — and each change is signalled once."""
        self.load(self.music.long, status="Stopped")
        mark = self.client.mark()
        for member in ("Play", "Pause", "Play", "Stop", "PlayPause", "PlayPause", "Stop"):
            self.client.player(member)
        self.client.mark()
        told = [value for key, value in self.client.changes_since(mark) if key == "PlaybackStatus"]
        self.assertEqual(told, ["Playing", "Paused", "Playing", "Stopped", "Playing", "Paused", "Stopped"])

    def test_reply_after_the_change(self):
        """PlaybackStatus: when a call is answered its effect can be read."""
        self.load(self.music.long, status="Stopped")
        for member, status in (("Play", "Playing"), ("Pause", "Paused"), ("Stop", "Stopped")):
            self.client.player(member)
            self.assertEqual(self.client.get("PlaybackStatus").unpack(), status)


class LoopStatusTests(PlayerCase):
    def test_values(self):
        """LoopStatus: “May be: "None" … "Track" … "Playlist"”; each is signalled and read back."""
        for value in ("Track", "Playlist", "None"):
            mark = self.client.mark()
            self.client.set("LoopStatus", "s", value)
            self.client.mark()
            self.assertIn(("LoopStatus", value), self.client.changes_since(mark))
            self.assertEqual(self.client.get("LoopStatus").unpack(), value)

    def test_other_values(self):
        """LoopStatus: anything else is refused and changes nothing."""
        mark = self.client.mark()
        for value in ("", "none", "TRACK", "All", "Playlist ", "None\n", "x" * 100_000):
            self.assert_refused("LoopStatus", "s", value, set_=True)
        self.assert_no_effect(mark)

    def test_same_value(self):
        """Properties: no PropertiesChanged repeats a value."""
        mark = self.client.mark()
        self.client.set("LoopStatus", "s", "None")
        self.client.set("Shuffle", "b", False)
        self.client.set("Volume", "d", 1.0)
        self.client.set("Rate", "d", 1.0)
        self.assert_no_effect(mark)

    def test_track(self):
        """LoopStatus: “"Track" if the current track will start again from the begining once it has finished …”

        Where the position goes back to 0 without a change of track, only Seeked can tell.
        """
        self.load(self.music.short)
        self.client.set("LoopStatus", "s", "Track")
        track = self.client.track_id
        mark = self.client.mark()
        self.client.wait_until(lambda: len(self.client.jumps_since(mark)) == 2, "Seeked, twice")
        self.assertEqual(self.client.jumps_since(mark), [0, 0])
        self.assertEqual(self.client.track_id, track)
        self.assertEqual(self.client.status, "Playing")

    def test_one_track(self):
        """Seeked: with one track in an endless list Next, Previous and its end jump to 0, and nothing else tells."""
        for loop in ("Track", "Playlist"):
            self.load(self.music.long[:1], status="Paused")
            self.client.set("LoopStatus", "s", loop)
            for member in ("Next", "Previous"):
                self.client.player("SetPosition", "(ox)", self.client.track_id, 30 * SECOND)
                mark = self.client.mark()
                self.client.player(member)
                self.client.mark()
                self.assertEqual(self.client.jumps_since(mark), [0], f"{member}, looping {loop}")
                self.assertEqual(self.client.position, 0)
        self.load(self.music.short[:1])
        mark = self.client.mark()
        self.client.wait_until(lambda: self.client.jumps_since(mark), "Seeked")
        self.assertEqual(self.client.jumps_since(mark), [0])

    def test_playlist(self):
        """LoopStatus: “"Playlist" if the playback loops through a list of tracks”."""
        self.load(self.music.short, start=2)
        self.client.set("LoopStatus", "s", "Playlist")
        self.client.wait_for_title("Short One")
        self.assertEqual(self.client.status, "Playing")

    def test_none(self):
        """LoopStatus: “"None" if the playback will stop when there are no more tracks to play”."""
        self.load(self.music.short, start=2)
        self.client.wait_for_status("Stopped")


class RateTests(PlayerCase):
    def rates(self):
        return self.client.value("MinimumRate"), self.client.value("MaximumRate")

    def test_bounds(self):
        """MinimumRate “should always be 1.0 or less”, MaximumRate “should always be 1.0 or greater”."""
        lowest, highest = self.rates()
        self.assertLessEqual(lowest, 1.0)
        self.assertGreaterEqual(highest, 1.0)
        self.assertTrue(math.isfinite(lowest) and math.isfinite(highest))

    def test_sets(self):
        """Rate: values within MinimumRate and MaximumRate are taken and signalled."""
        self.load(self.music.long)
        lowest, highest = self.rates()
        for rate in (2.0, 0.5, 1.5, lowest, highest):
            mark = self.client.mark()
            self.client.set("Rate", "d", rate)
            self.client.mark()
            self.assertEqual(self.client.changes_since(mark), [("Rate", rate)])
            self.assertEqual(self.client.get("Rate").unpack(), rate)

    def test_zero(self):
        """Rate: “A value of 0.0 … the media player should act as though Pause was called.”"""
        self.load(self.music.long)
        for zero in (0.0, -0.0):
            self.client.player("Play")
            mark = self.client.mark()
            self.client.set("Rate", "d", zero)
            self.client.wait_for_status("Paused")
            self.assertEqual(self.client.changes_since(mark), [("PlaybackStatus", "Paused")])
            self.assertEqual(self.client.get("Rate").unpack(), 1.0)

    def test_outside(self):
        """Rate: “The value must fall in the range described by MinimumRate and MaximumRate, and must not be 0.0.”

        The contract: anything else is InvalidArgs and changes nothing.
        """
        self.load(self.music.long)
        lowest, highest = self.rates()
        mark = self.client.mark()
        for rate in (highest * 1.01, lowest / 1.01, 1000.0, 1e-9, -1.0, 1e308):
            self.assert_refused("Rate", "d", rate, set_=True)
        self.assert_no_effect(mark)

    def test_not_finite(self):
        """Rate: NaN and ±∞ are InvalidArgs and change nothing."""
        self.load(self.music.long)
        mark = self.client.mark()
        for rate in (math.nan, math.inf, -math.inf):
            self.assert_refused("Rate", "d", rate, set_=True)
        self.assert_no_effect(mark)

    def test_progress(self):
        """Rate: “a value of 0.5 indicates that playback is happening at half speed”; 2.0 is twice as fast."""
        for rate in (2.0, 0.5):
            self.load(self.music.long, status="Stopped")
            self.client.set("Rate", "d", rate)
            self.client.player("Play")
            self.client.wait_for_status("Playing")
            begin = time.monotonic()
            first = self.client.position
            while self.client.position < first + SECOND:
                pass
            elapsed = time.monotonic() - begin
            # A wrong rate is wrong by a factor of two at least.
            self.assertGreater(elapsed, 1 / rate / 1.4)

    def test_no_jump(self):
        """Seeked: another Rate is no jump: the position goes on from where it was."""
        self.load(self.music.long)
        self.client.player("Seek", "(x)", 30 * SECOND)
        mark = self.client.mark()
        before = self.client.position
        for rate in (4.0, 0.25, 1.0):
            self.client.set("Rate", "d", rate)
            after = self.client.position
            self.assertGreaterEqual(after, before - SLACK)
            self.assertLess(after, before + 30 * SECOND)
            before = after
        self.client.player("Pause")
        paused_at = self.client.position
        self.client.set("Rate", "d", 2.0)
        self.assertEqual(self.client.position, paused_at)
        self.client.mark()
        self.assertEqual(self.client.jumps_since(mark), [])

    def test_stopped(self):
        """Rate: “The current playback rate”: set and signalled while stopped too; setting it plays nothing."""
        self.load(self.music.long, status="Stopped")
        mark = self.client.mark()
        self.client.set("Rate", "d", 2.0)
        self.client.set("Rate", "d", 0.0)
        self.client.mark()
        self.assertEqual(self.client.changes_since(mark), [("Rate", 2.0)])

    def test_kept(self):
        """Rate: the next track has it too, and so has Play after Stop."""
        self.load(self.music.long)
        self.client.set("Rate", "d", 1.5)
        self.client.player("Next")
        self.client.wait_for_title("Long Two")
        self.client.player("Stop")
        self.client.player("Play")
        self.assertEqual(self.client.get("Rate").unpack(), 1.5)


class ShuffleTests(PlayerCase):
    def test_sets(self):
        """Shuffle: set, signalled, read back."""
        for value in (True, False):
            mark = self.client.mark()
            self.client.set("Shuffle", "b", value)
            self.client.mark()
            self.assertIn(("Shuffle", value), self.client.changes_since(mark))
            self.assertEqual(self.client.get("Shuffle").unpack(), value)

    def test_each_once(self):
        """Shuffle: “progressing through a playlist in some other order”: each once, and Previous leads back."""
        tracks = [*self.music.long, *self.music.short, self.music.odd_name]
        self.load(tracks, status="Stopped")
        self.client.set("Shuffle", "b", True)
        self.client.mark()
        heard = [self.client.track_id]
        while self.client.value("CanGoNext"):
            self.client.player("Next")
            self.client.mark()
            heard.append(self.client.track_id)
        self.assertEqual(sorted(heard), sorted(self.entries()))
        back = [self.client.track_id]
        while self.client.value("CanGoPrevious"):
            self.client.player("Previous")
            self.client.mark()
            back.append(self.client.track_id)
        self.assertEqual(back, heard[::-1])

    def test_another_order(self):
        """Shuffle: the order is another one: of ten shuffles of seven tracks not all are the same."""
        self.load([*self.music.long, *self.music.short, self.music.odd_name], status="Stopped")
        seconds = set()
        for _ in range(10):
            self.client.set("Shuffle", "b", False)
            self.client.set("Shuffle", "b", True)
            self.client.player("Next")
            self.client.mark()
            seconds.add(self.client.track_id)
            self.client.player("Previous")
        self.assertGreater(len(seconds), 1)

    def test_opened(self):
        """OpenUri, Shuffle: what is opened plays at once, and what was shuffled follows as it would have."""
        self.load([*self.music.long, *self.music.short], status="Paused")
        self.client.set("Shuffle", "b", True)
        self.client.player("Next")
        self.client.mark()
        following = self.client.title
        self.client.player("Previous")
        self.client.player("OpenUri", "(s)", self.music.outside.uri)
        self.client.wait_for_title("Outside")
        self.client.player("Pause")
        self.client.player("Next")
        self.client.wait_for_title(following)

    def test_goes_on(self):
        """Shuffle: what plays is not disturbed."""
        self.load(self.music.long, start=1)
        self.client.player("Seek", "(x)", 30 * SECOND)
        track = self.client.track_id
        mark = self.client.mark()
        self.client.set("Shuffle", "b", True)
        self.client.set("Shuffle", "b", False)
        self.client.mark()
        self.assertEqual(self.client.track_id, track)
        self.assertGreaterEqual(self.client.position, 30 * SECOND)
        self.assertEqual(self.client.jumps_since(mark), [])


class VolumeTests(PlayerCase):
    def test_sets(self):
        """Volume: set, signalled, read back; “0.0 means mute. 1.0 is a sensible maximum volume level”."""
        for status in ("Stopped", "Playing", "Paused"):
            self.load(self.music.long, status=status)
            for volume in (0.25, 0.0, 1.0):
                mark = self.client.mark()
                self.client.set("Volume", "d", volume)
                self.client.mark()
                self.assertEqual(self.client.changes_since(mark), [("Volume", volume)])
                self.assertEqual(self.client.get("Volume").unpack(), volume)

    def test_negative(self):
        """Volume: “if a negative value is passed, the volume should be set to 0.0”."""
        for volume in (-0.5, -1e300):
            self.client.set("Volume", "d", 0.5)
            self.client.set("Volume", "d", volume)
            self.assertEqual(self.client.get("Volume").unpack(), 0.0)

    def test_above_one(self):
        """Volume: “clients should not attempt to set it above 1.0”; the contract: it becomes 1.0."""
        self.client.set("Volume", "d", 0.5)
        self.client.set("Volume", "d", 7.0)
        self.assertEqual(self.client.get("Volume").unpack(), 1.0)

    def test_not_finite(self):
        """NaN and ±∞ volumes are InvalidArgs and change nothing."""
        self.client.set("Volume", "d", 0.5)
        mark = self.client.mark()
        for volume in (math.nan, math.inf, -math.inf):
            self.assert_refused("Volume", "d", volume, set_=True)
        self.assert_no_effect(mark)
        self.assertEqual(self.client.get("Volume").unpack(), 0.5)

    def test_kept(self):
        """Volume: a new track does not change it."""
        self.load(self.music.long)
        self.client.set("Volume", "d", 0.3)
        mark = self.client.mark()
        self.client.player("Next")
        self.client.wait_for_title("Long Two")
        self.client.player("Stop")
        self.client.player("Play")
        self.client.mark()
        self.assertNotIn("Volume", dict(self.client.changes_since(mark)))
        self.assertEqual(self.client.get("Volume").unpack(), 0.3)
