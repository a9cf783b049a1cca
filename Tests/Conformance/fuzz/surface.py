"""What there is to call, from live introspection."""

from dataclasses import dataclass

from stage import names
from stage.contract import Interface, read_children, read_interfaces


@dataclass
class Place:
    """One interface of one object."""

    path: str
    name: str
    interface: Interface


# These end the daemon, which is what they are for.
LEFT_OUT = {(names.ROOT, "Quit")}


def read_surface(connection):
    """All places, and {(path, interface): Interface} of them."""
    places = []
    paths = ["/"]
    while paths:
        path = paths.pop()
        reply = connection.call(names.SERVICE_NAME, path, names.INTROSPECTABLE, "Introspect")
        if reply.is_error:
            # An operation may be gone again.
            continue
        document = reply.body[0]
        places += [Place(path, name, interface) for name, interface in read_interfaces(document).items()]
        paths += [path.rstrip("/") + "/" + child for child in read_children(document)]
    return places
