// Times PlayPause from before the call is sent until its PropertiesChanged is read, beside GetId of the bus.
//
//   state-signal ROUNDS        prints "signal NANOSECONDS" and "id NANOSECONDS" a round
//
// The player has to be playing or paused. Between two rounds it is left alone until the bus has been silent for a
// while, as between two presses of a key.
#include "client.h"

enum { SILENCE_MS = 100 };

static int tells_status(DBusMessage *message) {
  if (!dbus_message_is_signal(message, DBUS_INTERFACE_PROPERTIES, "PropertiesChanged")) return 0;
  DBusMessageIter iterator, entries;
  dbus_message_iter_init(message, &iterator);
  dbus_message_iter_next(&iterator);
  dbus_message_iter_recurse(&iterator, &entries);
  for (; dbus_message_iter_get_arg_type(&entries) == DBUS_TYPE_DICT_ENTRY; dbus_message_iter_next(&entries)) {
    DBusMessageIter entry;
    const char *key;
    dbus_message_iter_recurse(&entries, &entry);
    dbus_message_iter_get_basic(&entry, &key);
    if (!strcmp(key, "PlaybackStatus")) return 1;
  }
  return 0;
}

static void wait_for_status(DBusConnection *bus) {
  for (;;) {
    DBusMessage *message;
    while ((message = dbus_connection_pop_message(bus))) {
      int tells = tells_status(message);
      dbus_message_unref(message);
      if (tells) return;
    }
    if (!dbus_connection_read_write(bus, 10000)) fail("PropertiesChanged", "the bus is gone");
  }
}

static void wait_for_silence(DBusConnection *bus) {
  int64_t last = now();
  while (now() - last < SILENCE_MS * 1000000LL) {
    dbus_connection_read_write(bus, SILENCE_MS);
    DBusMessage *message;
    while ((message = dbus_connection_pop_message(bus))) {
      dbus_message_unref(message);
      last = now();
    }
  }
}

int main(int count, char **arguments) {
  if (count != 2) fail("usage", "state-signal ROUNDS");
  DBusConnection *bus = open_bus();
  add_match(bus, "type='signal',interface='org.freedesktop.DBus.Properties',path='/org/mpris/MediaPlayer2'");
  for (long round = atol(arguments[1]); round > 0; round--) {
    wait_for_silence(bus);
    DBusMessage *call = player_call("PlayPause");
    int64_t begin = now();
    dbus_connection_send(bus, call, NULL);
    wait_for_status(bus);
    printf("signal %lld\n", (long long)(now() - begin));
    dbus_message_unref(call);

    wait_for_silence(bus);
    call = bus_id_call();
    begin = now();
    DBusMessage *reply = reply_to(bus, call);
    printf("id %lld\n", (long long)(now() - begin));
    dbus_message_unref(reply);
  }
  return 0;
}
