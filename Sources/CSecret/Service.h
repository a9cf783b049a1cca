#ifndef SOUL_CSECRET_SERVICE_H
#define SOUL_CSECRET_SERVICE_H
#include "Libsecret.h"

/* Lets the service ask the person, and waits for the answer, until the service goes or the cancellable is triggered,
   which takes the question back where that is safe: else it stays open, and its answer is nobody's. Without an answer
   the error is G_IO_ERROR_CANCELLED. `error` holds none yet. */
__attribute__((visibility("hidden"))) GVariant *soul_ask(GDBusProxy *prompt, GCancellable *cancellable,
                                                         const GVariantType *type, GError **error);

#endif
