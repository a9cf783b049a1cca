// Times Play until the first sound is written to the sink, of the player and of a bare playbin in turn.
//
//   first-buffer ROUNDS PLAYER_FIFO PLAYBIN_FIFO PLAYBIN_COMMAND…
//
// Both have a filesink that writes to their FIFO. The player is stopped with a track in its queue; the playbin reads
// its commands from its standard input (see bare-playbin). Prints "player NANOSECONDS" and "playbin NANOSECONDS".
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "client.h"

static int open_fifo(const char *path) {
  int fifo = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (fifo < 0) fail(path, strerror(errno));
  return fifo;
}

static void wait_for_sound(int fifo) {
  struct pollfd sound = {.fd = fifo, .events = POLLIN};
  if (poll(&sound, 1, 20000) != 1 || !(sound.revents & POLLIN)) fail("first-buffer", "no sound came");
}

// Until the sink has closed its end, and whoever wrote to it has come to rest: what it still has to clean up would run
// beside the start of the other one, and be measured with it.
static void drain(int fifo) {
  static char bytes[1 << 16];
  for (;;) {
    struct pollfd sound = {.fd = fifo, .events = POLLIN};
    if (poll(&sound, 1, 20000) != 1) fail("first-buffer", "the sink stays open");
    ssize_t length = read(fifo, bytes, sizeof bytes);
    if (length == 0) break;
    if (length < 0 && errno != EAGAIN) fail("first-buffer", strerror(errno));
  }
  poll(NULL, 0, 100);
}

int main(int count, char **arguments) {
  if (count < 5) fail("usage", "first-buffer ROUNDS PLAYER_FIFO PLAYBIN_FIFO PLAYBIN_COMMAND…");
  DBusConnection *bus = open_bus();
  int commands[2];
  if (pipe2(commands, O_CLOEXEC)) fail("pipe", strerror(errno));
  pid_t playbin = fork();
  if (playbin == 0) {
    dup2(commands[0], 0);
    execv(arguments[4], arguments + 4);
    fail(arguments[4], strerror(errno));
  }
  long rounds = atol(arguments[1]);
  for (long round = 0; round < rounds; round++) {
    // A FIFO without its writer of before.
    int fifo = open_fifo(arguments[2]);
    DBusMessage *call = player_call("Play");
    dbus_message_set_no_reply(call, TRUE);
    int64_t begin = now();
    dbus_connection_send(bus, call, NULL);
    dbus_connection_flush(bus);
    wait_for_sound(fifo);
    printf("player %lld\n", (long long)(now() - begin));
    dbus_message_unref(call);
    call = player_call("Stop");
    DBusPendingCall *stopped;
    dbus_connection_send_with_reply(bus, call, &stopped, 20000);
    dbus_message_unref(call);
    dbus_connection_flush(bus);
    drain(fifo);
    dbus_pending_call_block(stopped);
    dbus_pending_call_unref(stopped);
    close(fifo);

    fifo = open_fifo(arguments[3]);
    begin = now();
    if (write(commands[1], "p", 1) != 1) fail("playbin", strerror(errno));
    wait_for_sound(fifo);
    printf("playbin %lld\n", (long long)(now() - begin));
    if (write(commands[1], "s", 1) != 1) fail("playbin", strerror(errno));
    drain(fifo);
    close(fifo);
  }
  close(commands[1]);
  waitpid(playbin, NULL, 0);
  return 0;
}
