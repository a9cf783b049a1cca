"""Error names: “org.freedesktop.DBus.Error.*”, as libraries and tools know them."""

from stage import names
from wire import Variant

from .case import BusCase


class UnknownTests(BusCase):
    def test_method(self):
        """UnknownMethod: “Method name you invoked isn't known by the object you invoked it on.”"""
        for path, interface in (
            (names.MPRIS_PATH, names.PLAYER),
            (names.MPRIS_PATH, names.ROOT),
            (names.SERVICE_PATH, names.QUEUE),
            (names.SERVICE_PATH, names.LIBRARY),
            (names.MPRIS_PATH, names.PROPERTIES),
            (names.MPRIS_PATH, names.INTROSPECTABLE),
            (names.SERVICE_PATH, names.OBJECT_MANAGER),
            (names.MPRIS_PATH, None),
        ):
            with self.subTest(path=path, interface=interface):
                self.assert_error(self.call(path, interface, "NoSuchMethod"), names.UNKNOWN_METHOD)

    def test_method_of_another_interface(self):
        """UnknownMethod: a member is only on its own interface."""
        self.assert_error(self.call(names.MPRIS_PATH, names.ROOT, "Play"), names.UNKNOWN_METHOD)
        self.assert_error(self.call(names.MPRIS_PATH, names.PLAYER, "Quit"), names.UNKNOWN_METHOD)

    def test_property_is_no_method(self):
        """UnknownMethod: neither a property's nor a signal's name is a method's; members have a case."""
        for member in ("Volume", "Seeked", "play", "PLAY"):
            self.assert_error(self.call(names.MPRIS_PATH, names.PLAYER, member), names.UNKNOWN_METHOD)

    def test_interface(self):
        """UnknownInterface: “Interface you invoked a method on isn't known by the object.”"""
        for interface in (
            "org.example.Nothing",
            "org.mpris.MediaPlayer2.TrackList",
            names.QUEUE,
            "org.mpris.mediaplayer2",
        ):
            reply = self.call(names.MPRIS_PATH, interface, "Play")
            self.assert_error(reply, names.UNKNOWN_INTERFACE)
        reply = self.call(names.MPRIS_PATH, names.OBJECT_MANAGER, "GetManagedObjects")
        self.assert_error(reply, names.UNKNOWN_INTERFACE, names.UNKNOWN_METHOD)

    def test_object(self):
        """UnknownObject: “Object you invoked a method on isn't known.”"""
        for path in (
            "/no/such/object",
            "/org/mpris/MediaPlayer2/x",
            "/org/soulplayer/operations/999999",
            "/org/soulplaye",
        ):
            for interface, member in (
                (names.PLAYER, "Play"),
                (names.INTROSPECTABLE, "Introspect"),
                (names.OPERATION, "Cancel"),
                (None, "Play"),
            ):
                with self.subTest(path=path, member=member):
                    self.assert_error(self.call(path, interface, member), names.UNKNOWN_OBJECT)
            reply = self.call(path, names.PROPERTIES, "Get", "ss", names.PLAYER, "Volume")
            self.assert_error(reply, names.UNKNOWN_OBJECT)
            reply = self.call(path, names.PROPERTIES, "GetAll", "s", names.PLAYER)
            self.assert_error(reply, names.UNKNOWN_OBJECT)

    def test_parent(self):
        """A parent of objects is there, but has no interface of its own."""
        for path in ("/", "/org", "/org/mpris"):
            self.assert_error(self.call(path, names.PLAYER, "Play"), names.UNKNOWN_INTERFACE)

    def test_property(self):
        """UnknownProperty: “Property you tried to access isn't known by the object.”"""
        for interface in (names.PLAYER, names.ROOT):
            for property_ in ("NoSuchProperty", "", "volume", "Play", "Seeked", "x" * 100_000):
                reply = self.call(names.MPRIS_PATH, names.PROPERTIES, "Get", "ss", interface, property_)
                self.assert_error(reply, names.UNKNOWN_PROPERTY)
                reply = self.set(interface, property_, Variant("d", 1.0))
                self.assert_error(reply, names.UNKNOWN_PROPERTY)

    def test_interface_of_properties(self):
        """UnknownInterface: Get, Set and GetAll of an interface that the object has not."""
        for interface in ("org.example.Nothing", names.QUEUE, "not an interface", "x" * 300, "..", "é"):
            for member, signature, body in (
                ("Get", "ss", ["Volume"]),
                ("Set", "ssv", ["Volume", Variant("d", 1.0)]),
                ("GetAll", "s", []),
            ):
                reply = self.call(names.MPRIS_PATH, names.PROPERTIES, member, signature, interface, *body)
                with self.subTest(interface=interface, member=member):
                    self.assert_error(reply, names.UNKNOWN_INTERFACE, names.INVALID_ARGS)

    def test_empty_interface(self):
        """Properties: “An empty string may be provided for the interface name”."""
        everything = self.values(self.call(names.MPRIS_PATH, names.PROPERTIES, "GetAll", "s", ""))[0]
        self.assertIn("Volume", everything)
        self.assertIn("Identity", everything)
        value = self.values(self.call(names.MPRIS_PATH, names.PROPERTIES, "Get", "ss", "", "Identity"))[0]
        self.assertEqual(value, everything["Identity"])
        self.assert_error(self.set("", "Identity", Variant("s", "x")), names.READ_ONLY)
        volume = self.values(self.call(names.MPRIS_PATH, names.PROPERTIES, "Get", "ss", "", "Volume"))[0]
        self.values(self.set("", "Volume", volume))

    def test_properties_of_standard_interfaces(self):
        """GetAll of an interface without properties is an empty map, not an error."""
        for interface in (names.PEER, names.PROPERTIES, names.INTROSPECTABLE):
            self.assertEqual(
                self.values(self.call(names.MPRIS_PATH, names.PROPERTIES, "GetAll", "s", interface))[0], {}
            )
