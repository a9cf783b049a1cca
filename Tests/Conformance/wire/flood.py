"""One of several clients that send as fast as they can: `python3 -m wire.flood ADDRESS CALLS`.

It writes its calls without waiting, reads as replies come, and prints how many calls each had exactly one reply.
A process of its own, so that clients don't wait for each other.
"""

import os
import select
import sys

from .connection import PATIENCE, Connection
from .marshalling import Variant
from .message import Message, MessageType, decode, length_of

SERVICE = "org.soulplayer"
PLAYER = ("/org/mpris/MediaPlayer2", "org.mpris.MediaPlayer2.Player")
PROPERTIES = ("/org/mpris/MediaPlayer2", "org.freedesktop.DBus.Properties")
CALLS = (
    (*PROPERTIES, "Get", "ss", "org.mpris.MediaPlayer2.Player", "PlaybackStatus"),
    (*PROPERTIES, "GetAll", "s", "org.mpris.MediaPlayer2.Player"),
    (*PLAYER, "PlayPause", None),
    (*PLAYER, "Seek", "x", 1000),
    (*PLAYER, "NoSuchMethod", None),
    (*PLAYER, "Seek", "s", "wrong"),
    (*PROPERTIES, "Set", "ssv", "org.mpris.MediaPlayer2.Player", "Volume", Variant("d", 0.5)),
    ("/org/soulplayer", "org.soulplayer.Queue", "Entries", "uu", 0, 10),
    ("/org/soulplayer", "org.soulplayer.Library", "Search", "sa{sv}", "long", {}),
    (*PROPERTIES, "Get", "ss", "org.mpris.MediaPlayer2.Player", "Position"),
)


def flood(address, count):
    """How many calls had no reply, and how many replies came twice or to no call."""
    connection = Connection(address)
    outgoing = bytearray()
    waiting = set()
    for number in range(count):
        path, interface, member, signature, *body = CALLS[number % len(CALLS)]
        call = Message(
            MessageType.METHOD_CALL, path=path, interface=interface, member=member, signature=signature,
            body=body, destination=SERVICE, serial=connection.next_serial(),
        )  # fmt: skip
        waiting.add(call.serial)
        outgoing += call.encode()
    os.set_blocking(connection.fileno(), False)
    print("ready", flush=True)
    sys.stdin.readline()
    strays = 0
    incoming = bytearray()
    sent = 0
    view = memoryview(outgoing)
    while waiting:
        writing = [connection] if sent < len(outgoing) else []
        readable, writable, _ = select.select([connection], writing, [], PATIENCE)
        if not readable and not writable:
            break
        if writable:
            sent += os.write(connection.fileno(), view[sent : sent + (1 << 16)])
        if readable:
            chunk = os.read(connection.fileno(), 1 << 18)
            if not chunk:
                break
            incoming += chunk
            strays += _take_replies(incoming, waiting)
    return len(waiting), strays


def _take_replies(incoming, waiting):
    strays = 0
    position = 0
    while True:
        length = length_of(incoming[position : position + 16])
        if length is None or position + length > len(incoming):
            break
        message = decode(bytes(incoming[position : position + length]))
        position += length
        if message.reply_serial is None:
            continue
        if message.reply_serial in waiting:
            waiting.discard(message.reply_serial)
        else:
            strays += 1
    del incoming[:position]
    return strays


if __name__ == "__main__":
    print(*flood(sys.argv[1], int(sys.argv[2])))
