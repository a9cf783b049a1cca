"""A connection to a message bus: its socket, its authentication, its calls."""

import array
import collections
import os
import select
import socket
import time

from .message import NO_REPLY_EXPECTED, Message, MessageType, decode, length_of

# A guard against a hang, never a measurement.
PATIENCE = 60.0


class Disconnected(Exception):
    """The other end has closed the connection."""


class Connection:
    """One client of the bus. `PATIENCE` ends every wait."""

    def __init__(self, address):
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.connect(_socket_name(address))
        self._buffer = bytearray()
        self._serial = 0
        self._waiting = collections.deque()
        self._authenticate()
        self.unique_name = self.call_bus("Hello").body[0]

    def _authenticate(self):
        identity = str(os.getuid()).encode().hex().encode()
        self._socket.sendall(b"\0AUTH EXTERNAL " + identity + b"\r\n")
        self._expect_line(b"OK ")
        self._socket.sendall(b"NEGOTIATE_UNIX_FD\r\n")
        self._expect_line(b"AGREE_UNIX_FD")
        self._socket.sendall(b"BEGIN\r\n")

    def _expect_line(self, beginning):
        line = bytearray()
        while not line.endswith(b"\r\n"):
            byte = self._socket.recv(1)
            if not byte:
                raise Disconnected("during authentication")
            line += byte
        if not line.startswith(beginning):
            raise Disconnected(f"the bus answered {bytes(line)!r} where {beginning!r} was due")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self._socket.close()

    def fileno(self):
        return self._socket.fileno()

    def next_serial(self):
        self._serial += 1
        return self._serial

    def send(self, message, order="<", descriptors=()):
        """Sends a message under a new serial, which it returns."""
        message.serial = self.next_serial()
        if descriptors:
            message.unix_fds = len(descriptors)
            data = message.encode(order)
            rights = (socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", descriptors))
            sent = self._socket.sendmsg([data], [rights])
            self._socket.sendall(data[sent:])
        else:
            self._socket.sendall(message.encode(order))
        return message.serial

    @property
    def holds_message(self):
        """Whether `receive` has something without reading."""
        length = length_of(self._buffer)
        return bool(self._waiting) or (length is not None and len(self._buffer) >= length)

    def receive(self, patience=PATIENCE):
        """The next message; None where none has come within `patience` seconds."""
        if self._waiting:
            return self._waiting.popleft()
        return self._read(patience)

    def _read(self, patience):
        deadline = time.monotonic() + patience
        while True:
            length = length_of(self._buffer)
            if length is not None and len(self._buffer) >= length:
                data = bytes(self._buffer[:length])
                del self._buffer[:length]
                return decode(data)
            readable, _, _ = select.select([self._socket], [], [], max(0, deadline - time.monotonic()))
            if not readable:
                return None
            chunk = self._socket.recv(1 << 18)
            if not chunk:
                raise Disconnected("by the bus")
            self._buffer += chunk

    def wait_for_reply(self, serial):
        """The reply to a call; what comes before it stays to be received, in order."""
        while True:
            message = self._read(PATIENCE)
            if message is None:
                raise TimeoutError(f"no reply to call {serial} within {PATIENCE:.0f} s")
            if message.reply_serial == serial:
                return message
            self._waiting.append(message)

    def call(self, destination, path, interface, member, signature=None, *body, order="<", descriptors=()):
        """Calls a method and waits for its reply, which may be an error."""
        call = Message(
            MessageType.METHOD_CALL,
            destination=destination,
            path=path,
            interface=interface,
            member=member,
            signature=signature,
            body=list(body),
        )
        return self.wait_for_reply(self.send(call, order, descriptors))

    def call_bus(self, member, signature=None, *body):
        """Calls the bus itself."""
        reply = self.call(
            "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", member, signature, *body
        )
        if reply.is_error:
            raise RuntimeError(f"the bus refuses {member}: {reply.error_name}: {reply.sentence}")
        return reply

    def send_without_reply(self, destination, path, interface, member, signature=None, *body):
        """Sends a call that wants no reply; returns its serial."""
        return self.send(
            Message(
                MessageType.METHOD_CALL,
                destination=destination,
                path=path,
                interface=interface,
                member=member,
                signature=signature,
                body=list(body),
                flags=NO_REPLY_EXPECTED,
            )
        )

    def take_received(self):
        """All messages that stand before the last reply waited for."""
        messages = list(self._waiting)
        self._waiting.clear()
        return messages


def _socket_name(address):
    kind, _, options = address.partition(":")
    values = dict(option.split("=", 1) for option in options.split(","))
    if kind != "unix" or not ("path" in values or "abstract" in values):
        raise ValueError(f"not the address of a Unix socket: {address}")
    return values["path"] if "path" in values else "\0" + values["abstract"]
