"""`org.soulplayer.Operation` at work: progress, cancelling, what a large import tells."""

import os
import time
import unittest

from stage import Auditor, Session, names
from wire import MessageType

FILES = 3_000
# Signals a second, as BUS_API has them; one more may stand at each end.
MOST = 4


class OperationTests(unittest.TestCase):
    """Imports a folder of many files, with a daemon of its own."""

    def setUp(self):
        self.session = Session()
        self.addCleanup(self.session.close)
        self.folder = self.session.folder / "many"
        self.folder.mkdir()
        for number in range(FILES):
            os.link(self.session.music.short[0].path, self.folder / f"{number:04}.flac")
        self.session.start()
        self.auditor = self.session.open(Auditor(self.session.address))
        self.connection = self.session.connect()
        self.connection.call_bus("AddMatch", "s", f"type='signal',path_namespace='{names.SERVICE_PATH}'")
        self.connection.take_received()

    def tearDown(self):
        self.assertEqual(self.auditor.check(), [], "what the daemon signalled in this test")

    def call(self, path, interface, member, signature=None, *body):
        reply = self.connection.call(names.SERVICE_NAME, path, interface, member, signature, *body)
        self.assertIs(reply.type, MessageType.METHOD_RETURN, f"{reply.error_name}: {reply.sentence}")
        return reply.body

    def begin(self):
        return self.call(names.SERVICE_PATH, names.LIBRARY, "Import", "asa{sv}", [str(self.folder)], {})[0]

    def wait_for_end(self, operation):
        """All signals up to the operation's end, and its end."""
        said = []
        while True:
            message = self.connection.receive()
            self.assertIsNotNone(message, "the operation did not finish")
            said.append(message)
            if message.member == "Finished" and message.path == operation:
                return said

    def test_progress(self):
        """Progress is told at most 4 times a second, grows, and ends at its total; LibraryChanged likewise."""
        begin = time.monotonic()
        operation = self.begin()
        said = self.wait_for_end(operation)
        elapsed = time.monotonic() - begin
        state, result = said[-1].body
        self.assertEqual(state, "succeeded")
        self.assertEqual(result["added"].value + len(result["failures"].value), FILES)
        progress = [
            message.body[1]["Done"].value
            for message in said
            if message.member == "PropertiesChanged" and message.path == operation and "Done" in message.body[1]
        ]
        self.assertEqual(progress, sorted(progress))
        self.assertLessEqual(len(progress), MOST * elapsed + 2)
        changes = [message for message in said if message.member == "LibraryChanged"]
        self.assertLessEqual(len(changes), MOST * elapsed + 2)
        values = self.call(operation, names.PROPERTIES, "GetAll", "s", names.OPERATION)[0]
        self.assertEqual(values["Done"].value, values["Total"].value)
        count = self.call(names.SERVICE_PATH, names.PROPERTIES, "Get", "ss", names.LIBRARY, "TrackCount")[0]
        self.assertEqual(count.value, result["added"].value)

    def test_cancelled(self):
        """Cancel “ends it early; what is done stays done”; the next import does the rest."""
        operation = self.begin()
        self.call(operation, names.OPERATION, "Cancel")
        state, result = self.wait_for_end(operation)[-1].body
        self.assertEqual(state, "cancelled")
        values = self.call(operation, names.PROPERTIES, "GetAll", "s", names.OPERATION)[0]
        self.assertEqual((values["State"].value, values["Result"].value), (state, result))
        again = self.begin()
        state, result = self.wait_for_end(again)[-1].body
        self.assertEqual(state, "succeeded")
        count = self.call(names.SERVICE_PATH, names.PROPERTIES, "Get", "ss", names.LIBRARY, "TrackCount")[0]
        self.assertEqual(count.value, FILES)

    def test_player_answers_meanwhile(self):
        """The player plays and answers while a large import runs."""
        operation = self.begin()
        uri = self.session.music.long[0].uri
        self.call(names.MPRIS_PATH, names.PLAYER, "OpenUri", "s", uri)
        status = self.call(names.MPRIS_PATH, names.PROPERTIES, "Get", "ss", names.PLAYER, "PlaybackStatus")[0]
        self.assertEqual(status.value, "Playing")
        self.call(operation, names.OPERATION, "Cancel")
        self.call(names.MPRIS_PATH, names.PLAYER, "Stop")
