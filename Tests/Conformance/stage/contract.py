"""The published contract: dbus/*.xml, read without the daemon."""

import pathlib
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass

PROJECT = pathlib.Path(__file__).resolve().parents[3]
EMITS_CHANGED = "org.freedesktop.DBus.Property.EmitsChangedSignal"


@dataclass(frozen=True)
class Argument:
    name: str
    type: str


@dataclass(frozen=True)
class Method:
    inputs: tuple[Argument, ...]
    outputs: tuple[Argument, ...]

    @property
    def signature(self):
        return "".join(argument.type for argument in self.inputs)

    @property
    def reply_signature(self):
        return "".join(argument.type for argument in self.outputs)


@dataclass(frozen=True)
class Property:
    type: str
    access: str
    emits: str


@dataclass(frozen=True)
class Interface:
    """One interface as introspection data describes it; equal where all of it is."""

    methods: dict[str, Method]
    properties: dict[str, Property]
    signals: dict[str, tuple[Argument, ...]]

    @classmethod
    def read(cls, element):
        default = _annotation(element, "true")
        return cls(
            {method.get("name"): _method(method) for method in element.findall("method")},
            {
                property_.get("name"): Property(
                    property_.get("type"), property_.get("access"), _annotation(property_, default)
                )
                for property_ in element.findall("property")
            },
            {
                signal.get("name"): tuple(_argument(argument) for argument in signal.findall("arg"))
                for signal in element.findall("signal")
            },
        )


def _argument(element):
    return Argument(element.get("name"), element.get("type"))


def _method(element):
    arguments = element.findall("arg")
    return Method(
        tuple(_argument(argument) for argument in arguments if argument.get("direction", "in") == "in"),
        tuple(_argument(argument) for argument in arguments if argument.get("direction") == "out"),
    )


def _annotation(element, default):
    for annotation in element.findall("annotation"):
        if annotation.get("name") == EMITS_CHANGED:
            return annotation.get("value")
    return default


def read_interfaces(xml):
    """The interfaces of an introspection document by name."""
    return {
        element.get("name"): Interface.read(element) for element in ElementTree.fromstring(xml).findall("interface")
    }


def read_children(xml):
    """The names of a document's child nodes."""
    return [node.get("name") for node in ElementTree.fromstring(xml).findall("node")]


class Contract:
    """All published interfaces by name."""

    interfaces = {
        name: interface
        for path in sorted((PROJECT / "dbus").glob("*.xml"))
        for name, interface in read_interfaces(path.read_bytes()).items()
    }
