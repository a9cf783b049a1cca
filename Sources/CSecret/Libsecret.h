#ifndef SOUL_CSECRET_LIBSECRET_H
#define SOUL_CSECRET_LIBSECRET_H
#include <gio/gio.h>
#include <libsecret/secret.h>

/* What the player uses of GIO and of libsecret: one list, from which the table and its filling come. */
#define FUNCTIONS(F) \
  F(g_cancellable_cancel) F(g_cancellable_is_cancelled) F(g_cancellable_new) F(g_cancellable_source_new) \
  F(g_dbus_address_get_for_bus_sync) F(g_dbus_connection_call_sync) F(g_dbus_connection_new_for_address_sync) \
  F(g_dbus_connection_signal_subscribe) F(g_dbus_connection_signal_unsubscribe) F(g_dbus_error_quark) \
  F(g_dbus_error_strip_remote_error) F(g_dbus_proxy_get_connection) F(g_dbus_proxy_get_name) \
  F(g_dbus_proxy_get_object_path) F(g_initable_new) F(g_io_error_quark) F(g_task_new) F(g_task_propagate_pointer) \
  F(g_task_return_error) F(g_task_return_pointer) \
  F(secret_collection_for_alias_sync) F(secret_collection_get_locked) F(secret_error_get_quark) \
  F(secret_item_create_sync) F(secret_item_delete_sync) F(secret_item_get_locked) F(secret_item_get_modified) \
  F(secret_item_get_secret) F(secret_item_load_secret_sync) F(secret_service_get_type) \
  F(secret_service_search_sync) F(secret_service_unlock_sync) F(secret_value_get) F(secret_value_new) \
  F(secret_value_unref)

#define MEMBER(name) __typeof__(name) *name;
struct soul_libsecret {
  FUNCTIONS(MEMBER)
};
#undef MEMBER

/* Filled once, before all use. */
extern struct soul_libsecret libsecret __attribute__((visibility("hidden")));

#endif
