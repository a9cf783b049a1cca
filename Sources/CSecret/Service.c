#include "CSecret.h"
#include "Service.h"

typedef GVariant *(*prompt_method)(SecretService *, SecretPrompt *, GCancellable *, const GVariantType *, GError **);

/* libsecret's own class takes the process' shared connection, which ends the process when the bus goes, and reads and
   follows all collections. This one keeps the connection that it is given, and follows nothing. */
static GObject *service_construct(GType type, guint count, GObjectConstructParam *parameters) {
  GObjectClass *parent = G_OBJECT_CLASS(g_type_class_peek(libsecret.secret_service_get_type()));
  GObject *service = parent->constructor(type, count, parameters);
  g_object_set(service, "g-bus-type", G_BUS_TYPE_NONE, "g-flags",
               G_DBUS_PROXY_FLAGS_DO_NOT_LOAD_PROPERTIES | G_DBUS_PROXY_FLAGS_DO_NOT_CONNECT_SIGNALS, NULL);
  return service;
}

/* libsecret prompts by itself whenever the service asks for it, from within any call. A quiet service is one in which
   every such call fails with SECRET_ERROR_IS_LOCKED instead. */
static GVariant *refuse_prompt(SecretService *service, SecretPrompt *prompt, GCancellable *cancellable,
                               const GVariantType *type, GError **error) {
  (void)service, (void)prompt, (void)cancellable, (void)type;
  g_set_error_literal(error, libsecret.secret_error_get_quark(), SECRET_ERROR_IS_LOCKED,
                      "the service wants to ask the person first");
  return NULL;
}

/* libsecret's own prompting can't be cancelled from another thread, and some of its calls never end where a prompt has
   no result. */
static GVariant *ask(SecretService *service, SecretPrompt *prompt, GCancellable *cancellable,
                     const GVariantType *type, GError **error) {
  (void)service;
  return soul_ask((GDBusProxy *)prompt, cancellable, type, error);
}

/* The calls that prompt asynchronously run within a synchronous one here, which waits for them in any case. */
static void prompt_async(SecretService *service, SecretPrompt *prompt, const GVariantType *type,
                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer context) {
  GError *error = NULL;
  SecretServiceClass *methods = G_TYPE_INSTANCE_GET_CLASS(service, 0, SecretServiceClass);
  GVariant *result = methods->prompt_sync(service, prompt, cancellable, type, &error);
  GTask *task = libsecret.g_task_new(service, NULL, callback, context);
  if (error)
    libsecret.g_task_return_error(task, error);
  else
    libsecret.g_task_return_pointer(task, result, (GDestroyNotify)g_variant_unref);
  g_object_unref(task);
}

static GVariant *prompt_finish(SecretService *service, GAsyncResult *result, GError **error) {
  (void)service;
  return (GVariant *)libsecret.g_task_propagate_pointer((GTask *)result, error);
}

/* The class data is the synchronous method that prompts. */
static void service_prepare(gpointer service_class, gpointer prompt) {
  G_OBJECT_CLASS(service_class)->constructor = service_construct;
  SecretServiceClass *methods = service_class;
  methods->prompt_sync = (prompt_method)prompt;
  methods->prompt_async = prompt_async;
  methods->prompt_finish = prompt_finish;
}

/* Registers a class once in the process. To be called for one class by one thread at a time. */
static GType service_type(const char *name, prompt_method prompt) {
  GType type = g_type_from_name(name);
  if (type) return type;
  GTypeQuery parent;
  g_type_query(libsecret.secret_service_get_type(), &parent);
  GTypeInfo info = {0};
  info.class_size = (guint16)parent.class_size;
  info.instance_size = (guint16)parent.instance_size;
  info.class_init = service_prepare;
  info.class_data = (gconstpointer)prompt;
  return g_type_register_static(parent.type, name, &info, (GTypeFlags)0);
}

GType soul_quiet_service_type(void) { return service_type("SoulQuietSecretService", refuse_prompt); }

GType soul_prompting_service_type(void) { return service_type("SoulPromptingSecretService", ask); }

SecretService *soul_service_open(GType type, GDBusConnection *connection, GCancellable *cancellable, GError **error) {
  return (SecretService *)libsecret.g_initable_new(type, cancellable, error, "g-connection", connection, "flags",
                                                   SECRET_SERVICE_OPEN_SESSION, NULL);
}
