// Times an import, from before the call is sent until the operation has told its end.
//
//   import-time FILES [FOLDER…]        prints NANOSECONDS; without a folder all of the library's are scanned again
//
// It fails unless the operation tells of so many files, new or unchanged.
#include "client.h"

static long files_in(DBusMessageIter *result) {
  long files = 0;
  DBusMessageIter entries;
  dbus_message_iter_recurse(result, &entries);
  for (; dbus_message_iter_get_arg_type(&entries) == DBUS_TYPE_DICT_ENTRY; dbus_message_iter_next(&entries)) {
    DBusMessageIter entry, value;
    const char *key;
    dbus_message_iter_recurse(&entries, &entry);
    dbus_message_iter_get_basic(&entry, &key);
    dbus_message_iter_next(&entry);
    dbus_message_iter_recurse(&entry, &value);
    if (strcmp(key, "added") && strcmp(key, "unchanged")) continue;
    uint64_t number = 0;
    if (dbus_message_iter_get_arg_type(&value) == DBUS_TYPE_UINT64) dbus_message_iter_get_basic(&value, &number);
    files += (long)number;
  }
  return files;
}

int main(int count, char **arguments) {
  if (count < 2) fail("usage", "import-time FILES [FOLDER…]");
  DBusConnection *bus = open_bus();
  add_match(bus, "type='signal',interface='org.soulplayer.Operation',member='Finished'");
  DBusMessage *call = call_of("org.soulplayer", "/org/soulplayer", "org.soulplayer.Library", "Import");
  DBusMessageIter iterator, list;
  dbus_message_iter_init_append(call, &iterator);
  dbus_message_iter_open_container(&iterator, DBUS_TYPE_ARRAY, "s", &list);
  for (int i = 2; i < count; i++) dbus_message_iter_append_basic(&list, DBUS_TYPE_STRING, &arguments[i]);
  dbus_message_iter_close_container(&iterator, &list);
  dbus_message_iter_open_container(&iterator, DBUS_TYPE_ARRAY, "{sv}", &list);
  dbus_message_iter_close_container(&iterator, &list);

  int64_t begin = now();
  DBusMessage *reply = reply_to(bus, call);
  const char *path, *state;
  if (!dbus_message_get_args(reply, NULL, DBUS_TYPE_OBJECT_PATH, &path, DBUS_TYPE_INVALID)) {
    fail("Import", "it returned no operation");
  }
  for (;;) {
    DBusMessage *message;
    while ((message = dbus_connection_pop_message(bus))) {
      if (dbus_message_is_signal(message, "org.soulplayer.Operation", "Finished") &&
          dbus_message_has_path(message, path)) {
        int64_t end = now();
        dbus_message_iter_init(message, &iterator);
        dbus_message_iter_get_basic(&iterator, &state);
        if (strcmp(state, "succeeded")) fail("Import", state);
        dbus_message_iter_next(&iterator);
        if (files_in(&iterator) != atol(arguments[1])) fail("Import", "it tells of another number of files");
        printf("%lld\n", (long long)(end - begin));
        return 0;
      }
      dbus_message_unref(message);
    }
    if (!dbus_connection_read_write(bus, -1)) fail("Import", "the bus is gone");
  }
}
