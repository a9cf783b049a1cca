"""InvalidArgs, PropertyReadOnly: wrong types, wrong values, and that they have no effect."""

import math

from stage import names
from stage.contract import Contract
from wire import Variant

from .case import BusCase


ONE_OF_EACH = {
    "y": 1,
    "b": True,
    "n": -1,
    "q": 1,
    "i": -1,
    "u": 1,
    "x": -1,
    "t": 1,
    "d": 1.0,
    "s": "x",
    "o": "/x",
    "g": "s",
    "v": Variant("s", "x"),
    "as": ["x"],
    "ao": ["/x"],
    "ai": [1],
    "ay": b"x",
    "a{sv}": {"x": Variant("s", "x")},
    "a{ss}": {"x": "x"},
    "(ii)": (1, 2),
    "av": [Variant("i", 1)],
    "aas": [["x"]],
}


class ArgumentTests(BusCase):
    def test_wrong_signatures(self):
        """InvalidArgs: “Invalid arguments passed to a method call.” — every method, 22 types, none taken."""
        operation = self.import_nothing()
        before = self.get(names.PLAYER, "PlaybackStatus")
        for path, name, interface in self.places():
            if name == names.OPERATION and path != operation:
                continue
            for member, method in interface.methods.items():
                for signature, value in ONE_OF_EACH.items():
                    if signature == method.signature:
                        continue
                    reply = self.call(path, name, member, signature, value)
                    with self.subTest(member=f"{name}.{member}", signature=signature):
                        self.assert_error(reply, names.INVALID_ARGS)
                if method.inputs:
                    self.assert_error(self.call(path, name, member), names.INVALID_ARGS)
        self.assertEqual(self.get(names.PLAYER, "PlaybackStatus"), before)

    def test_properties_called_wrongly(self):
        """InvalidArgs: `Properties.Get`, Set and GetAll themselves called wrongly."""
        due = {"Get": "ss", "Set": "ssv", "GetAll": "s"}
        for member, signature in due.items():
            for wrong in (
                "",
                "i",
                "s",
                "ss",
                "sss",
                "ssv",
                "sssv",
                "sv",
                "as",
                "v",
                "(ss)",
                "ssu",
                "ao",
                "oo",
                "a{sv}",
            ):
                if wrong == signature:
                    continue
                body = {"": [], "i": [1], "s": ["x"], "ss": [names.PLAYER, "Volume"], "sss": ["x"] * 3}
                body |= {"ssv": [names.PLAYER, "Volume", Variant("d", 0.1)], "sssv": ["x"] * 3 + [Variant("d", 0.1)]}
                body |= {"sv": [names.PLAYER, Variant("s", "x")], "as": [["x"]], "v": [Variant("s", names.PLAYER)]}
                body |= {"(ss)": [(names.PLAYER, "Volume")], "ssu": [names.PLAYER, "Volume", 1], "ao": [["/"]]}
                body |= {"oo": ["/", "/"], "a{sv}": [{}]}
                with self.subTest(member=member, signature=wrong):
                    reply = self.call(names.MPRIS_PATH, names.PROPERTIES, member, wrong or None, *body[wrong])
                    self.assert_error(reply, names.INVALID_ARGS)

    def test_standard_interfaces_called_wrongly(self):
        """InvalidArgs: Introspect, Ping, GetMachineId and GetManagedObjects take no arguments."""
        for path, interface, member in (
            (names.MPRIS_PATH, names.INTROSPECTABLE, "Introspect"),
            (names.SERVICE_PATH, names.OBJECT_MANAGER, "GetManagedObjects"),
        ):
            self.assert_error(self.call(path, interface, member, "s", "x"), names.INVALID_ARGS)

    def test_read_only(self):
        """PropertyReadOnly: “Property you tried to set is read-only.” — every one, with its own type and another."""
        operation = self.import_nothing()
        for path, name, interface in self.places():
            if name == names.OPERATION and path != operation:
                continue
            for property_, declared in interface.properties.items():
                if "write" in declared.access:
                    continue
                before = self.call(path, names.PROPERTIES, "Get", "ss", name, property_).body[0]
                for variant in (before, Variant("y", 0), Variant("a{sv}", {})):
                    with self.subTest(property=f"{name}.{property_}", type=variant.signature):
                        self.assert_error(self.set(name, property_, variant, path), names.READ_ONLY)

    def test_wrong_types(self):
        """InvalidArgs: a property set to another type, a container too; it has no effect."""
        for path, name, interface in self.places():
            for property_, declared in interface.properties.items():
                if "write" not in declared.access:
                    continue
                before = self.get(name, property_, path)
                for signature, value in ONE_OF_EACH.items():
                    if signature == declared.type:
                        continue
                    with self.subTest(property=f"{name}.{property_}", type=signature):
                        reply = self.set(name, property_, Variant(signature, value), path)
                        self.assert_error(reply, names.INVALID_ARGS)
                self.assertEqual(self.get(name, property_, path), before)

    def test_nested_variants(self):
        """InvalidArgs: a variant in a variant is not the value within; neither is one 30 deep."""
        nested = Variant("b", True)
        for depth in range(30):
            nested = Variant("v", nested)
            if depth in (0, 1, 29):
                self.assert_error(self.set(names.PLAYER, "Shuffle", nested), names.INVALID_ARGS)

    def test_values_out_of_range(self):
        """BUS_API: out-of-range values are InvalidArgs, and nothing is changed."""
        for property_, value in (
            ("Volume", Variant("d", math.nan)),
            ("Volume", Variant("d", math.inf)),
            ("Rate", Variant("d", -math.inf)),
            ("LoopStatus", Variant("s", "Sometimes")),
        ):
            before = self.get(names.PLAYER, property_)
            self.assert_error(self.set(names.PLAYER, property_, value), names.INVALID_ARGS)
            self.assertEqual(self.get(names.PLAYER, property_), before)

    def test_filters(self):
        """BUS_API: an unknown key, a wrong type and a value out of range of a filter are InvalidArgs."""
        wrong = [{"no_such_key": Variant("b", True)}, {"": Variant("b", True)}, {"x" * 100_000: Variant("b", True)}]
        wrong += [{"limit": Variant("u", 1001)}, {"limit": Variant("i", 1)}, {"limit": Variant("t", 1)}]
        wrong += [{"offset": Variant("s", "1")}, {"available": Variant("u", 1)}, {"available": Variant("a{sv}", {})}]
        wrong += [{"badge": Variant("s", "gold")}, {"order": Variant("s", "chaos")}, {"order": Variant("as", [])}]
        wrong += [{"album": Variant("x", 1)}, {"source": Variant("s", "/org/soulplayer/sources/1")}]
        wrong += [{"source": Variant("o", "/org/soulplayer/sources/x")}, {"source": Variant("o", "/")}]
        for member in ("Tracks", "Albums", "Artists", "Playlists"):
            for filter_ in wrong:
                with self.subTest(member=member, filter=str(filter_)[:60]):
                    reply = self.call(names.SERVICE_PATH, names.LIBRARY, member, "a{sv}", filter_)
                    self.assert_error(reply, names.INVALID_ARGS)
        for filter_ in wrong:
            reply = self.call(names.SERVICE_PATH, names.LIBRARY, "Search", "sa{sv}", "x", filter_)
            self.assert_error(reply, names.INVALID_ARGS)
        reply = self.call(names.SERVICE_PATH, names.LIBRARY, "Import", "asa{sv}", [], {"x": Variant("b", True)})
        self.assert_error(reply, names.INVALID_ARGS)

    def test_queue_arguments(self):
        """org.soulplayer.Queue: what is not in the queue is NotFound; a call that fails leaves the queue as it was."""
        not_found = "org.soulplayer.Error.NotFound"
        uri = self.session.music.long[0].uri
        self.values(self.call(names.SERVICE_PATH, names.QUEUE, "ReplaceQueue", "asub", [uri, uri], 1, False))
        before = self.values(self.call(names.SERVICE_PATH, names.QUEUE, "Entries", "uu", 0, 1000))
        entry = before[0][0]["entry"].value
        for error, member, signature, *body in (
            (not_found, "Dequeue", "ao", ["/org/soulplayer/entries/999999"]),
            (not_found, "Dequeue", "ao", [entry, "/x"]),
            (not_found, "MoveEntry", "oo", "/", entry),
            (not_found, "MoveEntry", "oo", entry, "/org/soulplayer/entries/0"),
            (not_found, "MoveEntry", "oo", entry, "/org/soulplayer/entries/_1"),
            (not_found, "MoveEntry", "oo", entry, "/org/soulplayer/entries/99999999999999999999999"),
            (not_found, "Enqueue", "aso", [uri], "/org/mpris/MediaPlayer2/TrackList/NoTrack"),
            (not_found, "Enqueue", "aso", [uri, "soul:track/999999"], "/"),
            (names.INVALID_ARGS, "Enqueue", "aso", [uri, "nonsense"], "/"),
            (names.INVALID_ARGS, "ReplaceQueue", "asub", [uri], 1, True),
            (names.INVALID_ARGS, "ReplaceQueue", "asub", [uri], 2**32 - 1, True),
            (names.INVALID_ARGS, "ReplaceQueue", "asub", [], 1, False),
            (names.INVALID_ARGS, "Entries", "uu", 0, 1001),
        ):
            with self.subTest(member=member, body=str(body)):
                self.assert_error(self.call(names.SERVICE_PATH, names.QUEUE, member, signature, *body), error)
        self.assertEqual(self.values(self.call(names.SERVICE_PATH, names.QUEUE, "Entries", "uu", 0, 1000)), before)
        self.assertEqual(
            self.values(self.call(names.SERVICE_PATH, names.QUEUE, "Entries", "uu", 2**32 - 1, 1000)), [[]]
        )

    def test_library_arguments(self):
        """org.soulplayer.Library: no such track, no such folder, a relative path."""
        not_found = "org.soulplayer.Error.NotFound"
        for id_ in (0, 999_999, 2**63, 2**64 - 1):
            self.assert_error(self.call(names.SERVICE_PATH, names.LIBRARY, "GetTrack", "t", id_), not_found)
        self.assert_error(self.call(names.SERVICE_PATH, names.LIBRARY, "RemoveFolder", "s", "/not/a/folder"), not_found)
        for folder in ("relative", "", "file:///music"):
            self.assert_error(
                self.call(names.SERVICE_PATH, names.LIBRARY, "RemoveFolder", "s", folder), names.INVALID_ARGS
            )
        for folders, error in (
            (["relative"], names.INVALID_ARGS),
            ([""], names.INVALID_ARGS),
            (["/no/such"], not_found),
        ):
            reply = self.call(names.SERVICE_PATH, names.LIBRARY, "Import", "asa{sv}", folders, {})
            self.assert_error(reply, error)

    def test_members_of_the_contract(self):
        """The contract's own members: all are here, so the tests above leave none out."""
        told = {name for _, name, _ in self.places()}
        self.import_nothing()
        self.assertEqual(told | {names.OPERATION}, set(Contract.interfaces))
