"""Hostile clients: huge arguments, attached descriptors, sudden ends."""

import os
import socket

from stage import names
from wire import Message, MessageType, Variant

from .calls import CALLS
from .case import BusCase


class HostileTests(BusCase):
    def test_megabyte_strings(self):
        """a 1 MB string argument gets an error or an answer, and nothing stays behind."""
        self.assert_leaves_nothing(self.send_megabytes)

    def send_megabytes(self):
        text = "x" * (1 << 20)
        wide = "ü" * (1 << 19)
        for big in (text, wide, "/x" * (1 << 19), "\u0001" * (1 << 20), "file:///" + text, "soul:search?q=" + text):
            with self.subTest(text=big[:12]):
                self.assert_error(
                    self.call(names.MPRIS_PATH, names.PLAYER, "OpenUri", "s", big),
                    names.INVALID_ARGS, "org.soulplayer.Error.NotFound", "org.soulplayer.Error.NotPlayable",
                )  # fmt: skip
                self.values(self.call(names.SERVICE_PATH, names.LIBRARY, "Search", "sa{sv}", big, {}))
                self.assert_error(self.set(names.PLAYER, "LoopStatus", Variant("s", big)), names.INVALID_ARGS)
                reply = self.call(names.SERVICE_PATH, names.LIBRARY, "Import", "asa{sv}", [big], {})
                self.assert_error(reply, names.INVALID_ARGS, "org.soulplayer.Error.NotFound")
                reply = self.call(names.SERVICE_PATH, names.LIBRARY, "RemoveFolder", "s", big)
                self.assert_error(reply, "org.soulplayer.Error.NotFound", names.INVALID_ARGS)
                reply = self.call(names.MPRIS_PATH, names.PROPERTIES, "GetAll", "s", big)
                self.assert_error(reply, names.UNKNOWN_INTERFACE, names.INVALID_ARGS)

    def test_large_arrays(self):
        """An array of 100,000 paths or URIs is answered by name, the queue stays as it was, and no more stays each time."""
        self.assert_leaves_nothing(self.send_large_arrays)

    def send_large_arrays(self):
        before = self.values(self.call(names.SERVICE_PATH, names.QUEUE, "Entries", "uu", 0, 1000))
        paths = [f"/org/soulplayer/entries/{n + 10_000_000}" for n in range(100_000)]
        reply = self.call(names.SERVICE_PATH, names.QUEUE, "Dequeue", "ao", paths)
        self.assert_error(reply, "org.soulplayer.Error.NotFound")
        reply = self.call(names.SERVICE_PATH, names.QUEUE, "Enqueue", "aso", ["nonsense"] * 100_000, "/")
        self.assert_error(reply, names.INVALID_ARGS)
        self.assertEqual(self.values(self.call(names.SERVICE_PATH, names.QUEUE, "Entries", "uu", 0, 1000)), before)

    def test_search_syntax(self):
        """org.soulplayer.Library.Search: every text is only text, whatever a query language would make of it."""
        texts = ['"', '""', "*", "a*", "NEAR(a b)", "a AND", "OR", "NOT x", "title:x", "{a b}:c", "(", ")", "^a", "-a"]
        texts += ["a'; DROP TABLE tracks; --", "%", "_", "\\", "\ufffd", "\U0001f3b5", "\u202e", " ", ""]
        for text in texts:
            with self.subTest(text=text):
                self.values(self.call(names.SERVICE_PATH, names.LIBRARY, "Search", "sa{sv}", text, {}))

    def test_descriptors(self):
        """descriptors attached to calls that take none are closed: none is left in the daemon."""
        ours, theirs = socket.socketpair()
        self.addCleanup(ours.close)
        self.addCleanup(theirs.close)
        self.ping()
        before = self.daemon.count_descriptors()
        for _ in range(20):
            for path, interface, member, signature, *body in CALLS:
                fds = [theirs.fileno()] * 8
                self.call(path, interface, member, signature, *body, descriptors=fds)
        self.assert_error(
            self.call(names.MPRIS_PATH, names.PLAYER, "OpenUri", "h", 0, descriptors=[theirs.fileno()]),
            names.INVALID_ARGS,
        )  # fmt: skip
        variant = Variant("h", 0)
        reply = self.call(
            names.MPRIS_PATH, names.PROPERTIES, "Set", "ssv", names.PLAYER, "Volume", variant,
            descriptors=[theirs.fileno()],
        )  # fmt: skip
        self.assert_error(reply, names.INVALID_ARGS)
        self.ping()
        self.assertLessEqual(self.daemon.count_descriptors(), before)
        # Closed everywhere, the other end is at its end.
        theirs.close()
        self.assertEqual(ours.recv(1), b"")

    def ping(self):
        self.values(self.call(names.MPRIS_PATH, names.PEER, "Ping"))

    def test_disconnecting_clients(self):
        """A client that disconnects in mid-call: others are answered, nothing is left."""
        self.assert_leaves_nothing(lambda: self.come_and_go(200))

    def come_and_go(self, clients):
        """Clients that make a call of each kind and wait for none."""
        for _ in range(clients):
            client = self.session.connect()
            for path, interface, member, signature, *body in CALLS:
                client.send(
                    Message(
                        MessageType.METHOD_CALL,
                        path=path,
                        interface=interface,
                        member=member,
                        signature=signature,
                        body=body,
                        destination=names.SERVICE_NAME,
                    )
                )
            client.close()
            self.ping()

    def test_operation_outlives_its_client(self):
        """BUS_API: an operation goes on by itself; the client that started it may leave."""
        self.connection.call_bus("AddMatch", "s", f"type='signal',interface='{names.OPERATION}',member='Finished'")
        client = self.session.connect()
        client.send(
            Message(
                MessageType.METHOD_CALL,
                path=names.SERVICE_PATH,
                interface=names.LIBRARY,
                member="Import",
                signature="asa{sv}",
                body=[[], {}],
                destination=names.SERVICE_NAME,
            )  # fmt: skip
        )
        client.close()
        message = self.connection.receive()
        while message.member != "Finished":
            message = self.connection.receive()
        self.assertEqual(message.body[0], "succeeded")

    def test_broken_messages(self):
        """Message format: bytes that are no message end the sender's connection, not the daemon's."""
        for garbage in (os.urandom(64), b"l\1\0\1" + b"\xff" * 60, b"\0" * 64):
            client = self.session.connect()
            client._socket.sendall(garbage)
            client.close()
        self.ping()
