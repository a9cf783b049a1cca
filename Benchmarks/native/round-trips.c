// Times calls, from before the call is sent until its reply is read, of several services in turn.
//
//   round-trips ROUNDS BLOCK KIND…
//
// In each round it makes BLOCK calls of each kind, in the order given, and prints "KIND NANOSECONDS" a call:
//   status=NAME    Properties.Get of PlaybackStatus
//   id             GetId of the bus itself
//   search=TEXT    the library's Search, top 50
//   tracks         the library's Tracks, 1,000 of them
//   reply=NAME     the member Reply of an echo-service
#include "library-calls.h"

static DBusMessage *call(const char *kind) {
  if (!strcmp(kind, "id")) return bus_id_call();
  if (!strcmp(kind, "tracks")) return tracks_call();
  if (!strncmp(kind, "search=", 7)) {
    const char *text = kind + 7;
    DBusMessage *message = library_call("Search");
    dbus_message_append_args(message, DBUS_TYPE_STRING, &text, DBUS_TYPE_INVALID);
    append_filter(message, 50);
    return message;
  }
  if (!strncmp(kind, "status=", 7)) {
    const char *interface = "org.mpris.MediaPlayer2.Player", *property = "PlaybackStatus";
    DBusMessage *message = call_of(kind + 7, "/org/mpris/MediaPlayer2", DBUS_INTERFACE_PROPERTIES, "Get");
    dbus_message_append_args(
        message, DBUS_TYPE_STRING, &interface, DBUS_TYPE_STRING, &property, DBUS_TYPE_INVALID);
    return message;
  }
  if (!strncmp(kind, "reply=", 6)) return call_of(kind + 6, "/", NULL, "Reply");
  fail(kind, "no such kind of call");
}

int main(int count, char **arguments) {
  if (count < 4) fail("usage", "round-trips ROUNDS BLOCK KIND…");
  long rounds = atol(arguments[1]), block = atol(arguments[2]);
  DBusConnection *bus = open_bus();
  for (long round = 0; round < rounds; round++) {
    for (int kind = 3; kind < count; kind++) {
      for (long i = 0; i < block; i++) {
        DBusMessage *message = call(arguments[kind]);
        int64_t begin = now();
        DBusMessage *reply = reply_to(bus, message);
        printf("%s %lld\n", arguments[kind], (long long)(now() - begin));
        dbus_message_unref(reply);
      }
    }
  }
  return 0;
}
