"""`org.freedesktop.DBus.Introspectable`, and dbus/*.xml against what is really answered."""

import os

from stage import names
from stage.contract import Contract, Interface, Method, Property
from stage.contract import Argument as A

from .case import BusCase

STANDARD = {
    names.INTROSPECTABLE: Interface({"Introspect": Method((), (A("xml_data", "s"),))}, {}, {}),
    names.PEER: Interface({"Ping": Method((), ()), "GetMachineId": Method((), (A("machine_uuid", "s"),))}, {}, {}),
    names.PROPERTIES: Interface(
        {
            "Get": Method((A("interface_name", "s"), A("property_name", "s")), (A("value", "v"),)),
            "GetAll": Method((A("interface_name", "s"),), (A("props", "a{sv}"),)),
            "Set": Method((A("interface_name", "s"), A("property_name", "s"), A("value", "v")), ()),
        },
        {},
        {
            "PropertiesChanged": (
                A("interface_name", "s"),
                A("changed_properties", "a{sv}"),
                A("invalidated_properties", "as"),
            )
        },
    ),
}


def types_of(interface):
    """An interface without the names of its arguments, which the specification's own interfaces don't fix."""
    return (
        {name: (method.signature, method.reply_signature) for name, method in interface.methods.items()},
        interface.properties,
        {name: [argument.type for argument in arguments] for name, arguments in interface.signals.items()},
    )


class IntrospectionTests(BusCase):
    def test_parents(self):
        """Introspectable: “lists … child nodes”: every parent leads to its children, from the root."""
        tree = self.tree()
        for path in ("/", "/org", "/org/mpris", names.MPRIS_PATH, names.SERVICE_PATH):
            self.assertIn(path, tree)

    def test_both_names(self):
        """Both names are of one connection: the tree is the same under both."""
        for path in (names.MPRIS_PATH, names.SERVICE_PATH):
            answers = {
                self.values(self.connection.call(name, path, names.INTROSPECTABLE, "Introspect"))[0]
                for name in (names.MPRIS_NAME, names.SERVICE_NAME)
            }
            self.assertEqual(len(answers), 1)

    def test_equal_to_the_contract(self):
        """dbus/*.xml: members, types, directions, access, annotations and argument names, both ways."""
        operation = self.import_nothing()
        tree = self.tree()
        due = {
            names.MPRIS_PATH: {names.ROOT, names.PLAYER},
            names.SERVICE_PATH: {names.LIBRARY, names.QUEUE, names.SOURCES},
            names.LOCAL_FILES: {names.SOURCE},
            operation: {names.OPERATION},
        }
        for path, interfaces in tree.items():
            own = {name: interface for name, interface in interfaces.items() if name not in names.STANDARD}
            if path.startswith(names.SERVICE_PATH + "/operations/"):
                self.assertEqual(set(own), {names.OPERATION})
            else:
                self.assertEqual(set(own), due.get(path, set()), path)
            for name, interface in own.items():
                self.assertEqual(interface, Contract.interfaces[name], f"{name} on {path}")
        published = {name for interfaces in due.values() for name in interfaces}
        self.assertEqual(published, set(Contract.interfaces))

    def test_standard_interfaces(self):
        """Standard interfaces: as the specification has them; ObjectManager only where it is answered."""
        for path, interfaces in self.tree().items():
            for name in (names.INTROSPECTABLE, names.PEER):
                self.assertIn(name, interfaces, path)
            for name, interface in interfaces.items():
                if name in STANDARD:
                    self.assertEqual(types_of(interface), types_of(STANDARD[name]), f"{name} on {path}")
            if set(interfaces) - set(names.STANDARD):
                self.assertIn(names.PROPERTIES, interfaces, path)
            manager = self.call(path, names.OBJECT_MANAGER, "GetManagedObjects")
            self.assertEqual(names.OBJECT_MANAGER in interfaces, not manager.is_error, path)

    def test_properties_answer(self):
        """Properties: every property of the contract is answered by Get and GetAll, with its type."""
        self.import_nothing()
        for path, name, interface in self.places():
            everything = self.values(self.call(path, names.PROPERTIES, "GetAll", "s", name))[0]
            types = {property_: value.signature for property_, value in everything.items()}
            due = {key: value.type for key, value in interface.properties.items() if "read" in value.access}
            self.assertEqual(types, due, f"{name} on {path}")
            for property_, type_ in due.items():
                value = self.values(self.call(path, names.PROPERTIES, "Get", "ss", name, property_))[0]
                self.assertEqual(value.signature, type_, f"{name}.{property_}")

    def test_methods_are_there(self):
        """Introspectable: what is told of is there: a call with one argument too many is InvalidArgs, not unknown."""
        self.import_nothing()
        for path, name, interface in self.places():
            for member, method in interface.methods.items():
                signature = method.signature + "s"
                body = [self.sample(argument.type) for argument in method.inputs] + ["too much"]
                with self.subTest(member=f"{name}.{member}"), open(os.devnull) as null:
                    descriptors = [null.fileno()] if "h" in signature else ()
                    reply = self.call(path, name, member, signature, *body, descriptors=descriptors)
                    self.assert_error(reply, names.INVALID_ARGS)

    @staticmethod
    def sample(type_):
        samples = {"s": "", "o": "/", "x": 0, "t": 0, "u": 0, "b": False, "d": 0.0, "h": 0}
        return samples[type_] if type_ in samples else {} if type_.startswith("a{") else []

    def test_documents(self):
        """Introspectable: a document with the specification's DOCTYPE; it takes no arguments."""
        xml = self.values(self.call(names.MPRIS_PATH, names.INTROSPECTABLE, "Introspect"))[0]
        self.assertIn("-//freedesktop//DTD D-BUS Object Introspection 1.0//EN", xml)
        reply = self.call(names.MPRIS_PATH, names.INTROSPECTABLE, "Introspect", "s", "x")
        self.assert_error(reply, names.INVALID_ARGS)

    def test_emits_changed_default(self):
        """EmitsChangedSignal: as MPRIS has it: false for Position and CanControl, true for every other one."""
        tree = self.tree()
        player = tree[names.MPRIS_PATH][names.PLAYER].properties
        quiet = {name for name, property_ in player.items() if property_.emits != "true"}
        self.assertEqual(quiet, {"Position", "CanControl"})
        self.assertEqual(player["Position"], Property("x", "read", "false"))


