#include "CConcurrency.h"

#include <malloc.h>

int soul_bound_heap(int arenas, int mmap_threshold, int trim_threshold) {
  return mallopt(M_ARENA_MAX, arenas) && mallopt(M_MMAP_THRESHOLD, mmap_threshold) &&
         mallopt(M_TRIM_THRESHOLD, trim_threshold);
}

void soul_trim_heap(void) { malloc_trim(0); }
