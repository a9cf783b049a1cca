// Calls to the library of soulplayerd.
#ifndef SOUL_BENCH_LIBRARY_CALLS_H
#define SOUL_BENCH_LIBRARY_CALLS_H

#include "client.h"

// Appends the filter {"limit": limit} behind the arguments that are there already.
static inline void append_filter(DBusMessage *call, uint32_t limit) {
  const char *key = "limit";
  DBusMessageIter iterator, filter, entry, value;
  dbus_message_iter_init_append(call, &iterator);
  dbus_message_iter_open_container(&iterator, DBUS_TYPE_ARRAY, "{sv}", &filter);
  dbus_message_iter_open_container(&filter, DBUS_TYPE_DICT_ENTRY, NULL, &entry);
  dbus_message_iter_append_basic(&entry, DBUS_TYPE_STRING, &key);
  dbus_message_iter_open_container(&entry, DBUS_TYPE_VARIANT, "u", &value);
  dbus_message_iter_append_basic(&value, DBUS_TYPE_UINT32, &limit);
  dbus_message_iter_close_container(&entry, &value);
  dbus_message_iter_close_container(&filter, &entry);
  dbus_message_iter_close_container(&iterator, &filter);
}

static inline DBusMessage *library_call(const char *member) {
  return call_of("org.soulplayer", "/org/soulplayer", "org.soulplayer.Library", member);
}

static inline DBusMessage *tracks_call(void) {
  DBusMessage *message = library_call("Tracks");
  append_filter(message, 1000);
  return message;
}

#endif
