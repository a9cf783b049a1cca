"""A call of each kind: right, wrong, quick, slow."""

from stage import names
from wire import Variant

CALLS = (
    (names.MPRIS_PATH, names.PLAYER, "Pause", None),
    (names.MPRIS_PATH, names.PLAYER, "Seek", "x", 1),
    (names.MPRIS_PATH, names.PLAYER, "Seek", "s", "wrong"),
    (names.MPRIS_PATH, names.PLAYER, "OpenUri", "s", "nonsense"),
    (names.MPRIS_PATH, names.PLAYER, "NoSuchMethod", None),
    (names.MPRIS_PATH, "org.example.Nothing", "Play", None),
    ("/no/such/object", names.PLAYER, "Play", None),
    (names.MPRIS_PATH, names.PROPERTIES, "Get", "ss", names.PLAYER, "Position"),
    (names.MPRIS_PATH, names.PROPERTIES, "Get", "ss", names.PLAYER, "NoSuchProperty"),
    (names.MPRIS_PATH, names.PROPERTIES, "Set", "ssv", names.PLAYER, "Metadata", Variant("b", True)),
    (names.MPRIS_PATH, names.PROPERTIES, "GetAll", "s", names.PLAYER),
    (names.MPRIS_PATH, names.INTROSPECTABLE, "Introspect", None),
    (names.MPRIS_PATH, names.PEER, "Ping", None),
    (names.SERVICE_PATH, names.LIBRARY, "Search", "sa{sv}", "long", {}),
    (names.SERVICE_PATH, names.LIBRARY, "GetTrack", "t", 0),
    (names.SERVICE_PATH, names.QUEUE, "Entries", "uu", 0, 1),
    (names.SERVICE_PATH, names.OBJECT_MANAGER, "GetManagedObjects", None),
)
