// Times a program from before it is started until it owns a name on the session bus.
//
//   start-time NAME COMMAND…        prints "NANOSECONDS PID"
//
// Then it waits for the end of its standard input, ends the program with SIGTERM and waits for it.
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "client.h"

extern char **environ;

static int tells_owner(DBusMessage *message, const char *name) {
  const char *changed, *before, *after;
  return dbus_message_is_signal(message, DBUS_INTERFACE_DBUS, "NameOwnerChanged") &&
         dbus_message_get_args(
             message, NULL, DBUS_TYPE_STRING, &changed, DBUS_TYPE_STRING, &before, DBUS_TYPE_STRING, &after,
             DBUS_TYPE_INVALID) &&
         !strcmp(changed, name) && *after;
}

int main(int count, char **arguments) {
  if (count < 3) fail("usage", "start-time NAME COMMAND…");
  DBusConnection *bus = open_bus();
  char rule[512];
  snprintf(rule, sizeof rule, "type='signal',sender='%s',member='NameOwnerChanged',arg0='%s'", DBUS_SERVICE_DBUS,
           arguments[1]);
  add_match(bus, rule);

  pid_t child;
  int64_t begin = now();
  int code = posix_spawn(&child, arguments[2], NULL, NULL, arguments + 2, environ);
  if (code) fail(arguments[2], strerror(code));
  for (int is_there = 0; !is_there;) {
    if (!dbus_connection_read_write(bus, 1000)) fail(arguments[1], "the bus is gone");
    DBusMessage *message;
    while (!is_there && (message = dbus_connection_pop_message(bus))) {
      is_there = tells_owner(message, arguments[1]);
      dbus_message_unref(message);
    }
    if (!is_there && waitpid(child, NULL, WNOHANG) == child) fail(arguments[2], "it ended without the name");
  }
  printf("%lld %d\n", (long long)(now() - begin), child);
  fflush(stdout);

  while (getchar() != EOF) {
  }
  kill(child, SIGTERM);
  waitpid(child, NULL, 0);
  return 0;
}
