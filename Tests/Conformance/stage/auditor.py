"""Listens to everything the daemon says, in order, and holds it to the contract."""

from wire import Connection, MessageType

from . import names
from .contract import Contract

_SINGLETONS = [
    (names.MPRIS_PATH, names.ROOT),
    (names.MPRIS_PATH, names.PLAYER),
    (names.SERVICE_PATH, names.QUEUE),
    (names.SERVICE_PATH, names.LIBRARY),
]
_SINGLETON_INTERFACES = {interface for _, interface in _SINGLETONS}


class Auditor:
    """Every signal has to be in the contract; PropertiesChanged has to tell each change and nothing but changes.

    Messages of one sender come in their order, so the state that the signals add up to must at any time be the
    state that GetAll tells.
    """

    def __init__(self, address):
        self._connection = Connection(address)
        self._owner = self._connection.call_bus("GetNameOwner", "s", names.SERVICE_NAME).body[0]
        self._connection.call_bus("AddMatch", "s", f"type='signal',sender='{self._owner}'")
        self._known = {place: self._get_all(*place) for place in _SINGLETONS}
        self._connection.take_received()
        self._known = {place: self._get_all(*place) for place in _SINGLETONS}

    def close(self):
        self._connection.close()

    def check(self):
        """The faults of everything said since the last check: an empty list where there is none.

        LookupError where the daemon does not answer.
        """
        faults = []
        for path, interface in _SINGLETONS:
            answered = self._get_all(path, interface)
            # What stands before the answer was said before it.
            for message in self._connection.take_received():
                faults += self._take(message)
            told = self._known[path, interface]
            for property_, value in answered.items():
                if told.get(property_) != value and self._property(interface, property_).emits == "true":
                    faults.append(f"{interface}.{property_} is {value}, but by the signals it is {told.get(property_)}")
            self._known[path, interface] = answered
        return faults

    def _get_all(self, path, interface):
        reply = self._connection.call(self._owner, path, names.PROPERTIES, "GetAll", "s", interface)
        if reply.is_error:
            raise LookupError(f"GetAll({interface}) on {path}: {reply.error_name}: {reply.sentence}")
        return reply.body[0]

    @staticmethod
    def _property(interface, property_):
        return Contract.interfaces[interface].properties[property_]

    def _take(self, message):
        if message.type is not MessageType.SIGNAL or message.sender != self._owner:
            return []
        if message.interface == names.PROPERTIES:
            return self._take_changes(message)
        if message.interface == names.OBJECT_MANAGER:
            return []
        interface = Contract.interfaces.get(message.interface)
        if interface is None or message.member not in interface.signals:
            return [f"the signal {message.interface}.{message.member} is not in the contract"]
        if (message.path, message.interface) not in _SINGLETONS and message.interface in _SINGLETON_INTERFACES:
            return [f"{message.interface}.{message.member} was signalled by {message.path}"]
        due = "".join(argument.type for argument in interface.signals[message.member])
        if (message.signature or "") != due:
            return [f"{message.member} has the signature {message.signature!r}, not {due!r}"]
        return []

    def _take_changes(self, message):
        if message.member != "PropertiesChanged" or message.signature != "sa{sv}as":
            return [f"{message.member} with the signature {message.signature!r} is no PropertiesChanged"]
        name, changed, invalidated = message.body
        interface = Contract.interfaces.get(name)
        if interface is None:
            return [f"PropertiesChanged names the interface {name}, which is not in the contract"]
        faults = []
        if not changed and not invalidated:
            faults.append(f"PropertiesChanged of {name} says nothing")
        if invalidated:
            faults.append(f"PropertiesChanged of {name} invalidates {invalidated}, which the contract does not say")
        told = self._known.setdefault((message.path, name), {})
        for property_, value in changed.items():
            declared = interface.properties.get(property_)
            if declared is None:
                faults.append(f"PropertiesChanged names {name}.{property_}, which is not in the contract")
                continue
            if declared.emits != "true":
                faults.append(f"{name}.{property_} was signalled; its EmitsChangedSignal is {declared.emits}")
            if declared.type != value.signature:
                faults.append(f"{name}.{property_} was signalled as {value.signature}, not {declared.type}")
            if property_ in told and told[property_] == value:
                faults.append(f"{name}.{property_} was signalled without a change: {value}")
            told[property_] = value
        return faults