class ObjectManagerTests(BusCase):
    def test_managed_objects(self):
        """ObjectManager: GetManagedObjects tells every object below, its interfaces and all their properties."""
        operation = self.import_nothing()
        objects = self.values(self.call(names.SERVICE_PATH, names.OBJECT_MANAGER, "GetManagedObjects"))[0]
        self.assertIn(operation, objects)
        below = {
            path: set(interfaces) - set(names.STANDARD)
            for path, interfaces in self.tree().items()
            if path.startswith(names.SERVICE_PATH + "/")
        }
        below = {path: interfaces for path, interfaces in below.items() if interfaces}
        told = {path: set(interfaces) - set(names.STANDARD) for path, interfaces in objects.items()}
        self.assertEqual(told, below)
        for path, interfaces in objects.items():
            for name, properties in interfaces.items():
                if name in Contract.interfaces:
                    self.assertEqual(set(properties), set(Contract.interfaces[name].properties), path)

    def test_added(self):
        """ObjectManager: “InterfacesAdded … when a new object is added”, before anything else is said of it."""
        self.connection.call_bus("AddMatch", "s", f"type='signal',path_namespace='{names.SERVICE_PATH}'")
        self.connection.take_received()
        operation = self.import_nothing()
        said = self.connection.take_received()
        while not any(message.member == "Finished" and message.path == operation for message in said):
            said.append(self.connection.receive())
        added = [n for n, message in enumerate(said) if message.member == "InterfacesAdded"]
        about = [n for n, message in enumerate(said) if message.path == operation]
        self.assertEqual([said[n].body[0] for n in added], [operation])
        self.assertLess(added[0], about[0])
        self.assertEqual(said[added[0]].signature, "oa{sa{sv}}")

    def test_operation(self):
        """BUS_API: an operation runs by itself; when Finished is told its properties have their last values."""
        self.connection.call_bus("AddMatch", "s", f"type='signal',interface='{names.OPERATION}'")
        operation = self.import_nothing()
        message = self.connection.receive()
        while message.path != operation or message.member != "Finished":
            message = self.connection.receive()
        values = self.values(self.call(operation, names.PROPERTIES, "GetAll", "s", names.OPERATION))[0]
        self.assertEqual(values["State"].value, "succeeded")
        self.assertEqual([values["State"].value, values["Result"].value], message.body)
        self.assertEqual(values["Kind"].value, "import")
        self.assertEqual((values["Error"].value, values["Message"].value), ("", ""))
        # It has ended: cancelling changes nothing.
        self.values(self.call(operation, names.OPERATION, "Cancel"))
        self.assertEqual(self.get(names.OPERATION, "State", operation), "succeeded")
