#include "CConcurrency.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

/* Only what POSIX allows in a handler is done in one; Swift's runtime is not on that list. */
static volatile sig_atomic_t descriptors[NSIG];

static void write_number(int number) {
  int saved = errno;
  unsigned char byte = (unsigned char)number;
  /* A full pipe holds enough of them. */
  if (write(descriptors[number], &byte, 1) < 0) errno = saved;
  errno = saved;
}

int soul_write_signals(int number, int descriptor) {
  descriptors[number] = descriptor;
  struct sigaction action = {.sa_handler = write_number, .sa_flags = SA_RESTART};
  return sigaction(number, &action, NULL);
}
