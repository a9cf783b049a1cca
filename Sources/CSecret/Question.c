#include "Service.h"

#include <string.h>

/* How a question to the person ended. */
typedef struct {
  gboolean is_over;
  gboolean is_dismissed;
  GVariant *result;
} soul_question;

static void question_completed(GDBusConnection *bus, const char *sender, const char *path, const char *interface,
                               const char *signal, GVariant *arguments, gpointer context) {
  (void)bus, (void)sender, (void)path, (void)interface, (void)signal;
  soul_question *question = (soul_question *)context;
  if (question->is_over || !g_variant_is_of_type(arguments, G_VARIANT_TYPE("(bv)"))) return;
  question->is_over = TRUE;
  g_variant_get(arguments, "(bv)", &question->is_dismissed, &question->result);
}

static void question_lost(GDBusConnection *bus, const char *sender, const char *path, const char *interface,
                          const char *signal, GVariant *arguments, gpointer context) {
  (void)bus, (void)sender, (void)path, (void)interface, (void)signal, (void)arguments;
  ((soul_question *)context)->is_over = TRUE;
}

static gboolean question_cancelled(GCancellable *cancellable, gpointer context) {
  (void)cancellable;
  ((soul_question *)context)->is_over = TRUE;
  return G_SOURCE_REMOVE;
}

/* Whether the question is GNOME Keyring's for the password of a collection. Dismissed while it is open it ends that
   service (gkd-secret-unlock.c, perform_next_unlock: "assertion failed: (!self->current)"), and with it all that was
   unlocked for others. */
static gboolean question_is_fragile(const char *path) {
  const char *prefix = "/org/freedesktop/secrets/prompt/u";
  if (!g_str_has_prefix(path, prefix)) return FALSE;
  const char *number = path + strlen(prefix);
  return *number && strspn(number, "0123456789") == strlen(number);
}

GVariant *soul_ask(GDBusProxy *prompt, GCancellable *cancellable, const GVariantType *type, GError **error) {
  const char *interface = "org.freedesktop.Secret.Prompt";
  const char *name = libsecret.g_dbus_proxy_get_name(prompt), *path = libsecret.g_dbus_proxy_get_object_path(prompt);
  GDBusConnection *bus = libsecret.g_dbus_proxy_get_connection(prompt);
  GMainContext *context = g_main_context_new();
  g_main_context_push_thread_default(context);
  soul_question question = {FALSE, FALSE, NULL};
  guint completed =
      libsecret.g_dbus_connection_signal_subscribe(bus, name, interface, "Completed", path, NULL,
                                                   G_DBUS_SIGNAL_FLAGS_NONE, question_completed, &question, NULL);
  guint lost = libsecret.g_dbus_connection_signal_subscribe(
      bus, "org.freedesktop.DBus", "org.freedesktop.DBus", "NameOwnerChanged", "/org/freedesktop/DBus", name,
      G_DBUS_SIGNAL_FLAGS_NONE, question_lost, &question, NULL);
  GSource *cancelled = libsecret.g_cancellable_source_new(cancellable);
  g_source_set_callback(cancelled, G_SOURCE_FUNC(question_cancelled), &question, NULL);
  g_source_attach(cancelled, context);

  /* No window to show it above: what asked may not have one. */
  GVariant *reply = libsecret.g_dbus_connection_call_sync(
      bus, name, path, interface, "Prompt", g_variant_new("(s)", ""), NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, G_MAXINT,
      cancellable, error);
  while (reply && !question.is_over) g_main_context_iteration(context, TRUE);
  g_clear_pointer(&reply, g_variant_unref);
  if (libsecret.g_cancellable_is_cancelled(cancellable) && !question_is_fragile(path)) {
    /* The question may be open even where it was not acknowledged. This only has to get there: a service that does not
       even answer this is not waited for. */
    reply = libsecret.g_dbus_connection_call_sync(bus, name, path, interface, "Dismiss", NULL, NULL,
                                                  G_DBUS_CALL_FLAGS_NO_AUTO_START, 200, NULL, NULL);
    g_clear_pointer(&reply, g_variant_unref);
  }
  if (question.is_dismissed || (question.result && type && !g_variant_is_of_type(question.result, type)))
    g_clear_pointer(&question.result, g_variant_unref);
  if (!question.result && !*error)
    g_set_error_literal(error, libsecret.g_io_error_quark(), G_IO_ERROR_CANCELLED, "the question was not answered");

  g_source_destroy(cancelled);
  g_source_unref(cancelled);
  libsecret.g_dbus_connection_signal_unsubscribe(bus, completed);
  libsecret.g_dbus_connection_signal_unsubscribe(bus, lost);
  while (g_main_context_iteration(context, FALSE)) continue;
  g_main_context_pop_thread_default(context);
  g_main_context_unref(context);
  return question.result;
}
