#ifndef SOUL_CSECRET_H
#define SOUL_CSECRET_H
#include <gio/gio.h>

/*
 * libsecret and the GIO that it is made with, loaded when a token is first asked for: they bring five libraries, which
 * would cost each start of the player a millisecond although most never have a token. Only GLib and GObject are
 * linked, which GStreamer needs as well.
 *
 * Each soul_NAME is GIO's g_NAME, each soul_secret_NAME is libsecret's own secret_NAME. `soul_secret_load` comes
 * before all others.
 */

typedef struct _SecretCollection SecretCollection;
typedef struct _SecretItem SecretItem;
typedef struct _SecretService SecretService;
typedef struct _SecretValue SecretValue;

/* Loads libsecret, once. Not to be called on two threads at the same time.
   Returns NULL, or what is missing: the name of the library or of a function. */
const char *soul_secret_load(void);

void soul_cancellable_cancel(GCancellable *cancellable);
GCancellable *soul_cancellable_new(void);
gchar *soul_dbus_address_get_for_bus_sync(GBusType bus, GCancellable *cancellable, GError **error);
GVariant *soul_dbus_connection_call_sync(GDBusConnection *bus, const char *name, const char *path,
                                         const char *interface, const char *method, GVariant *arguments,
                                         const GVariantType *type, GDBusCallFlags flags, int milliseconds,
                                         GCancellable *cancellable, GError **error);
GDBusConnection *soul_dbus_connection_new_for_address_sync(const char *address, GDBusConnectionFlags flags,
                                                           GCancellable *cancellable, GError **error);
GQuark soul_dbus_error_quark(void);
gboolean soul_dbus_error_strip_remote_error(GError *error);
GQuark soul_io_error_quark(void);

gboolean soul_secret_collection_get_locked(SecretCollection *collection);
gboolean soul_secret_item_delete_sync(SecretItem *item, GCancellable *cancellable, GError **error);
gboolean soul_secret_item_get_locked(SecretItem *item);
guint64 soul_secret_item_get_modified(SecretItem *item);
SecretValue *soul_secret_item_get_secret(SecretItem *item);
gboolean soul_secret_item_load_secret_sync(SecretItem *item, GCancellable *cancellable, GError **error);
gint soul_secret_service_unlock_sync(SecretService *service, GList *objects, GCancellable *cancellable,
                                     GError **error);
const gchar *soul_secret_value_get(SecretValue *value, gsize *length);
SecretValue *soul_secret_value_new(const gchar *secret, gssize length, const gchar *type);
void soul_secret_value_unref(SecretValue *value);

/* Swift calls neither variadic functions nor macros, and makes no GObject classes: one function for each that we need. */

/* Two classes of services, each registered at its first call, which is to be made by one thread at a time. A quiet
   service never asks the person: what would need it fails, see `soul_is_locked_error`. */
GType soul_quiet_service_type(void);
GType soul_prompting_service_type(void);
/* The service on a connection, with an encrypted session open. The caller owns the reference. */
SecretService *soul_service_open(GType type, GDBusConnection *connection, GCancellable *cancellable, GError **error);
/* The collection for new secrets; NULL without an error where there is none. The caller owns the reference. */
SecretCollection *soul_default_collection(SecretService *service, GCancellable *cancellable, GError **error);
/* All items with these attributes that are stored as our tokens are. The caller owns the list and the references. */
GList *soul_tokens_search(SecretService *service, GHashTable *attributes, GCancellable *cancellable, GError **error);
/* Stores a token in place of the one that has the same attributes. The caller owns the reference. */
SecretItem *soul_token_create(SecretCollection *collection, GHashTable *attributes, const char *label,
                              SecretValue *value, GCancellable *cancellable, GError **error);
gboolean soul_is_locked_error(const GError *error);

GHashTable *soul_attributes_new(void);
void soul_attributes_set(GHashTable *attributes, const char *name, const char *value);
/* The arguments of a call that takes one string. */
GVariant *soul_string_argument(const char *text);

#endif
