"""Names of the bus surface, as the MPRIS specification and the published contract have them."""

MPRIS_NAME = "org.mpris.MediaPlayer2.soulplayer"
MPRIS_PATH = "/org/mpris/MediaPlayer2"
ROOT = "org.mpris.MediaPlayer2"
PLAYER = "org.mpris.MediaPlayer2.Player"
NO_TRACK = "/org/mpris/MediaPlayer2/TrackList/NoTrack"

SERVICE_NAME = "org.soulplayer"
SERVICE_PATH = "/org/soulplayer"
LIBRARY = "org.soulplayer.Library"
QUEUE = "org.soulplayer.Queue"
OPERATION = "org.soulplayer.Operation"
ENTRIES = "/org/soulplayer/entries/"

INTROSPECTABLE = "org.freedesktop.DBus.Introspectable"
PROPERTIES = "org.freedesktop.DBus.Properties"
PEER = "org.freedesktop.DBus.Peer"
OBJECT_MANAGER = "org.freedesktop.DBus.ObjectManager"
STANDARD = (INTROSPECTABLE, PROPERTIES, PEER, OBJECT_MANAGER)

ERROR = "org.freedesktop.DBus.Error."
INVALID_ARGS = ERROR + "InvalidArgs"
UNKNOWN_METHOD = ERROR + "UnknownMethod"
UNKNOWN_OBJECT = ERROR + "UnknownObject"
UNKNOWN_INTERFACE = ERROR + "UnknownInterface"
UNKNOWN_PROPERTY = ERROR + "UnknownProperty"
READ_ONLY = ERROR + "PropertyReadOnly"
