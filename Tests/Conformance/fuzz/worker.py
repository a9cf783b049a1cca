"""One fuzzing client: `python3 -m fuzz.worker`, told what to do by a line of JSON.

It sends calls in batches without waiting and judges each reply. It prints a JSON line a batch: the calls so far
and the faults found in it.
"""

import json
import os
import random
import sys
from dataclasses import dataclass

from stage import names
from wire import Connection, Message, MessageType, Variant
from wire.connection import Disconnected
from wire.message import NO_REPLY_EXPECTED

from .surface import LEFT_OUT, read_surface
from .values import ValueSource

BATCH = 250
ERRORS = {names.ERROR + name for name in ("UnknownMethod", "UnknownInterface", "UnknownObject", "UnknownProperty")}
ERRORS |= {names.ERROR + name for name in ("PropertyReadOnly", "InvalidArgs", "LimitsExceeded")}
OWN_ERRORS = {
    "org.soulplayer.Error." + name
    for name in ("Offline", "NotFound", "NotPlayable", "StorageFull", "Failed", "Conflict", "Insecure")
}
UNKNOWN = {names.UNKNOWN_METHOD, names.UNKNOWN_INTERFACE}


@dataclass
class Expectation:
    """What may become of a call.

    `refusal` says why it must not be accepted, `reply` is a reply's signature, `known` whether the member is there.
    """

    call: Message
    refusal: str | None
    reply: str | None
    known: bool

    def describe(self):
        body = repr(self.call.body)
        return f"{self.call.path} {self.call.interface}.{self.call.member}({self.call.signature or ''}) {body[:300]}"


