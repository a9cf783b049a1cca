"""A D-Bus client on a bare socket, written from the D-Bus specification.

It sends what no library would send: calls without an INTERFACE header, wrong signatures, attached descriptors,
thousands of calls without waiting. It shares no code with the daemon or with any D-Bus library.
"""

from .connection import Connection, Disconnected
from .marshalling import Variant
from .message import Message, MessageType

__all__ = ["Connection", "Disconnected", "Message", "MessageType", "Variant"]
