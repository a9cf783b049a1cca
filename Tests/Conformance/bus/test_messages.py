"""Messages: headers, flags, byte orders, replies."""

from stage import names
from wire import Message, MessageType, Variant
from wire.message import NO_REPLY_EXPECTED

from .calls import CALLS
from .case import BusCase


class HeaderTests(BusCase):
    def test_without_interface(self):
        """Method calls: “the INTERFACE field is optional”; members are unique on an object, so each is decidable."""
        for path, member, signature, *body in (
            (names.MPRIS_PATH, "Pause", None),
            (names.MPRIS_PATH, "Raise", None),
            (names.MPRIS_PATH, "Seek", "x", 0),
            (names.SERVICE_PATH, "ClearQueue", None),
            (names.SERVICE_PATH, "Entries", "uu", 0, 10),
            (names.SERVICE_PATH, "Tracks", "a{sv}", {}),
            (names.SERVICE_PATH, "GetManagedObjects", None),
            (names.MPRIS_PATH, "Introspect", None),
            (names.MPRIS_PATH, "Ping", None),
            (names.MPRIS_PATH, "GetMachineId", None),
            (names.MPRIS_PATH, "Get", "ss", names.PLAYER, "Volume"),
            (names.MPRIS_PATH, "GetAll", "s", names.PLAYER),
            (names.MPRIS_PATH, "Set", "ssv", names.PLAYER, "Shuffle", Variant("b", False)),
        ):
            with self.subTest(member=member):
                self.values(self.call(path, None, member, signature, *body))
        self.assert_error(self.call(names.MPRIS_PATH, None, "Seek", "s", "x"), names.INVALID_ARGS)
        self.assert_error(self.call(names.MPRIS_PATH, None, "NoSuchMethod"), names.UNKNOWN_METHOD)

    def test_members_are_unique(self):
        """BUS_API: member names are unique on an object."""
        for path, interfaces in self.tree().items():
            members = [member for interface in interfaces.values() for member in interface.methods]
            self.assertEqual(len(members), len(set(members)), path)

    def test_big_endian(self):
        """Message format: “B” for big-endian is as good as “l”."""
        reply = self.call(names.MPRIS_PATH, names.PROPERTIES, "Get", "ss", names.ROOT, "Identity", order=">")
        self.assertEqual(self.values(reply)[0].value, "Soul Player")
        reply = self.call(names.MPRIS_PATH, names.PLAYER, "Seek", "x", -(2**40), order=">")
        self.values(reply)

    def test_peer_everywhere(self):
        """Peer: “It does not matter which object path a ping is sent to.” Nor for GetMachineId."""
        ids = set()
        for path in ("/", "/no/such/object", names.MPRIS_PATH, names.SERVICE_PATH, "/" + "/".join("abc" * 200)):
            self.assertEqual(self.values(self.call(path, names.PEER, "Ping")), [])
            ids.add(self.values(self.call(path, names.PEER, "GetMachineId"))[0])
            reply = self.call(path, names.PEER, "NoSuchMethod")
            self.assert_error(reply, names.UNKNOWN_METHOD, names.UNKNOWN_OBJECT)
        self.assertEqual(len(ids), 1)
        self.assertRegex(ids.pop(), r"^[0-9a-f]{32}$")

    def test_unknown_flags(self):
        """Message format: “Unknown flags must be ignored.”"""
        call = self.message("Ping", names.PEER, flags=0xF0)
        self.values(self.connection.wait_for_reply(self.connection.send(call)))

    def message(self, member, interface, signature=None, *body, flags=0, path=names.MPRIS_PATH):
        return Message(
            MessageType.METHOD_CALL, path=path, interface=interface, member=member, signature=signature,
            body=list(body), destination=names.SERVICE_NAME, flags=flags,
        )  # fmt: skip


