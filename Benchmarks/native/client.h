// What the programs of the benchmark share: the session bus, the clock, and an end with a reason.
#ifndef SOUL_BENCH_CLIENT_H
#define SOUL_BENCH_CLIENT_H

#include <dbus/dbus.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static inline _Noreturn void fail(const char *what, const char *why) {
  fprintf(stderr, "%s: %s\n", what, why);
  exit(1);
}

// Nanoseconds of the monotonic clock.
static inline int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static inline DBusConnection *open_bus(void) {
  DBusError error = DBUS_ERROR_INIT;
  DBusConnection *bus = dbus_bus_get_private(DBUS_BUS_SESSION, &error);
  if (!bus) fail("the session bus can't be reached", error.message);
  return bus;
}

static inline DBusMessage *call_of(const char *name, const char *path, const char *interface, const char *member) {
  DBusMessage *call = dbus_message_new_method_call(name, path, interface, member);
  if (!call) fail(member, "no memory, or an invalid name");
  return call;
}

// Sends a call, waits for its reply and releases the call. The caller owns the reply.
static inline DBusMessage *reply_to(DBusConnection *bus, DBusMessage *call) {
  DBusError error = DBUS_ERROR_INIT;
  DBusMessage *reply = dbus_connection_send_with_reply_and_block(bus, call, 60000, &error);
  if (!reply) fail(dbus_message_get_member(call), error.message);
  dbus_message_unref(call);
  return reply;
}

static inline void add_match(DBusConnection *bus, const char *rule) {
  DBusError error = DBUS_ERROR_INIT;
  dbus_bus_add_match(bus, rule, &error);
  if (dbus_error_is_set(&error)) fail(rule, error.message);
}

static inline DBusMessage *player_call(const char *member) {
  return call_of(
      "org.mpris.MediaPlayer2.soulplayer", "/org/mpris/MediaPlayer2", "org.mpris.MediaPlayer2.Player", member);
}

static inline DBusMessage *bus_id_call(void) {
  return call_of(DBUS_SERVICE_DBUS, DBUS_PATH_DBUS, DBUS_INTERFACE_DBUS, "GetId");
}

#endif
