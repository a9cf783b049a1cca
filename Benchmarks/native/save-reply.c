// Saves the reply to the library's Tracks, 1,000 of them, for echo-service to send the same.
//
//   save-reply FILE        prints the size of the reply's message in bytes
#include "library-calls.h"

int main(int count, char **arguments) {
  if (count != 2) fail("usage", "save-reply FILE");
  DBusMessage *reply = reply_to(open_bus(), tracks_call());
  char *bytes;
  int size;
  if (!dbus_message_marshal(reply, &bytes, &size)) fail("the reply", "no memory");
  FILE *file = fopen(arguments[1], "wb");
  if (!file || fwrite(bytes, 1, (size_t)size, file) != (size_t)size || fclose(file)) {
    fail(arguments[1], strerror(errno));
  }
  printf("%d\n", size);
  return 0;
}
