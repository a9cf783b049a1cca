"""What can't be played: skipped with a note; never a stuck player, never a loop of failures."""

import pathlib
import shutil
import tempfile
import unittest

from stage import Client, Session, names

from .case import PlayerCase


class VanishedFileTests(PlayerCase):
    def copies(self, tracks):
        """The tracks' files in a folder of this test."""
        folder = pathlib.Path(tempfile.mkdtemp(dir=self.session.folder))
        self.addCleanup(shutil.rmtree, folder)
        return [pathlib.Path(shutil.copy(track.path, folder)) for track in tracks]

    def replace_queue(self, paths, play=False):
        self.client.queue("ReplaceQueue", "(asub)", [path.as_uri() for path in paths], 0, play)

    def last_error(self):
        return self.client.get("LastError", names.QUEUE, names.SERVICE_PATH).unpack()

    def test_skipped_by_advance(self):
        """A file that vanishes between listing and playing: the track behind it follows, LastError names it."""
        paths = self.copies(self.music.short)
        self.replace_queue(paths)
        paths[1].unlink()
        self.client.player("Play")
        self.client.wait_for_title("Short Three")
        self.assertEqual(self.client.status, "Playing")
        self.assertIn("05 short", self.last_error())
        self.client.wait_for_status("Stopped")

    def test_skipped_by_next(self):
        """Next onto a file that has vanished goes to the one behind it."""
        paths = self.copies(self.music.long)
        self.replace_queue(paths, play=True)
        self.client.wait_for_status("Playing")
        paths[1].unlink()
        self.client.player("Next")
        self.client.wait_for_title("Long Three")
        self.client.wait_for_status("Playing")

    def test_skipped_by_previous(self):
        """Previous onto a file that has vanished goes to the one before it."""
        paths = self.copies(self.music.long)
        self.client.queue("ReplaceQueue", "(asub)", [path.as_uri() for path in paths], 2, True)
        self.client.wait_for_title("Long Three")
        paths[1].unlink()
        self.client.player("Previous")
        self.client.wait_for_title("Long One")

    def test_a_round_of_failures(self):
        """After one full round of failures it stops, in an endless list too, and says why."""
        for loop in ("None", "Playlist", "Track"):
            with self.subTest(loop=loop):
                self.client.set("LoopStatus", "s", loop)
                paths = self.copies(self.music.long)
                self.replace_queue(paths)
                for path in paths:
                    path.unlink()
                mark = self.client.mark()
                self.client.player("Play")
                self.client.wait_until(
                    lambda mark=mark: (
                        ("PlaybackStatus", "Stopped") in self.client.changes_since(mark)
                        or self.client.status == "Stopped"
                    ),
                    "the end of the round",
                )
                self.client.mark()
                self.assertEqual(self.client.status, "Stopped")
                self.assertNotEqual(self.last_error(), "")

    def test_back_again(self):
        """A file that is back can be played; LastError is empty again."""
        paths = self.copies(self.music.long[:1])
        away = paths[0].with_suffix(".away")
        self.replace_queue(paths)
        paths[0].rename(away)
        mark = self.client.mark()
        self.client.player("Play")
        self.client.wait_until(
            lambda: (
                any(signal.interface == names.PROPERTIES for signal in self.client.since(mark))
                and self.client.status == "Stopped"
            ),
            "the failure",
        )
        self.client.mark()
        self.assertNotEqual(self.last_error(), "")
        away.rename(paths[0])
        self.client.player("Play")
        self.client.wait_for_status("Playing")
        self.assertEqual(self.last_error(), "")

    def test_broken_files(self):
        """Files cut in the middle, of noise, and empty: each is heard as far as it goes or skipped."""
        paths = self.copies([*self.music.short, self.music.odd_name])
        cut, noise, empty, _ = paths
        self.replace_queue(paths)
        # They break after they were queued: broken before, they might be refused.
        cut.write_bytes(cut.read_bytes()[: cut.stat().st_size // 2])
        noise.write_bytes(noise.read_bytes()[:4] + bytes(range(256)) * 100)
        empty.write_bytes(b"")
        self.client.player("Play")
        self.client.wait_for_title(self.music.odd_name.title)
        self.client.wait_for_status("Stopped")


class SoundDeviceTests(unittest.TestCase):
    def test_no_sound_device(self):
        """No sound device is an error that a person sees, not silence that counts as playing."""
        session = Session(sink="filesink location=/nonexistent/device")
        self.addCleanup(session.close)
        session.start()
        client = session.open(Client(session.address))
        client.follow_player()
        client.queue("ReplaceQueue", "(asub)", [session.music.long[0].uri], 0, False)
        mark = client.mark()
        client.player("Play")
        client.wait_until(
            lambda: any(
                "LastError" in signal.changes for signal in client.since(mark) if signal.interface == names.PROPERTIES
            ),
            "LastError",
        )
        client.wait_for_status("Stopped")
        error = client.get("LastError", names.QUEUE, names.SERVICE_PATH).unpack()
        self.assertGreater(len(error.split()), 3)
        # It is the device that is broken, not the track: that stays.
        self.assertEqual(client.title, "Long One")
