#ifndef SOUL_CCONCURRENCY_H
#define SOUL_CCONCURRENCY_H
/// Makes `enqueue` take every job that Swift's runtime would give to its own threads. To be called once, before the
/// first such job.
void soul_take_global_jobs(void (*enqueue)(void *job));
/// Runs a job that `enqueue` took, to its next suspension, on the calling thread.
void soul_run_global_job(void *job);
/// From now on a signal of this number writes it, as one byte, to `descriptor`.
/// Returns 0, or -1 with errno.
int soul_write_signals(int number, int descriptor);
/// mallopt(3), which glibc's module for Swift leaves out: heaps, and bytes. Returns 0 where one was refused.
int soul_bound_heap(int arenas, int mmap_threshold, int trim_threshold);
/// malloc_trim(3), of which it leaves out as much.
void soul_trim_heap(void);
#endif
