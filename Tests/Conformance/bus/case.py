"""What every test of the bus' rules begins and ends with."""

import unittest

from stage import Resources, Session, names
from stage.contract import Contract, read_children, read_interfaces
from wire import MessageType


class BusCase(unittest.TestCase):
    """Has a connection of its own; ends with an audit of all signals."""

    def setUp(self):
        self.session = Session.shared()
        self.daemon = self.session.daemon
        self.connection = self.session.connect()
        self.addCleanup(self.connection.close)

    def tearDown(self):
        self.assertTrue(self.daemon.is_running, f"the daemon has ended:\n{self.daemon.read_log()}")
        self.assertEqual(self.session.auditor.check(), [], "what the daemon signalled in this test")

    def call(self, path, interface, member, signature=None, *body, **options):
        return self.connection.call(names.SERVICE_NAME, path, interface, member, signature, *body, **options)

    def get(self, interface, property_, path=names.MPRIS_PATH):
        return self.values(self.call(path, names.PROPERTIES, "Get", "ss", interface, property_))[0].value

    def set(self, interface, property_, variant, path=names.MPRIS_PATH):
        return self.call(path, names.PROPERTIES, "Set", "ssv", interface, property_, variant)

    def values(self, reply):
        self.assertIs(reply.type, MessageType.METHOD_RETURN, f"{reply.error_name}: {reply.sentence}")
        return reply.body

    def assert_error(self, reply, *allowed):
        """The reply is an error of one of these names, with a sentence."""
        self.assertTrue(reply.is_error, f"answered {reply.body!r} where one of {allowed} was due")
        self.assertIn(reply.error_name, allowed, reply.sentence)
        self.assertEqual(reply.signature, "s")
        self.assertGreater(len(reply.sentence.split()), 3, "an error needs a sentence")
        self.assertLess(len(reply.sentence), 2000, "an error must not repeat all of its input")

    def introspect(self, path):
        """The interfaces and children that an object tells of."""
        xml = self.values(self.call(path, names.INTROSPECTABLE, "Introspect"))[0]
        return read_interfaces(xml), read_children(xml)

    def tree(self):
        """Every object that introspection leads to from the root: {path: its interfaces}."""
        found = {}
        paths = ["/"]
        while paths:
            path = paths.pop()
            interfaces, children = self.introspect(path)
            found[path] = interfaces
            paths += [path.rstrip("/") + "/" + child for child in children]
        return found

    def places(self):
        """Every object with its interfaces out of the contract: [(path, name, interface)]."""
        return [
            (path, name, Contract.interfaces[name])
            for path, interfaces in self.tree().items()
            for name in interfaces
            if name in Contract.interfaces
        ]

    def import_nothing(self):
        """Scans the library again; the path of its operation."""
        return self.values(self.call(names.SERVICE_PATH, names.LIBRARY, "Import", "asa{sv}", [], {}))[0]

    def assert_leaves_nothing(self, action):
        """Memory, descriptors and CPU are back where they were. The first round makes what is kept for good."""
        action()
        before = self.settle()
        action()
        figures, faults = self.settle().compare(before)
        self.assertEqual(faults, [])
        return figures

    def settle(self):
        for path, interface, member in (
            (names.MPRIS_PATH, names.PLAYER, "Stop"),
            (names.SERVICE_PATH, names.QUEUE, "ClearQueue"),
        ):
            self.values(self.call(path, interface, member))
        return Resources.settle(self.daemon, self.connection)
