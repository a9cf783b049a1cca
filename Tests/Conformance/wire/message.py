"""Messages: the D-Bus specification's "Message Format"."""

import enum
import struct
from dataclasses import dataclass, field

from .marshalling import Variant, marshal, unmarshal


class MessageType(enum.IntEnum):
    METHOD_CALL = 1
    METHOD_RETURN = 2
    ERROR = 3
    SIGNAL = 4


NO_REPLY_EXPECTED = 0x1
NO_AUTO_START = 0x2

_FIELDS = {
    1: ("path", "o"),
    2: ("interface", "s"),
    3: ("member", "s"),
    4: ("error_name", "s"),
    5: ("reply_serial", "u"),
    6: ("destination", "s"),
    7: ("sender", "s"),
    8: ("signature", "g"),
    9: ("unix_fds", "u"),
}


@dataclass
class Message:
    """One message. A header field that is None is left out, whether the specification allows that or not."""

    type: MessageType
    path: str | None = None
    interface: str | None = None
    member: str | None = None
    error_name: str | None = None
    reply_serial: int | None = None
    destination: str | None = None
    sender: str | None = None
    signature: str | None = None
    unix_fds: int | None = None
    flags: int = 0
    serial: int = 0
    body: list = field(default_factory=list)

    def encode(self, order="<"):
        body = marshal(self.signature or "", self.body, order)
        fields = [
            (code, Variant(type_, getattr(self, name)))
            for code, (name, type_) in _FIELDS.items()
            if getattr(self, name) is not None
        ]
        mark = b"l" if order == "<" else b"B"
        header = mark + struct.pack(order + "BBBII", int(self.type), self.flags, 1, len(body), self.serial)
        header += marshal("a(yv)", [fields], order, start=len(header))
        header += b"\0" * (-len(header) % 8)
        return header + body

    @property
    def is_error(self):
        return self.type is MessageType.ERROR

    @property
    def sentence(self):
        """An error's message for people; empty where it has none."""
        return self.body[0] if self.is_error and (self.signature or "").startswith("s") else ""


def length_of(buffer):
    """The length of the message that a buffer begins with; None while that can't be told."""
    if len(buffer) < 16:
        return None
    order = "<" if buffer[0:1] == b"l" else ">"
    body, _, fields = struct.unpack_from(order + "III", buffer, 4)
    header = 16 + fields
    return header + -header % 8 + body


def decode(data):
    order = "<" if data[0:1] == b"l" else ">"
    kind, flags, _, body_length, serial = struct.unpack_from(order + "BBBII", data, 1)
    (fields,), end = unmarshal("a(yv)", data, order, 12)
    message = Message(MessageType(kind), flags=flags, serial=serial)
    for code, variant in fields:
        if code in _FIELDS:
            setattr(message, _FIELDS[code][0], variant.value)
    if message.signature:
        begin = end + -end % 8
        message.body, _ = unmarshal(message.signature, data[begin : begin + body_length], order)
    return message
