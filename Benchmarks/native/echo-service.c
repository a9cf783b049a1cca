// The plainest service that libdbus allows, as the peer of ours.
//
//   echo-service NAME [FILE]
//
// It answers Properties.Get with the string that a player's PlaybackStatus is, and any call of the member "Reply"
// with the arguments of the message in FILE, which it builds anew for each call, value by value, from plain C values.
#include "client.h"

typedef struct Value {
  int type;
  DBusBasicValue basic;
  // Of a container.
  char *signature;
  struct Value *children;
  int count;
} Value;

static Value *body;
static int body_length;

static char *copy_of(const char *text) {
  char *copy = strdup(text);
  if (!copy) fail("a value", "no memory");
  return copy;
}

static Value *read_values(DBusMessageIter *from, int *count);

static Value read_value(DBusMessageIter *from) {
  Value value = {.type = dbus_message_iter_get_arg_type(from)};
  if (dbus_type_is_basic(value.type)) {
    dbus_message_iter_get_basic(from, &value.basic);
    if (value.type == DBUS_TYPE_STRING || value.type == DBUS_TYPE_OBJECT_PATH || value.type == DBUS_TYPE_SIGNATURE) {
      value.basic.str = copy_of(value.basic.str);
    }
    return value;
  }
  DBusMessageIter inside;
  dbus_message_iter_recurse(from, &inside);
  if (value.type == DBUS_TYPE_ARRAY) {
    char *whole = dbus_message_iter_get_signature(from);
    value.signature = copy_of(whole + 1);
    dbus_free(whole);
  } else if (value.type == DBUS_TYPE_VARIANT) {
    char *content = dbus_message_iter_get_signature(&inside);
    value.signature = copy_of(content);
    dbus_free(content);
  }
  value.children = read_values(&inside, &value.count);
  return value;
}

static Value *read_values(DBusMessageIter *from, int *count) {
  Value *values = NULL;
  int capacity = 0;
  *count = 0;
  while (dbus_message_iter_get_arg_type(from) != DBUS_TYPE_INVALID) {
    if (*count == capacity) {
      capacity = capacity ? capacity * 2 : 8;
      values = realloc(values, sizeof(Value) * (size_t)capacity);
      if (!values) fail("values", "no memory");
    }
    values[(*count)++] = read_value(from);
    dbus_message_iter_next(from);
  }
  return values;
}

static void append(DBusMessageIter *to, const Value *values, int count) {
  for (int i = 0; i < count; i++) {
    const Value *value = &values[i];
    dbus_bool_t has_memory;
    if (dbus_type_is_basic(value->type)) {
      has_memory = dbus_message_iter_append_basic(to, value->type, &value->basic);
    } else {
      DBusMessageIter inside;
      has_memory = dbus_message_iter_open_container(to, value->type, value->signature, &inside);
      append(&inside, value->children, value->count);
      has_memory = has_memory && dbus_message_iter_close_container(to, &inside);
    }
    if (!has_memory) fail("a reply", "no memory");
  }
}

static void read_body(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) fail(path, strerror(errno));
  fseek(file, 0, SEEK_END);
  long size = ftell(file);
  rewind(file);
  char *bytes = malloc((size_t)size);
  if (!bytes || fread(bytes, 1, (size_t)size, file) != (size_t)size) fail(path, "it can't be read");
  fclose(file);
  DBusError error = DBUS_ERROR_INIT;
  DBusMessage *message = dbus_message_demarshal(bytes, (int)size, &error);
  if (!message) fail(path, error.message);
  free(bytes);
  DBusMessageIter iterator;
  dbus_message_iter_init(message, &iterator);
  body = read_values(&iterator, &body_length);
  dbus_message_unref(message);
}

static DBusHandlerResult answer(DBusConnection *bus, DBusMessage *call, void *context) {
  (void)context;
  DBusMessage *reply;
  if (dbus_message_is_method_call(call, DBUS_INTERFACE_PROPERTIES, "Get")) {
    const char *interface, *property, *status = "Stopped";
    if (!dbus_message_get_args(
            call, NULL, DBUS_TYPE_STRING, &interface, DBUS_TYPE_STRING, &property, DBUS_TYPE_INVALID)) {
      return DBUS_HANDLER_RESULT_NOT_YET_HANDLED;
    }
    DBusMessageIter iterator, content;
    reply = dbus_message_new_method_return(call);
    dbus_message_iter_init_append(reply, &iterator);
    dbus_message_iter_open_container(&iterator, DBUS_TYPE_VARIANT, "s", &content);
    dbus_message_iter_append_basic(&content, DBUS_TYPE_STRING, &status);
    dbus_message_iter_close_container(&iterator, &content);
  } else if (body && dbus_message_has_member(call, "Reply")) {
    DBusMessageIter iterator;
    reply = dbus_message_new_method_return(call);
    dbus_message_iter_init_append(reply, &iterator);
    append(&iterator, body, body_length);
  } else {
    return DBUS_HANDLER_RESULT_NOT_YET_HANDLED;
  }
  dbus_connection_send(bus, reply, NULL);
  dbus_message_unref(reply);
  return DBUS_HANDLER_RESULT_HANDLED;
}

int main(int count, char **arguments) {
  if (count < 2 || count > 3) fail("usage", "echo-service NAME [FILE]");
  if (count == 3) read_body(arguments[2]);
  DBusConnection *bus = open_bus();
  dbus_connection_add_filter(bus, answer, NULL, NULL);
  if (dbus_bus_request_name(bus, arguments[1], DBUS_NAME_FLAG_DO_NOT_QUEUE, NULL) != 1) fail(arguments[1], "taken");
  puts("ready");
  fflush(stdout);
  while (dbus_connection_read_write_dispatch(bus, -1)) {
  }
  return 0;
}
