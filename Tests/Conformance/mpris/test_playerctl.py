"""playerctl, the client of scripts and key bindings, as people call it."""

import subprocess

from .case import SECOND, PlayerCase


class PlayerctlTests(PlayerCase):
    def playerctl(self, *arguments):
        done = subprocess.run(
            ["playerctl", "--player=soulplayer", *map(str, arguments)],
            env={"DBUS_SESSION_BUS_ADDRESS": self.session.address, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
            capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        self.assertEqual(done.returncode, 0, f"playerctl {arguments}: {done.stderr}")
        self.client.mark()
        return done.stdout.rstrip("\n")

    def test_list(self):
        """playerctl --list-all"""
        self.assertEqual(self.playerctl("--list-all"), "soulplayer")

    def test_metadata(self):
        """playerctl metadata: every key, and formats over them"""
        self.load_library(self.music.long)
        self.assertEqual(self.playerctl("metadata", "xesam:title"), "Long One")
        self.assertEqual(self.playerctl("metadata", "artist"), "Ada Analogue, Bert Bitrate")
        self.assertIn(self.client.track_id, self.playerctl("metadata", "mpris:trackid"))
        line = self.playerctl("metadata", "--format", "{{duration(mpris:length)}} {{status}} {{playerName}}")
        self.assertEqual(line, "2:00 Playing soulplayer")
        self.assertIn("xesam:albumArtist", self.playerctl("metadata"))

    def test_transport(self):
        """playerctl play, pause, play-pause, next, previous, stop, status"""
        self.load(self.music.long, status="Stopped")
        told = []
        for command in ("play", "pause", "play-pause", "next", "previous", "play-pause", "stop"):
            self.playerctl(command)
            told.append((self.playerctl("status"), self.client.title))
        self.assertEqual(
            told,
            [
                ("Playing", "Long One"),
                ("Paused", "Long One"),
                ("Playing", "Long One"),
                ("Playing", "Long Two"),
                ("Playing", "Long One"),
                ("Paused", "Long One"),
                ("Stopped", "Long One"),
            ],
        )

    def test_position(self):
        """playerctl position SECONDS, position OFFSET+, position OFFSET-"""
        self.load(self.music.long, status="Paused")
        self.playerctl("position", "30")
        self.assertEqual(self.client.position, 30 * SECOND)
        self.playerctl("position", "3+")
        self.playerctl("position", "3+")
        self.assertEqual(self.client.position, 36 * SECOND)
        self.playerctl("position", "6-")
        self.assertEqual(float(self.playerctl("position")), 30.0)

    def test_volume(self):
        """playerctl volume LEVEL, LEVEL+, LEVEL-"""
        self.playerctl("volume", "0.5")
        self.playerctl("volume", "0.25+")
        self.assertAlmostEqual(self.client.value("Volume"), 0.75)
        self.playerctl("volume", "0.9-")
        self.assertEqual(self.client.value("Volume"), 0.0)

    def test_loop_and_shuffle(self):
        """playerctl loop, playerctl shuffle"""
        for loop in ("Track", "Playlist", "None"):
            self.playerctl("loop", loop)
            self.assertEqual(self.playerctl("loop"), loop)
        self.playerctl("shuffle", "toggle")
        self.assertEqual(self.playerctl("shuffle"), "On")
        self.playerctl("shuffle", "off")
        self.assertEqual(self.playerctl("shuffle"), "Off")

    def test_open(self):
        """playerctl open FILE"""
        self.playerctl("open", self.music.odd_name.path)
        self.client.wait_for_title(self.music.odd_name.title)
        self.client.wait_for_status("Playing")
