"""A client as shells and applets are: GLib's D-Bus, values cached from signals."""

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

from wire.connection import PATIENCE  # noqa: E402

from . import names  # noqa: E402


class Refused(Exception):
    """An error reply."""

    def __init__(self, name, sentence):
        super().__init__(f"{name}: {sentence}")
        self.name = name
        self.sentence = sentence


class Signal:
    """A signal as it came."""

    def __init__(self, path, interface, member, parameters):
        self.path = path
        self.interface = interface
        self.member = member
        self.parameters = parameters

    @property
    def changes(self):
        """PropertiesChanged: the changed values, as variants, by property."""
        changed = self.parameters.get_child_value(1)
        return {key: changed.lookup_value(key, None) for key in changed.keys()}

    def __repr__(self):
        return f"<{self.path} {self.interface}.{self.member} {self.parameters.print_(True)}>"


class Client:
    """One client of the session bus. It keeps the player's properties as the signals tell them."""

    def __init__(self, address):
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.connection = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)
        self.connection.set_exit_on_close(False)
        self.context = GLib.MainContext.default()
        self.signals = []
        self.values = {}
        self.connection.signal_subscribe(None, None, None, None, None, Gio.DBusSignalFlags.NONE, self._receive)

    def follow_player(self):
        """Takes the player's properties over; from here on they follow its signals."""
        everything = self.call(names.MPRIS_PATH, names.PROPERTIES, "GetAll", "(s)", names.PLAYER)
        properties = everything.get_child_value(0)
        self.values = {key: properties.lookup_value(key, None) for key in properties.keys()}

    def _receive(self, _connection, _sender, path, interface, member, parameters):
        if interface == "org.freedesktop.DBus":
            return
        signal = Signal(path, interface, member, parameters)
        self.signals.append(signal)
        if self._is_player_change(signal):
            self.values.update(signal.changes)

    @staticmethod
    def _is_player_change(signal):
        return signal.member == "PropertiesChanged" and signal.parameters.unpack()[0] == names.PLAYER

    def close(self):
        self.connection.close_sync(None)

    # Calls

    def call(self, path, interface, member, signature="()", *arguments):
        """The reply as a variant. Signals sent before it have been taken in."""
        try:
            reply = self.connection.call_sync(
                names.SERVICE_NAME, path, interface, member, GLib.Variant(signature, arguments), None,
                Gio.DBusCallFlags.NO_AUTO_START, int(PATIENCE * 1000), None,
            )  # fmt: skip
        except GLib.Error as error:
            self.take_in()
            name = Gio.dbus_error_get_remote_error(error)
            if name is None:
                raise
            raise Refused(name, error.message.removeprefix(f"GDBus.Error:{name}: ")) from None
        self.take_in()
        return reply

    def take_in(self):
        while self.context.pending():
            self.context.iteration(False)

    def player(self, member, signature="()", *arguments):
        return self.call(names.MPRIS_PATH, names.PLAYER, member, signature, *arguments)

    def queue(self, member, signature="()", *arguments):
        return self.call(names.SERVICE_PATH, names.QUEUE, member, signature, *arguments)

    def library(self, member, signature="()", *arguments):
        return self.call(names.SERVICE_PATH, names.LIBRARY, member, signature, *arguments)

    def get(self, property_, interface=names.PLAYER, path=names.MPRIS_PATH):
        """A property's value as a variant, asked for now."""
        reply = self.call(path, names.PROPERTIES, "Get", "(ss)", interface, property_)
        return reply.get_child_value(0).get_variant()

    def set(self, property_, type_, value, interface=names.PLAYER):
        variant = GLib.Variant(type_, value)
        self.call(names.MPRIS_PATH, names.PROPERTIES, "Set", "(ssv)", interface, property_, variant)

    # What the player is, by its signals

    def value(self, property_):
        return self.values[property_].unpack()

    @property
    def status(self):
        return self.value("PlaybackStatus")

    @property
    def track_id(self):
        return self.value("Metadata")["mpris:trackid"]

    @property
    def title(self):
        return self.value("Metadata").get("xesam:title")

    @property
    def position(self):
        return self.get("Position").unpack()

    # Signals

    def mark(self):
        """Where the signals stand now; all sent so far have been taken in."""
        self.call(names.SERVICE_PATH, names.PEER, "Ping")
        return len(self.signals)

    def since(self, mark):
        return self.signals[mark:]

    def changes_since(self, mark):
        """Each value that the player's properties took, in order: [(property, value)]."""
        return [
            (key, value.unpack())
            for signal in self.since(mark)
            if self._is_player_change(signal)
            for key, value in signal.changes.items()
        ]

    def jumps_since(self, mark):
        """The positions of Seeked, in order."""
        return [signal.parameters.unpack()[0] for signal in self.since(mark) if signal.member == "Seeked"]

    def wait_until(self, condition, what):
        """Takes signals in until the condition holds."""
        expired = []
        guard = GLib.timeout_add_seconds(int(PATIENCE), lambda: expired.append(True))
        try:
            while not condition():
                if expired:
                    last = "\n  ".join(map(repr, self.signals[-12:]))
                    raise AssertionError(f"{what} did not come within {PATIENCE:.0f} s; the last signals:\n  {last}")
                self.context.iteration(True)
        finally:
            if not expired:
                GLib.source_remove(guard)

    def wait_for_status(self, status):
        self.wait_until(lambda: self.status == status, f"PlaybackStatus {status}")

    def wait_for_title(self, title):
        self.wait_until(lambda: self.title == title, f"the track “{title}”")