class Worker:
    def __init__(self, address, seed, uris, folder):
        self.random = random.Random(seed)
        self.connection = Connection(address)
        self.folder = folder
        self.places = read_surface(self.connection)
        self.methods = [
            (place, member)
            for place in self.places
            for member in place.interface.methods
            if (place.name, member) not in LEFT_OUT
        ]
        self.properties = [(place, property_) for place in self.places for property_ in place.interface.properties]
        paths = sorted({place.path for place in self.places})
        self.source = ValueSource(self.random, uris, paths)
        self.descriptor = os.open("/dev/null", os.O_RDONLY)

    # Calls

    def next_call(self):
        chance = self.random.random()
        if chance < 0.45:
            return self.method_call(self.source.signature() if self.random.random() < 0.3 else None)
        if chance < 0.65:
            return self.property_write()
        if chance < 0.8:
            return self.property_read()
        if chance < 0.9:
            return self.stray_call()
        return self.wrong_call_of_properties()

    def message(self, path, interface, member, signature, body):
        return Message(
            MessageType.METHOD_CALL, path=path, interface=interface, member=member, signature=signature or None,
            body=body, destination=names.SERVICE_NAME,
        )  # fmt: skip

    def method_call(self, signature):
        """A method that there is, with arguments of its own or of another signature."""
        place, member = self.random.choice(self.methods)
        while member == "Import" and self.random.random() < 0.98:
            # A scan of the library is worth some thousand other calls.
            place, member = self.random.choice(self.methods)
        method = place.interface.methods[member]
        signature = method.signature if signature is None else signature
        body = self.source.values(signature)
        if member == "Import" and signature == method.signature:
            # A folder that is there would be scanned, the machine's root too.
            body[0] = self.random.choice([[], [self.folder], ["relative"], ["/nonexistent"], ["\n"], [""]])
        interface = None if self.random.random() < 0.1 and place.name != names.PROPERTIES else place.name
        refusal = None if signature == method.signature else f"its signature is {method.signature!r}"
        call = self.message(place.path, interface, member, signature, body)
        return Expectation(call, refusal, method.reply_signature, True)

    def property_write(self):
        place, property_ = self.random.choice(self.properties)
        declared = place.interface.properties[property_]
        right = self.random.random() < 0.5
        type_ = declared.type if right else self.source.signature(1)
        variant = Variant(type_, self.source.value(type_))
        refusal = None
        if "write" not in declared.access:
            refusal = "the property is read-only"
        elif type_ != declared.type:
            refusal = f"the property is of type {declared.type!r}"
        body = [place.name, property_, variant]
        call = self.message(place.path, names.PROPERTIES, "Set", "ssv", body)
        return Expectation(call, refusal, "", True)

    def property_read(self):
        place, property_ = self.random.choice(self.properties)
        if self.random.random() < 0.3:
            call = self.message(place.path, names.PROPERTIES, "GetAll", "s", [place.name])
            return Expectation(call, None, "a{sv}", True)
        refusal = None
        if self.random.random() < 0.3:
            property_, refusal = self.source.text(), "there is no such property"
        call = self.message(place.path, names.PROPERTIES, "Get", "ss", [place.name, property_])
        return Expectation(call, refusal, "v", True)

    def wrong_call_of_properties(self):
        place = self.random.choice([place for place in self.places if names.PROPERTIES == place.name])
        member = self.random.choice(["Get", "Set", "GetAll"])
        signature = self.source.signature()
        due = place.interface.methods[member].signature
        call = self.message(place.path, names.PROPERTIES, member, signature, self.source.values(signature))
        refusal = None if signature == due else f"its signature is {due!r}"
        return Expectation(call, refusal, place.interface.methods[member].reply_signature, True)

    def stray_call(self):
        """A path, an interface or a member that there is not, or a case that is wrong."""
        place, member = self.random.choice(self.methods)
        path, interface = place.path, place.name
        stray = self.random.choice(["path", "interface", "member", "case", "peer"])
        if stray == "peer":
            call = self.message("/" + "x" * self.random.randint(1, 300), names.PEER, "Ping", None, [])
            return Expectation(call, None, "", True)
        if stray == "path":
            path = path.rstrip("/") + self.random.choice(["/x", "/0", "/_", "/" + "x" * 300])
        elif stray == "interface":
            interface = self.random.choice(["org.example.X", interface + "2", "org.freedesktop.DBus", "a." + "b" * 200])
        elif stray == "member":
            member = self.random.choice(["X", member + "s", "_", "M" * 200, "Hello", "Get_"])
        else:
            member = member.swapcase()
        call = self.message(path, interface, member, None, [])
        # Peer is answered on every path.
        refusal = None if interface == names.PEER and stray == "path" else f"its {stray} is unknown"
        return Expectation(call, refusal, None, False)

    # Verdicts

    def run_batch(self, count):
        waiting = {}
        silent = set()
        faults = []
        for _ in range(count):
            expectation = self.next_call()
            if self.random.random() < 0.05:
                expectation.call.flags = NO_REPLY_EXPECTED
            descriptors = [self.descriptor] * 3 if self.random.random() < 0.02 else ()
            order = ">" if self.random.random() < 0.05 else "<"
            serial = self.connection.send(expectation.call, order, descriptors)
            if expectation.call.flags:
                silent.add(serial)
            else:
                waiting[serial] = expectation
        while waiting:
            message = self.connection.receive()
            if message is None:
                faults += [f"no reply to {expectation.describe()}" for expectation in waiting.values()]
                break
            if message.reply_serial in silent:
                faults.append(f"a reply where none was wanted: {message}")
            elif message.reply_serial is not None and message.reply_serial not in waiting:
                faults.append(f"a second reply: {message}")
            elif message.reply_serial is not None:
                expectation = waiting.pop(message.reply_serial)
                fault = self.judge(expectation, message)
                if fault:
                    faults.append(f"{expectation.describe()}: {fault}")
        return faults

    def judge(self, expectation, reply):
        if not reply.is_error:
            if expectation.refusal:
                return f"accepted, though {expectation.refusal}"
            if expectation.reply is not None and (reply.signature or "") != expectation.reply:
                return f"answered with {reply.signature!r}, not {expectation.reply!r}"
            return None
        if reply.error_name not in ERRORS | OWN_ERRORS:
            return f"the error is {reply.error_name}: {reply.sentence[:300]}"
        if reply.signature != "s" or len(reply.sentence.split()) < 3 or len(reply.sentence) > 2000:
            return f"the error's sentence is {reply.sentence[:300]!r}… ({len(reply.sentence)} characters)"
        if (
            expectation.known
            and reply.error_name in UNKNOWN
            and expectation.call.member not in ("Get", "Set", "GetAll")
        ):
            return f"it is there, but the error is {reply.error_name}"
        if expectation.refusal and reply.error_name in OWN_ERRORS:
            return f"it must fail because {expectation.refusal}, but the error is {reply.error_name}"
        return None


def main():
    order = json.loads(sys.stdin.readline())
    worker = Worker(order["address"], order["seed"], order["uris"], order["folder"])
    done = 0
    while done < order["calls"]:
        count = min(BATCH, order["calls"] - done)
        try:
            faults = worker.run_batch(count)
        except (Disconnected, ConnectionError) as error:
            faults = [f"the connection was lost: {error}"]
            done = order["calls"]
        done += count
        print(json.dumps({"done": done, "faults": faults}), flush=True)


if __name__ == "__main__":
    main()
