#ifndef SOUL_CSECRET_SHIM_H
#define SOUL_CSECRET_SHIM_H
#include "prompt.h"
#include <libsecret/secret.h>

/* Swift calls neither variadic functions nor macros, and makes no GObject classes: one function for each that we need. */

typedef GVariant *(*soul_prompt_method)(SecretService *, SecretPrompt *, GCancellable *, const GVariantType *,
                                         GError **);

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

/* libsecret prompts by itself whenever the service asks for it, from within any call. A quiet service is one in which
   every such call fails with SECRET_ERROR_IS_LOCKED instead. */
static inline GVariant *soul_refuse_prompt(SecretService *service, SecretPrompt *prompt, GCancellable *cancellable,
                                           const GVariantType *type, GError **error) {
  (void)service, (void)prompt, (void)cancellable, (void)type;
  g_set_error_literal(error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED, "the service wants to ask the person first");
  return NULL;
}

/* libsecret's own prompting can't be cancelled from another thread, and some of its calls never end where a prompt has
   no result. */
static inline GVariant *soul_prompt(SecretService *service, SecretPrompt *prompt, GCancellable *cancellable,
                                    const GVariantType *type, GError **error) {
  (void)service;
  return soul_ask(G_DBUS_PROXY(prompt), cancellable, type, error);
}

/* The calls that prompt asynchronously run within a synchronous one here, which waits for them in any case. */
static inline void soul_prompt_async(SecretService *service, SecretPrompt *prompt, const GVariantType *type,
                                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer context) {
  GError *error = NULL;
  GVariant *result = SECRET_SERVICE_GET_CLASS(service)->prompt_sync(service, prompt, cancellable, type, &error);
  GTask *task = g_task_new(service, NULL, callback, context);
  if (error)
    g_task_return_error(task, error);
  else
    g_task_return_pointer(task, result, (GDestroyNotify)g_variant_unref);
  g_object_unref(task);
}

static inline GVariant *soul_prompt_finish(SecretService *service, GAsyncResult *result, GError **error) {
  (void)service;
  return (GVariant *)g_task_propagate_pointer(G_TASK(result), error);
}

/* The class data is the synchronous method that prompts. */
static inline void soul_service_prepare(gpointer service_class, gpointer prompt) {
  G_OBJECT_CLASS(service_class)->constructor = soul_service_construct;
  SECRET_SERVICE_CLASS(service_class)->prompt_sync = (soul_prompt_method)prompt;
  SECRET_SERVICE_CLASS(service_class)->prompt_async = soul_prompt_async;
  SECRET_SERVICE_CLASS(service_class)->prompt_finish = soul_prompt_finish;
}

/* Registers a class once in the process. To be called for one class by one thread at a time. */
static inline GType soul_service_type(const char *name, soul_prompt_method prompt) {
  GType type = g_type_from_name(name);
  if (type) return type;
  GTypeQuery parent;
  g_type_query(SECRET_TYPE_SERVICE, &parent);
  GTypeInfo info = {0};
  info.class_size = (guint16)parent.class_size;
  info.instance_size = (guint16)parent.instance_size;
  info.class_init = soul_service_prepare;
  info.class_data = (gconstpointer)prompt;
  return g_type_register_static(SECRET_TYPE_SERVICE, name, &info, (GTypeFlags)0);
}

static inline GType soul_quiet_service_type(void) {
  return soul_service_type("SoulQuietSecretService", soul_refuse_prompt);
}

static inline GType soul_prompting_service_type(void) {
  return soul_service_type("SoulPromptingSecretService", soul_prompt);
}

/* The service on a connection, with an encrypted session open. The caller owns the reference. */
static inline SecretService *soul_service_open(GType type, GDBusConnection *connection, GCancellable *cancellable,
                                               GError **error) {
  return (SecretService *)g_initable_new(type, cancellable, error, "g-connection", connection, "flags",
                                         SECRET_SERVICE_OPEN_SESSION, NULL);
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
