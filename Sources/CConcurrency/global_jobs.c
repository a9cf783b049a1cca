#include "CConcurrency.h"

#include <stddef.h>

/* The runtime's own points for this (swift/Runtime/Concurrency.h), which no header of the toolchain declares. */
#define SWIFT_CC __attribute__((swiftcall))
typedef SWIFT_CC void (*soul_original)(void *job);
extern SWIFT_CC void (*swift_task_enqueueGlobal_hook)(void *job, soul_original original);
/* The executor is passed as its two words; both are null for the global one. */
extern SWIFT_CC void swift_job_run(void *job, void *identity, void *implementation);

static void (*taker)(void *job);

static SWIFT_CC void take(void *job, soul_original original) {
  (void)original;
  taker(job);
}

void soul_take_global_jobs(void (*enqueue)(void *job)) {
  taker = enqueue;
  swift_task_enqueueGlobal_hook = take;
}

void soul_run_global_job(void *job) { swift_job_run(job, NULL, NULL); }