class ReplyTests(BusCase):
    def send(self, call, flags):
        path, interface, member, signature, *body = call
        return self.connection.send(
            Message(
                MessageType.METHOD_CALL,
                path=path,
                interface=interface,
                member=member,
                signature=signature,
                body=body,
                destination=names.SERVICE_NAME,
                flags=flags,
            )  # fmt: skip
        )

    def fence(self):
        """All that was sent before has been begun and answered: a call to each interface, then the slowest again."""
        for _ in range(2):
            for call in CALLS:
                self.connection.wait_for_reply(self.send(call, 0))

    def test_no_reply_expected(self):
        """NO_REPLY_EXPECTED: “This method call does not expect a method return reply or an error reply”."""
        silent = {self.send(call, NO_REPLY_EXPECTED) for call in CALLS}
        self.fence()
        answered = {message.reply_serial for message in self.connection.take_received()}
        self.assertEqual(answered & silent, set())

    def test_no_reply_has_effect(self):
        """NO_REPLY_EXPECTED: the call itself is carried out."""
        self.values(self.set(names.PLAYER, "Volume", Variant("d", 1.0)))
        self.connection.send_without_reply(
            names.SERVICE_NAME, names.MPRIS_PATH, names.PROPERTIES, "Set", "ssv", names.PLAYER, "Volume",
            Variant("d", 0.25),
        )  # fmt: skip
        self.assertEqual(self.get(names.PLAYER, "Volume"), 0.25)
        self.values(self.set(names.PLAYER, "Volume", Variant("d", 1.0)))

    def test_one_reply_a_call(self):
        """Method calls: “a METHOD_RETURN … or an ERROR”: each call of 1,700 has one, never two."""
        serials = [self.send(call, 0) for _ in range(100) for call in CALLS]
        answered = []
        while len(answered) < len(serials):
            message = self.connection.receive()
            self.assertIsNotNone(message, f"{len(serials) - len(answered)} calls were not answered")
            if message.reply_serial is not None:
                answered.append(message.reply_serial)
        self.fence()
        answered += [message.reply_serial for message in self.connection.take_received() if message.reply_serial]
        self.assertEqual(sorted(answered), serials)

    def test_order(self):
        """BUS_API: calls of one client to one interface start in order; a read sees what its client did before."""
        sends = []
        for n in range(200):
            volume = n / 200
            self.send(
                (names.MPRIS_PATH, names.PROPERTIES, "Set", "ssv", names.PLAYER, "Volume", Variant("d", volume)), 0
            )
            sends.append(
                (self.send((names.MPRIS_PATH, names.PROPERTIES, "Get", "ss", names.PLAYER, "Volume"), 0), volume)
            )
        for serial, volume in sends:
            reply = next((m for m in self.connection.take_received() if m.reply_serial == serial), None)
            reply = reply or self.connection.wait_for_reply(serial)
            self.assertEqual(self.values(reply)[0].value, volume)
        self.values(self.set(names.PLAYER, "Volume", Variant("d", 1.0)))

    def test_unasked_messages(self):
        """Message types: replies nobody waits for, and signals, are ignored and answered by nothing."""
        owner = self.connection.call_bus("GetNameOwner", "s", names.SERVICE_NAME).body[0]
        for message in (
            Message(MessageType.SIGNAL, path="/x", interface="org.example.X", member="Y", destination=owner),
            Message(
                MessageType.SIGNAL, path=names.MPRIS_PATH, interface=names.PROPERTIES, member="PropertiesChanged",
                destination=owner, signature="s", body=["x"],
            ),
            Message(MessageType.METHOD_RETURN, reply_serial=1, destination=owner),
            Message(MessageType.ERROR, reply_serial=2, error_name="org.example.Error", destination=owner),
            Message(
                MessageType.SIGNAL, path="/org/freedesktop/DBus", interface="org.freedesktop.DBus",
                member="NameLost", destination=owner, signature="s", body=[names.SERVICE_NAME],
            ),
        ):  # fmt: skip
            self.connection.send(message)
        self.values(self.call(names.MPRIS_PATH, names.PEER, "Ping"))
        # What the bus itself refuses of these is an error of the bus, not of the daemon.
        told = [message for message in self.connection.take_received() if message.sender == owner]
        self.assertEqual(told, [])
