"""The names' owning, the start, the end: each test with a daemon of its own."""

import subprocess
import unittest

from stage import Session, names
from stage.daemon import DaemonProcess
from wire import MessageType, Variant


class StartTests(unittest.TestCase):
    def begin(self, with_music=False):
        session = Session(with_music)
        self.addCleanup(session.close)
        return session

    def watch_name(self, session):
        watcher = session.connect()
        rule = f"type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',arg0='{names.MPRIS_NAME}'"
        watcher.call_bus("AddMatch", "s", rule)
        watcher.take_received()
        return watcher

    def first_answers(self, session, watcher):
        """What the daemon answers to a client that asks in the moment the name is owned."""
        session.daemon = DaemonProcess(session.address, session.directories)
        while True:
            session.daemon.wait_for_message(watcher)
            message = watcher.receive()
            if message.member == "NameOwnerChanged" and message.body[2]:
                break
        answers = {}
        for interface in (names.ROOT, names.PLAYER):
            reply = watcher.call(names.MPRIS_NAME, names.MPRIS_PATH, names.PROPERTIES, "GetAll", "s", interface)
            self.assertIs(reply.type, MessageType.METHOD_RETURN, reply.sentence)
            answers |= reply.body[0]
        return answers

    def test_owned_when_answered(self):
        """the name is owned only when all can be answered: at the first moment every property is."""
        session = self.begin()
        answers = self.first_answers(session, self.watch_name(session))
        self.assertEqual(len(answers), 9 + 15)
        self.assertEqual(answers["PlaybackStatus"].value, "Stopped")
        self.assertEqual(answers["Metadata"].value["mpris:trackid"].value, names.NO_TRACK)
        self.assertFalse(answers["CanPlay"].value)

    def test_queue_at_start(self):
        """“a queue that is there at start is published at once as Stopped with its current track”."""
        session = self.begin(with_music=True)
        watcher = self.watch_name(session)
        session.start()
        session.import_music()
        tracks = session.connect().call(names.SERVICE_NAME, names.SERVICE_PATH, names.LIBRARY, "Tracks", "a{sv}", {})
        by_title = {track["title"].value: track["uri"].value for track in tracks.body[0]}
        uris = [by_title["Long One"], by_title["Long Two"], session.music.outside.uri]
        client = session.connect()
        self.call(client, names.SERVICE_PATH, names.QUEUE, "ReplaceQueue", "asub", uris, 1, True)
        for property_, value in (("LoopStatus", Variant("s", "Playlist")), ("Volume", Variant("d", 0.5))):
            self.call(client, names.MPRIS_PATH, names.PROPERTIES, "Set", "ssv", names.PLAYER, property_, value)
        self.call(client, names.MPRIS_PATH, names.PLAYER, "Seek", "x", 40_000_000)
        before = self.call(client, names.MPRIS_PATH, names.PROPERTIES, "GetAll", "s", names.PLAYER)[0]
        session.daemon.process.terminate()
        self.assertEqual(session.daemon.wait_for_exit(), 0)
        watcher.take_received()
        while watcher.receive().body[2]:
            pass

        after = self.first_answers(session, watcher)
        self.assertEqual(after["PlaybackStatus"].value, "Stopped")
        for property_ in ("Metadata", "LoopStatus", "Volume", "CanGoNext", "CanGoPrevious", "CanPlay", "CanSeek"):
            self.assertEqual(after[property_], before[property_], property_)
        entries = self.call(client, names.SERVICE_PATH, names.QUEUE, "Entries", "uu", 0, 10)[0]
        self.assertEqual([entry["uri"].value for entry in entries], uris)
        self.assert_starts_as_told(client, after["Position"].value)

    def assert_starts_as_told(self, client, position):
        """Seeked: “An expected position would be … 0 when going from Stopped to Playing”: another one is told."""
        client.call_bus("AddMatch", "s", f"type='signal',interface='{names.PLAYER}'")
        client.take_received()
        self.call(client, names.MPRIS_PATH, names.PLAYER, "Play")
        jumps = [message.body[0] for message in client.take_received() if message.member == "Seeked"]
        self.assertEqual(jumps, [position] if position else [])

    def call(self, connection, path, interface, member, signature=None, *body):
        reply = connection.call(names.SERVICE_NAME, path, interface, member, signature, *body)
        self.assertIs(reply.type, MessageType.METHOD_RETURN, f"{member}: {reply.error_name}: {reply.sentence}")
        return reply.body

    def test_killed(self):
        """SIGKILL in the middle of changes: the next start is whole, with the queue as it was at some moment."""
        session = self.begin(with_music=True)
        session.start()
        client = session.connect()
        uris = [track.uri for track in session.music.imported] * 5
        for uri in uris[:-1]:
            self.call(client, names.SERVICE_PATH, names.QUEUE, "Enqueue", "aso", [uri], "/")
        client.send_without_reply(names.SERVICE_NAME, names.SERVICE_PATH, names.QUEUE, "Enqueue", "aso", uris[-1:], "/")
        session.daemon.process.kill()
        session.daemon.wait_for_exit()
        session.start()
        entries = self.call(client, names.SERVICE_PATH, names.QUEUE, "Entries", "uu", 0, 1000)[0]
        self.assertEqual([entry["uri"].value for entry in entries], uris[: len(entries)])
        self.assertGreater(len(entries), 0)

    def test_quit(self):
        """Quit: “Causes the media player to stop running.” — the reply comes first, the name goes, exit 0."""
        session = self.begin()
        watcher = self.watch_name(session)
        session.start()
        client = session.connect()
        self.call(client, names.MPRIS_PATH, names.ROOT, "Quit")
        self.assertEqual(session.daemon.wait_for_exit(), 0)
        owners = [watcher.receive().body[2] for _ in range(2)]
        self.assertEqual(owners[1], "")

    def test_both_names_one_owner(self):
        """Both names are owned by the one connection."""
        session = self.begin()
        session.start()
        client = session.connect()
        owners = {client.call_bus("GetNameOwner", "s", name).body[0] for name in (names.MPRIS_NAME, names.SERVICE_NAME)}
        self.assertEqual(len(owners), 1)

    def test_second_instance(self):
        """a second instance says so and exits 0, never steals."""
        session = self.begin()
        session.start()
        client = session.connect()
        owner = client.call_bus("GetNameOwner", "s", names.MPRIS_NAME).body[0]
        environment = session.directories.environment | {"DBUS_SESSION_BUS_ADDRESS": session.address}
        second = subprocess.run(
            session.daemon.process.args, env=environment,
            capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        self.assertEqual(second.returncode, 0, second.stderr)
        self.assertRegex(second.stdout + second.stderr, "runs already")
        self.assertEqual(client.call_bus("GetNameOwner", "s", names.MPRIS_NAME).body[0], owner)
        self.call(client, names.MPRIS_PATH, names.PEER, "Ping")

    def test_bus_death(self):
        """the end of the bus ends the daemon, cleanly."""
        session = self.begin()
        session.start()
        session.bus.close()
        self.assertEqual(session.daemon.wait_for_exit(), 0)
