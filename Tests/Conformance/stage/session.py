"""A bus, a home, music and a daemon, put up once and shared by the tests that leave it whole."""

import pathlib
import shutil
import tempfile

from wire import Connection

from . import names
from .auditor import Auditor
from .bus import PrivateBus
from .client import Client
from .daemon import DaemonProcess, Directories
from .music import Music


class Session:
    """`start()` starts the daemon; `close()` ends everything and removes its folders."""

    _shared = None

    def __init__(self, with_music=True, sink="fakesink sync=true"):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="soul-conformance-"))
        self._open = []
        self.daemon = None
        self.bus = PrivateBus(self.folder)
        self.address = self.bus.address
        self.directories = Directories(self.folder / "home", sink)
        self.music = Music(self.folder / "music") if with_music else None

    @classmethod
    def shared(cls):
        """The session of all tests that neither end the daemon nor need another start."""
        if cls._shared is None or not cls._shared.daemon.is_running:
            cls.close_shared()
            session = cls()
            session.start()
            session.import_music()
            session.client = session.open(Client(session.address))
            session.client.follow_player()
            session.auditor = session.open(Auditor(session.address))
            cls._shared = session
        return cls._shared

    @classmethod
    def close_shared(cls):
        if cls._shared is not None:
            cls._shared.close()
            cls._shared = None

    def open(self, part):
        """Keeps a part that `close` closes before the daemon ends."""
        self._open.append(part)
        return part

    def connect(self):
        return self.open(Connection(self.address))

    def start(self):
        """Starts the daemon and waits until it owns both names."""
        watcher = self.connect()
        for name in (names.SERVICE_NAME, names.MPRIS_NAME):
            watcher.call_bus(
                "AddMatch", "s", f"type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',arg0='{name}'"
            )
        watcher.take_received()
        self.daemon = DaemonProcess(self.address, self.directories)
        missing = {names.SERVICE_NAME, names.MPRIS_NAME}
        while missing:
            self.daemon.wait_for_message(watcher)
            message = watcher.receive()
            if message.member == "NameOwnerChanged" and message.body[2]:
                missing.discard(message.body[0])
        return self.daemon

    def import_music(self):
        connection = self.connect()
        connection.call_bus("AddMatch", "s", f"type='signal',interface='{names.OPERATION}',member='Finished'")
        reply = connection.call(
            names.SERVICE_NAME, names.SERVICE_PATH, names.LIBRARY, "Import", "asa{sv}", [str(self.music.folder)], {}
        )
        if reply.is_error:
            raise AssertionError(f"Import: {reply.error_name}: {reply.sentence}")
        while True:
            message = connection.receive()
            if message is None:
                raise AssertionError(f"the import did not finish; the daemon's log:\n{self.daemon.read_log()}")
            if message.member == "Finished" and message.path == reply.body[0]:
                break
        state, result = message.body
        if state != "succeeded" or result["failures"].value:
            raise AssertionError(f"the import {state}: {result}")

    def close(self):
        for part in reversed(self._open):
            part.close()
        if self.daemon is not None:
            self.daemon.stop()
        self.bus.close()
        shutil.rmtree(self.folder, ignore_errors=True)
