#include "CSecret.h"
#include "Libsecret.h"

#include <dlfcn.h>

struct soul_libsecret libsecret;

const char *soul_secret_load(void) {
  static const char name[] = "libsecret-1.so.0";
  /* Never closed: its classes stay registered. GIO's functions are found through it as well. */
  void *library = dlopen(name, RTLD_NOW | RTLD_LOCAL);
  if (!library) return name;
#define FILL(name)                                                                    \
  if (!(libsecret.name = (__typeof__(libsecret.name))dlsym(library, #name))) return #name;
  FUNCTIONS(FILL)
  return NULL;
}

void soul_cancellable_cancel(GCancellable *cancellable) { libsecret.g_cancellable_cancel(cancellable); }

GCancellable *soul_cancellable_new(void) { return libsecret.g_cancellable_new(); }

gchar *soul_dbus_address_get_for_bus_sync(GBusType bus, GCancellable *cancellable, GError **error) {
  return libsecret.g_dbus_address_get_for_bus_sync(bus, cancellable, error);
}

GVariant *soul_dbus_connection_call_sync(GDBusConnection *bus, const char *name, const char *path,
                                         const char *interface, const char *method, GVariant *arguments,
                                         const GVariantType *type, GDBusCallFlags flags, int milliseconds,
                                         GCancellable *cancellable, GError **error) {
  return libsecret.g_dbus_connection_call_sync(bus, name, path, interface, method, arguments, type, flags,
                                               milliseconds, cancellable, error);
}

GDBusConnection *soul_dbus_connection_new_for_address_sync(const char *address, GDBusConnectionFlags flags,
                                                           GCancellable *cancellable, GError **error) {
  return libsecret.g_dbus_connection_new_for_address_sync(address, flags, NULL, cancellable, error);
}

GQuark soul_dbus_error_quark(void) { return libsecret.g_dbus_error_quark(); }

gboolean soul_dbus_error_strip_remote_error(GError *error) {
  return libsecret.g_dbus_error_strip_remote_error(error);
}

GQuark soul_io_error_quark(void) { return libsecret.g_io_error_quark(); }

gboolean soul_secret_collection_get_locked(SecretCollection *collection) {
  return libsecret.secret_collection_get_locked(collection);
}

gboolean soul_secret_item_delete_sync(SecretItem *item, GCancellable *cancellable, GError **error) {
  return libsecret.secret_item_delete_sync(item, cancellable, error);
}

gboolean soul_secret_item_get_locked(SecretItem *item) { return libsecret.secret_item_get_locked(item); }

guint64 soul_secret_item_get_modified(SecretItem *item) { return libsecret.secret_item_get_modified(item); }

SecretValue *soul_secret_item_get_secret(SecretItem *item) { return libsecret.secret_item_get_secret(item); }

gboolean soul_secret_item_load_secret_sync(SecretItem *item, GCancellable *cancellable, GError **error) {
  return libsecret.secret_item_load_secret_sync(item, cancellable, error);
}

gint soul_secret_service_unlock_sync(SecretService *service, GList *objects, GCancellable *cancellable,
                                     GError **error) {
  return libsecret.secret_service_unlock_sync(service, objects, cancellable, NULL, error);
}

const gchar *soul_secret_value_get(SecretValue *value, gsize *length) {
  return libsecret.secret_value_get(value, length);
}

SecretValue *soul_secret_value_new(const gchar *secret, gssize length, const gchar *type) {
  return libsecret.secret_value_new(secret, length, type);
}

void soul_secret_value_unref(SecretValue *value) { libsecret.secret_value_unref(value); }

/* What a token is stored under. */
static const SecretSchema token_schema = {"org.soulplayer.Token",
                                          SECRET_SCHEMA_NONE,
                                          {{"source", SECRET_SCHEMA_ATTRIBUTE_STRING},
                                           {"server", SECRET_SCHEMA_ATTRIBUTE_STRING},
                                           {"username", SECRET_SCHEMA_ATTRIBUTE_STRING},
                                           {"kind", SECRET_SCHEMA_ATTRIBUTE_STRING},
                                           {NULL, 0}}};

SecretCollection *soul_default_collection(SecretService *service, GCancellable *cancellable, GError **error) {
  return libsecret.secret_collection_for_alias_sync(service, "default", SECRET_COLLECTION_NONE, cancellable, error);
}

GList *soul_tokens_search(SecretService *service, GHashTable *attributes, GCancellable *cancellable, GError **error) {
  return libsecret.secret_service_search_sync(service, &token_schema, attributes, SECRET_SEARCH_ALL, cancellable,
                                              error);
}

SecretItem *soul_token_create(SecretCollection *collection, GHashTable *attributes, const char *label,
                              SecretValue *value, GCancellable *cancellable, GError **error) {
  return libsecret.secret_item_create_sync(collection, &token_schema, attributes, label, value,
                                           SECRET_ITEM_CREATE_REPLACE, cancellable, error);
}

gboolean soul_is_locked_error(const GError *error) {
  return g_error_matches(error, libsecret.secret_error_get_quark(), SECRET_ERROR_IS_LOCKED);
}

GHashTable *soul_attributes_new(void) { return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free); }

void soul_attributes_set(GHashTable *attributes, const char *name, const char *value) {
  g_hash_table_insert(attributes, g_strdup(name), g_strdup(value));
}

GVariant *soul_string_argument(const char *text) { return g_variant_new("(s)", text); }
