#ifndef SOUL_CSECRET_SHIM_H
#define SOUL_CSECRET_SHIM_H
#include <libsecret/secret.h>

/* Swift calls neither variadic functions nor macros, and makes no GObject classes: one function for each that we need. */

/* What a token is stored under. */
static inline const SecretSchema *soul_token_schema(void) {
  static const SecretSchema schema = {"org.soulplayer.Token",
                                      SECRET_SCHEMA_NONE,
                                      {{"source", SECRET_SCHEMA_ATTRIBUTE_STRING},
                                       {"server", SECRET_SCHEMA_ATTRIBUTE_STRING},
                                       {"username", SECRET_SCHEMA_ATTRIBUTE_STRING},
                                       {"kind", SECRET_SCHEMA_ATTRIBUTE_STRING},
                                       {NULL, 0}}};
  return &schema;
}

/* libsecret's own class takes the process' shared connection, which ends the process when the bus goes, and reads and
   follows all collections. This one keeps the connection that it is given, and follows nothing. */
static inline GObject *soul_service_construct(GType type, guint count, GObjectConstructParam *parameters) {
  GObjectClass *parent = G_OBJECT_CLASS(g_type_class_peek(SECRET_TYPE_SERVICE));
  GObject *service = parent->constructor(type, count, parameters);
  g_object_set(service, "g-bus-type", G_BUS_TYPE_NONE, "g-flags",
               G_DBUS_PROXY_FLAGS_DO_NOT_LOAD_PROPERTIES | G_DBUS_PROXY_FLAGS_DO_NOT_CONNECT_SIGNALS, NULL);
  return service;
}

static inline void soul_service_prepare(gpointer service_class, gpointer unused) {
  (void)unused;
  G_OBJECT_CLASS(service_class)->constructor = soul_service_construct;
}

/* libsecret prompts by itself whenever the service asks for it, from within any call. A quiet service is one in which
   every such call fails with SECRET_ERROR_IS_LOCKED instead. */
static inline GError *soul_prompt_refusal(void) {
  return g_error_new_literal(SECRET_ERROR, SECRET_ERROR_IS_LOCKED, "the service wants to ask the person first");
}

static inline GVariant *soul_refuse_prompt(SecretService *service, SecretPrompt *prompt, GCancellable *cancellable,
                                           const GVariantType *type, GError **error) {
  (void)service, (void)prompt, (void)cancellable, (void)type;
  g_propagate_error(error, soul_prompt_refusal());
  return NULL;
}

static inline void soul_refuse_prompt_async(SecretService *service, SecretPrompt *prompt, const GVariantType *type,
                                            GCancellable *cancellable, GAsyncReadyCallback callback,
                                            gpointer context) {
  (void)prompt, (void)type;
  GTask *task = g_task_new(service, cancellable, callback, context);
  g_task_return_error(task, soul_prompt_refusal());
  g_object_unref(task);
}

static inline GVariant *soul_refuse_prompt_finish(SecretService *service, GAsyncResult *result, GError **error) {
  (void)service;
  return (GVariant *)g_task_propagate_pointer(G_TASK(result), error);
}

static inline void soul_quiet_service_prepare(gpointer service_class, gpointer unused) {
  soul_service_prepare(service_class, unused);
  SecretServiceClass *secret_class = SECRET_SERVICE_CLASS(service_class);
  secret_class->prompt_sync = soul_refuse_prompt;
  secret_class->prompt_async = soul_refuse_prompt_async;
  secret_class->prompt_finish = soul_refuse_prompt_finish;
}

/* Registers a class once in the process. To be called for one class by one thread at a time. */
static inline GType soul_service_type(const char *name, GClassInitFunc prepare) {
  GType type = g_type_from_name(name);
  if (type) return type;
  GTypeQuery parent;
  g_type_query(SECRET_TYPE_SERVICE, &parent);
  return g_type_register_static_simple(SECRET_TYPE_SERVICE, name, parent.class_size, prepare, parent.instance_size, NULL,
                                       (GTypeFlags)0);
}

static inline GType soul_quiet_service_type(void) {
  return soul_service_type("SoulQuietSecretService", soul_quiet_service_prepare);
}

static inline GType soul_prompting_service_type(void) {
  return soul_service_type("SoulPromptingSecretService", soul_service_prepare);
}

/* The service on a connection, with an encrypted session open. The caller owns the reference. */
static inline SecretService *soul_service_open(GType type, GDBusConnection *connection, GCancellable *cancellable,
                                               GError **error) {
  return (SecretService *)g_initable_new(type, cancellable, error, "g-connection", connection, "flags",
                                         SECRET_SERVICE_OPEN_SESSION, NULL);
}

/* Ends a connection at once and without waiting, from any thread. */
static inline void soul_connection_cut(GDBusConnection *connection) {
  GIOStream *stream = g_dbus_connection_get_stream(connection);
  if (G_IS_SOCKET_CONNECTION(stream))
    g_socket_shutdown(g_socket_connection_get_socket(G_SOCKET_CONNECTION(stream)), TRUE, TRUE, NULL);
}

static inline GHashTable *soul_attributes_new(void) {
  return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
}

static inline void soul_attributes_set(GHashTable *attributes, const char *name, const char *value) {
  g_hash_table_insert(attributes, g_strdup(name), g_strdup(value));
}

/* The arguments of a call that takes one string. */
static inline GVariant *soul_string_argument(const char *text) { return g_variant_new("(s)", text); }

static inline GQuark soul_secret_error_domain(void) { return SECRET_ERROR; }

static inline GQuark soul_io_error_domain(void) { return G_IO_ERROR; }

static inline GQuark soul_dbus_error_domain(void) { return G_DBUS_ERROR; }
#endif
