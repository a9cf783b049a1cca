// Four clients send calls as fast as they can, and a stranger's Ping goes among them.
//
//   flood NAME CALLS
//
// Each client is a process that sends CALLS calls to NAME without waiting, of all kinds that a player gets, and reads
// the replies as they come. Meanwhile the stranger pings NAME again and again, and prints "ping NANOSECONDS" each time.
// It fails when a call has no reply.
#include "client.h"

#include <sys/wait.h>
#include <unistd.h>

enum { CLIENTS = 4, PATIENCE_MILLISECONDS = 60000 };

#define PLAYER "org.mpris.MediaPlayer2.Player"

static DBusMessage *mpris_call(const char *name, const char *interface, const char *member) {
  return call_of(name, "/org/mpris/MediaPlayer2", interface, member);
}

static DBusMessage *property_call(const char *name, const char *member, const char *property) {
  const char *interface = PLAYER;
  DBusMessage *call = mpris_call(name, DBUS_INTERFACE_PROPERTIES, member);
  dbus_message_append_args(call, DBUS_TYPE_STRING, &interface, DBUS_TYPE_INVALID);
  if (property) dbus_message_append_args(call, DBUS_TYPE_STRING, &property, DBUS_TYPE_INVALID);
  return call;
}

static DBusMessage *volume_call(const char *name) {
  double volume = 0.5;
  DBusMessage *call = property_call(name, "Set", "Volume");
  DBusMessageIter iterator, content;
  dbus_message_iter_init_append(call, &iterator);
  dbus_message_iter_open_container(&iterator, DBUS_TYPE_VARIANT, "d", &content);
  dbus_message_iter_append_basic(&content, DBUS_TYPE_DOUBLE, &volume);
  dbus_message_iter_close_container(&iterator, &content);
  return call;
}

static DBusMessage *entries_call(const char *name) {
  dbus_uint32_t offset = 0, limit = 10;
  DBusMessage *call = call_of(name, "/org/soulplayer", "org.soulplayer.Queue", "Entries");
  dbus_message_append_args(call, DBUS_TYPE_UINT32, &offset, DBUS_TYPE_UINT32, &limit, DBUS_TYPE_INVALID);
  return call;
}

static DBusMessage *call_number(const char *name, long number) {
  dbus_int64_t offset = 1000;
  const char *wrong = "wrong";
  DBusMessage *call;
  switch (number % 8) {
    case 0: return property_call(name, "Get", "PlaybackStatus");
    case 1: return property_call(name, "GetAll", NULL);
    case 2: return mpris_call(name, PLAYER, "PlayPause");
    case 3:
      call = mpris_call(name, PLAYER, "Seek");
      dbus_message_append_args(call, DBUS_TYPE_INT64, &offset, DBUS_TYPE_INVALID);
      return call;
    case 4:
      call = mpris_call(name, PLAYER, "Seek");
      dbus_message_append_args(call, DBUS_TYPE_STRING, &wrong, DBUS_TYPE_INVALID);
      return call;
    case 5: return volume_call(name);
    case 6: return entries_call(name);
    default: return property_call(name, "Get", "Position");
  }
}

// Sends its calls once `go` is closed, and reads as many replies.
static void flood(const char *name, long calls, int ready, int go) {
  DBusConnection *bus = open_bus();
  for (long number = 0; number < calls; number++) {
    DBusMessage *call = call_number(name, number);
    if (number == 0) {
      // All are ready before the first one begins.
      char byte;
      close(ready);
      if (read(go, &byte, 1) != 0) fail("a client", "not let go");
    }
    dbus_connection_send(bus, call, NULL);
    dbus_message_unref(call);
  }
  long replies = 0;
  while (replies < calls) {
    DBusMessage *message = dbus_connection_pop_message(bus);
    if (!message) {
      int64_t begin = now();
      if (!dbus_connection_read_write(bus, PATIENCE_MILLISECONDS)) fail("a client", "it has lost the bus");
      if (now() - begin > (int64_t)PATIENCE_MILLISECONDS * 900000) fail("a client", "calls without a reply");
      continue;
    }
    int type = dbus_message_get_type(message);
    replies += type == DBUS_MESSAGE_TYPE_METHOD_RETURN || type == DBUS_MESSAGE_TYPE_ERROR;
    dbus_message_unref(message);
  }
  _exit(0);
}

int main(int count, char **arguments) {
  if (count != 3) fail("usage", "flood NAME CALLS");
  int ready[2], go[2];
  if (pipe(ready) || pipe(go)) fail("a pipe", strerror(errno));
  for (int client = 0; client < CLIENTS; client++) {
    pid_t child = fork();
    if (child < 0) fail("a client", strerror(errno));
    if (child == 0) {
      close(ready[0]);
      close(go[1]);
      flood(arguments[1], atol(arguments[2]), ready[1], go[0]);
    }
  }
  close(ready[1]);
  close(go[0]);
  DBusConnection *bus = open_bus();
  char byte;
  if (read(ready[0], &byte, 1) != 0) fail("a client", "not ready");
  close(go[1]);
  for (int left = CLIENTS; left > 0;) {
    int64_t begin = now();
    dbus_message_unref(reply_to(bus, mpris_call(arguments[1], DBUS_INTERFACE_PEER, "Ping")));
    printf("ping %lld\n", (long long)(now() - begin));
    int status;
    while (left > 0 && waitpid(-1, &status, WNOHANG) > 0) {
      if (status != 0) fail("a client", "calls without a reply");
      left--;
    }
  }
  return 0;
}
